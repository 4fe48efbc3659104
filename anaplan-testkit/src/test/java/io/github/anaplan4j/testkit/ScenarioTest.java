package io.github.anaplan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A ticket, told as a scenario, and what a client sees of it minute by minute. */
@Timeout(30)
class ScenarioTest {
    private final VirtualTime time = VirtualTime.create();
    private final FakeAnaplan fake = FakeAnaplan.start(time);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aTicketIsToldInItsOwnWords() throws Exception {
        Scenario ticket = Scenario.process(
                        Step.deleting("Clear list"),
                        Step.importing("Load employees").rejecting(40, 2_000),
                        Step.importing("Load prices"))
                .lasting(Duration.ofMinutes(11))
                .tokenExpiringAfter(Duration.ofMinutes(4))
                .troubledAfter(Duration.ofMinutes(5), Duration.ofSeconds(30), Fault.gatewayPage())
                .cancelledAfter(Duration.ofMinutes(9), "Ada Example");
        ActionRef process = fake.givenProcess("118000000007", "Nightly load", ticket);
        TaskRef task = fake.tasks().start(process);
        String firstToken = fake.token();

        assertThat(task(task).path("taskState").asString()).isEqualTo("NOT_STARTED");
        time.advance(Duration.ofMinutes(4).minusNanos(1));
        assertThat(task(task).path("currentStep").asString()).isEqualTo("Processing Clear list …");
        time.advance(Duration.ofNanos(1));
        assertThat(get("/" + task, firstToken).statusCode()).isEqualTo(401);
        assertThat(get("/" + task, fake.token()).statusCode()).isEqualTo(200);
        time.advance(Duration.ofMinutes(1));
        assertThat(get("/" + task, fake.token()).statusCode()).isEqualTo(503);
        assertThat(get("/users/me", fake.token()).statusCode()).isEqualTo(503);
        time.advance(Duration.ofSeconds(30));
        assertThat(get("/" + task, fake.token()).statusCode()).isEqualTo(200);
        time.advance(Duration.ofMinutes(4).minusSeconds(30));
        assertThat(task(task).path("taskState").asString()).isEqualTo("CANCELLING");
        time.advance(Duration.ofSeconds(5));
        assertThat(task(task).path("taskState").asString()).isEqualTo("CANCELLED");
        assertThat(task(task).path("cancelledBy").asString()).isEqualTo("Ada Example");
    }

    @Test
    void aProcessEndsWithTheResultsOfItsStepsAndTheirTimes() throws Exception {
        Scenario told = Scenario.process(
                Step.deleting("Clear list"),
                Step.importing("Load employees").rejecting(40, 2_000),
                Step.exporting("Publish").withId("116000000099"));
        TaskRef task = fake.tasks().start(fake.givenProcess("118000000007", "Nightly load", told));
        long start = time.now().toEpochMilli();
        time.advance(Duration.ofSeconds(35));

        JsonNode result = json("/" + task + "?includeProcessDetails=true").at("/task/result");

        assertThat(result.path("successful").asBoolean()).isTrue();
        assertThat(result.path("failureDumpAvailable").asBoolean()).isTrue();
        assertThat(result.path("objectId").asString()).isEqualTo("118000000007");
        assertThat(result.path("duration").asString()).isEqualTo("30000");
        assertThat(result.path("startTime").asString()).isEqualTo(Long.toString(start + 5_000));
        JsonNode load = result.at("/nestedResults/1");
        assertThat(load.path("objectId").asString()).isEqualTo("112000000002");
        assertThat(load.path("duration").asString()).isEqualTo("10000");
        assertThat(load.path("startTime").asString()).isEqualTo(Long.toString(start + 15_000));
        assertThat(load.at("/details/0/values").toString())
                .contains("\"successRowCount\",\"1960\"", "\"totalRowCount\",\"2000\"", "\"failedCount\",\"40\"");
        assertThat(result.at("/nestedResults/2/objectId").asString()).isEqualTo("116000000099");
        assertThat(task(task).at("/result/nestedResults/1").has("duration")).isFalse();
        assertThat(get("/" + task + "/dumps/112000000002", fake.token()).body().lines())
                .as("a line for each rejected row, and the header")
                .hasSize(41);
        assertThat(json("/" + task.action()).at("/processMetadata/actions").toString())
                .isEqualTo("[{\"id\":\"117000000001\",\"name\":\"Clear list\",\"actionType\":\"DELETE_BY_SELECTION\"},"
                        + "{\"id\":\"112000000002\",\"name\":\"Load employees\",\"actionType\":\"IMPORT\","
                        + "\"importType\":\"HIERARCHY_DATA\",\"importDataSourceId\":\"\"},"
                        + "{\"id\":\"116000000099\",\"name\":\"Publish\",\"actionType\":\"EXPORT\","
                        + "\"exportType\":\"TABULAR_MULTI_COLUMN\",\"exportFormat\":\"text/csv\","
                        + "\"layout\":\"TABULAR_MULTI_COLUMN\"}]");
    }

