package io.github.anaplan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A task that is under way is cancelled, fails or is fast-forwarded by hand, and what a client sees of it. */
@Timeout(30)
class SteeringTest {
    private static final Scenario THREE_STEPS = Scenario.process(
                    Step.deleting("Clear list"), Step.importing("Load employees"), Step.importing("Load prices"))
            .lasting(Duration.ofSeconds(350)); // 50 s queued, 100 s a step

    private final VirtualTime time = VirtualTime.create();
    private final FakeAnaplan fake = FakeAnaplan.start(time);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void theStepThatIsUnderWayFails() throws Exception {
        TaskRef task = fake.startTask(THREE_STEPS);
        time.advance(Duration.ofSeconds(170));

        fake.tasks().fail(task, "Somebody pulled the plug");

        JsonNode result = poll(task).path("result");
        assertThat(result.path("successful").asBoolean()).isFalse();
        assertThat(result.path("duration").asString()).isEqualTo("120000");
        assertThat(result.path("nestedResults").findValuesAsString("successful"))
                .containsExactly("true", "false");
        assertThat(result.at("/nestedResults/1/details/0/localMessageText").asString())
                .isEqualTo("Somebody pulled the plug");
        assertThat(result.at("/nestedResults/1/duration").asString()).isEqualTo("20000");
    }

    @Test
    void theFirstStepFailsIfNoneHasBegun() throws Exception {
        TaskRef task = fake.startTask(THREE_STEPS);

        fake.tasks().fail(task, "No");

        assertThat(poll(task).at("/result/nestedResults").findValuesAsString("successful"))
                .containsExactly("false");
    }

    @Test
    void anActionByItselfFails() throws Exception {
        TaskRef told = fake.startTask(Scenario.action(Step.exporting("Report")));
        TaskRef canned = fake.startTask(Scenario.complete());
        time.advance(Duration.ofSeconds(12));

        for (TaskRef task : List.of(told, canned)) {
            fake.tasks().fail(task, "No");

            JsonNode result = poll(task).path("result");
            assertThat(result.path("successful").asBoolean()).isFalse();
            assertThat(result.path("objectId").asString())
                    .isEqualTo(task.action().actionId());
            assertThat(result.at("/details/0/localMessageText").asString()).isEqualTo("No");
        }
    }

    @Test
    void anotherUserCancels() throws Exception {
        TaskRef task = fake.startTask(THREE_STEPS);
        time.advance(Duration.ofSeconds(170));

        fake.tasks().cancel(task, "Ada Example");
        assertThat(state(task)).isEqualTo("CANCELLING");
        time.advance(Duration.ofSeconds(5));
        assertThat(state(task)).isEqualTo("CANCELLED");
        assertThat(poll(task).path("cancelledBy").asString()).isEqualTo("Ada Example");
    }

    @Test
    void whoeverCancelsFirstHasCancelled() throws Exception {
        TaskRef task = fake.startTask(THREE_STEPS);

        fake.tasks().cancel(task, "Ada Example");
        send("DELETE", task);
        time.advance(Duration.ofSeconds(5));

        assertThat(poll(task).path("cancelledBy").asString()).isEqualTo("Ada Example");
    }

    @Test
    void whatIsToComeComesSoonerAndWhatWasStaysAsItWas() throws Exception {
        TaskRef task = fake.startTask(THREE_STEPS);
        time.advance(Duration.ofSeconds(170));

        fake.tasks().fastForward(task, Duration.ofSeconds(30));
        time.advance(Duration.ofSeconds(50));
        assertThat(poll(task).path("currentStep").asString()).isEqualTo("Processing Load prices …");

        fake.tasks().fastForward(task, Duration.ofHours(1));
        JsonNode result = poll(task).path("result");
        assertThat(result.path("nestedResults").findValuesAsString("duration")).containsExactly("100000", "70000", "0");
        assertThat(result.path("startTime").asString())
                .isEqualTo(Long.toString(time.now().minusSeconds(170).toEpochMilli()));
    }

    @Test
    void troubleAndExpiriesComeSoonerAsWell() throws Exception {
        TaskRef task = fake.startTask(THREE_STEPS
                .troubledAfter(Duration.ofSeconds(100), Duration.ofSeconds(10), Fault.gatewayPage())
                .tokenExpiringAfter(Duration.ofSeconds(110)));

        fake.tasks().fastForward(task, Duration.ofSeconds(95));
        time.advance(Duration.ofSeconds(5));
        assertThat(send("GET", task).statusCode()).isEqualTo(503);
        time.advance(Duration.ofSeconds(10));
        assertThat(send("GET", task).statusCode()).isEqualTo(401);
    }

    @Test
    void theNextStateComesAtOnceUntilThereIsNone() throws Exception {
        TaskRef task = fake.startTask(Scenario.cancelled());

        assertThat(state(task)).isEqualTo("NOT_STARTED");
        fake.tasks().fastForwardToNextState(task);
        assertThat(state(task)).isEqualTo("IN_PROGRESS");
        for (int i = 0; i < 4; i++) {
            fake.tasks().fastForwardToNextState(task);
        }
        assertThat(state(task)).isEqualTo("CANCELLING");
        fake.tasks().fastForwardToNextState(task);
        assertThat(state(task)).isEqualTo("CANCELLED");
        fake.tasks().fastForwardToNextState(task);
        assertThat(state(task)).isEqualTo("CANCELLED");
    }

    @Test
    void whatIsOverStaysOver() {
        TaskRef task = fake.startTask(Scenario.complete());
        time.advance(Duration.ofMinutes(1));

        assertThatIllegalStateException()
                .isThrownBy(() -> fake.tasks().fail(task, "No"))
                .withMessageContaining("is COMPLETE already")
                .withMessageContaining("diary")
                .withMessageContaining("  PT10S IN_PROGRESS: Processing …\n")
                .withMessageEndingWith("  PT30S COMPLETE, successful: Complete.");
        assertThatIllegalStateException().isThrownBy(() -> fake.tasks().cancel(task, "Ada Example"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fake.tasks().fastForward(task, Duration.ofSeconds(-1)))
                .withMessage("Time does not run backwards: PT-1S");
    }

    @Test
    void theDiaryHasWhatTheTestDidToTheTask() {
        TaskRef task = fake.startTask(THREE_STEPS);
        time.advance(Duration.ofSeconds(60));
        fake.tasks().fastForward(task, Duration.ofSeconds(10));
        fake.tasks().cancel(task, "Ada Example");

        assertThatIllegalStateException()
                .isThrownBy(() -> fake.tasks().cancel(task, "Grace Example"))
                .withMessageContaining("is CANCELLING already")
                .withMessageEndingWith("  PT1M CANCELLING: Cancelling …\nand its steering:\n"
                        + "  PT1M forwarded by PT10S\n  PT1M cancelled by Ada Example");
    }

    @Test
    void whatIsNotThereCannotBeSteered() {
        TaskRef unknown = fake.model().process("118000000007").task("1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> fake.tasks().fail(unknown, "No"))
                .withMessage("There is no task " + unknown + " on the fake.");
    }

    private String state(TaskRef task) throws Exception {
        return poll(task).path("taskState").asString();
    }

    private JsonNode poll(TaskRef task) throws Exception {
        HttpResponse<String> response = send("GET", task);
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body()).path("task");
    }

    private HttpResponse<String> send(String method, TaskRef task) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(fake.url() + "/" + task + "?includeProcessDetails=true"))
                .header("Authorization", "AnaplanAuthToken " + fake.token())
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