    @Test
    void aStepThatFailsIsTheLast() throws Exception {
        Scenario told = Scenario.process(
                Step.importing("Load"),
                Step.importing("Load again").failing("No such file", "uploadedFileNoLongerAvailable"),
                Step.exporting("Publish"));
        TaskRef task = fake.tasks().start(fake.givenProcess("118000000007", "Nightly load", told));
        time.advance(Duration.ofSeconds(25));

        JsonNode result = task(task).path("result");

        assertThat(result.path("successful").asBoolean()).isFalse();
        assertThat(result.path("nestedResults")).hasSize(2);
        assertThat(result.at("/nestedResults/1/details/0/type").asString()).isEqualTo("uploadedFileNoLongerAvailable");
        assertThat(json("/" + task.action()).at("/processMetadata/actions")).hasSize(3);
    }

    @Test
    void anImportByItselfHasItsResultOnTopAndADump() throws Exception {
        Scenario told = Scenario.action(Step.importing("Load").rejecting(3, 10));
        TaskRef task = fake.tasks()
                .start(fake.models().givenAction(ActionKind.IMPORT, "112000000003", "Load", "HIERARCHY_DATA", told));
        time.advance(Duration.ofSeconds(15));

        JsonNode result = task(task).path("result");

        assertThat(result.path("objectId").asString()).isEqualTo("112000000003");
        assertThat(result.has("nestedResults")).isFalse();
        assertThat(get("/" + task + "/dump", fake.token()).body().lines()).hasSize(4);
    }

    @Test
    void cannedScenariosHaveNamesTheDocumentedOnesFirst() {
        assertThat(Scenario.canned().keySet())
                .containsExactly("complete", "complete-with-process-details", "cancelled", "rejected-rows", "failed");
    }

    @Test
    void whatCannotBeIsToldAtOnce() {
        assertThatIllegalArgumentException().isThrownBy(Scenario::process);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Step.importing("Load").rejecting(3, 2));
        assertThatIllegalStateException()
                .isThrownBy(() -> Step.exporting("Publish").rejecting(1, 2))
                .withMessageContaining("no import");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fake.tasks().start(fake.model().process("118000000001")))
                .withMessageContaining("givenProcess");
    }

    @Test
    void aStepThatTheStatesDoNotAllowIsRefusedWithTheDiary() {
        Scenario over = Scenario.process(Step.importing("Load"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> over.cancelledAfter(Duration.ofSeconds(16), "Ada Example"))
                .withMessage("\"process [Load]\" cannot be CANCELLING after PT16S: it is COMPLETE by then. Its diary:\n"
                        + "  PT0S NOT_STARTED: Pending.\n"
                        + "  PT5S IN_PROGRESS: Processing Load …\n"
                        + "  PT15S COMPLETE, successful: Complete.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.cancelled().cancelledAfter(Duration.ofSeconds(35), "Ada Example"))
                .withMessageContaining("it is CANCELLING by then");
    }

    @Test
    void whatIsToldByHandIsSentAsItIsWhateverItIs() throws Exception {
        TaskRef task = fake.startTask(Scenario.complete()
                .then(Duration.ofMinutes(1), "{\"taskState\":\"IN_PROGRESS\",\"id\":\"{taskId} of {actionId}\"}")
                .then(Duration.ofMinutes(2), "no JSON"));

        time.advance(Duration.ofMinutes(1));
        assertThat(task(task).path("taskState").asString()).isEqualTo("IN_PROGRESS");
        assertThat(task(task).path("id").asString())
                .isEqualTo(task.taskId() + " of " + task.action().actionId());
        time.advance(Duration.ofMinutes(1));
        assertThat(get("/" + task, fake.token()).body()).contains("\"task\":no JSON");
    }

    private JsonNode task(TaskRef task) throws Exception {
        return json("/" + task).path("task");
    }

    private JsonNode json(String path) throws Exception {
        return JsonMapper.shared().readTree(get(path, fake.token()).body());
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(fake.url() + path))
                        .header("Authorization", "AnaplanAuthToken " + token)
                        .build(),
                BodyHandlers.ofString());
    }
}
