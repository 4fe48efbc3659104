package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.SuccessCriterion;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskResult;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchEvent;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WatchTest {
    private static final Duration LIMIT = Duration.ofHours(2);
    // Its polls are known beforehand.
    private static final WatchSettings BY_TIME =
            WatchSettings.defaults().withPolicy(PollingPolicy.standard()).withLimit(LIMIT);
    private static final String RUNNING = "{\"taskState\":\"IN_PROGRESS\",\"progress\":-1.0}";

    @ParameterizedTest
    @EnumSource
    void aProcessThatCompletes(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            List<TaskState> states = new ArrayList<>();
            WatchSettings settings = BY_TIME.withListener(event -> {
                if (event instanceof WatchEvent.StateChanged changed) {
                    states.add(changed.to());
                }
            });

            TaskOutcome outcome =
                    fixture.task(Scenario.completeWithProcessDetails()).await(settings);

            assertThat(outcome).isInstanceOf(TaskOutcome.Succeeded.class);
            assertThat(states).containsExactly(TaskState.NOT_STARTED, TaskState.IN_PROGRESS, TaskState.COMPLETE);
            assertThat(fixture.time.passed()).isEqualTo(Duration.ofSeconds(30));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProcessThatFails(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            TaskOutcome outcome = fixture.task(Scenario.failed()).await(BY_TIME);

            assertThat(outcome).isInstanceOfSatisfying(TaskOutcome.Failed.class, failed -> {
                assertThat(failed.failedResults())
                        .extracting(TaskResult::objectId)
                        .containsExactly("112000000009");
                assertThat(failed.dumps()).containsExactly(new DumpRef(failed.task(), "112000000003"));
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProcessThatRejectsRows(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            TaskOutcome outcome =
                    fixture.task(Scenario.completeWithRejectedRows()).await(BY_TIME);

            assertThat(outcome).isInstanceOf(TaskOutcome.SucceededWithRejectedRows.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProcessThatIsCancelledWithoutAResult(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            TaskOutcome outcome = fixture.task(Scenario.cancelled()).await(BY_TIME);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            TaskOutcome.Cancelled.class,
                            cancelled -> assertThat(cancelled.cancelledBy()).contains("Ada Example"));
            assertThat(fixture.time.passed()).isEqualTo(Duration.ofSeconds(40));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProcessThatIsCancelledWithAResult(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            TaskOutcome outcome = fixture.answering(
                            "{\"taskState\":\"CANCELLED\",\"result\":{\"successful\":false,\"nestedResults\":["
                                    + "{\"objectId\":\"112\",\"successful\":true}]}}")
                    .await(BY_TIME);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            TaskOutcome.Cancelled.class,
                            cancelled -> assertThat(cancelled.appliedResults())
                                    .extracting(TaskResult::objectId)
                                    .containsExactly("112"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void completeAndUnsuccessfulHasFailed(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.answering("{\"taskState\":\"COMPLETE\",\"result\":{\"successful\":false}}");

            assertThat(task.await(BY_TIME)).isInstanceOf(TaskOutcome.Failed.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCriterionDecidesWhatSuccessIs(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.answering("{\"taskState\":\"COMPLETE\",\"result\":{\"successful\":false,"
                    + "\"nestedResults\":[{\"successful\":true}]}}");

            assertThat(task.await(BY_TIME.withCriterion(SuccessCriterion.nestedFlags())))
                    .isInstanceOf(TaskOutcome.Succeeded.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingButAFinalStateEndsAWatch(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            TaskOutcome outcome = fixture.answering(
                            "{\"taskState\":\"NOT_STARTED\"}",
                            "{\"taskState\":\"CANCELLING\"}",
                            "{\"taskState\":\"PAUSED\",\"new\":{\"member\":[1]}}",
                            "{\"taskId\":\"1\",\"taskState\":null}",
                            "{\"taskState\":\"FAILED\",\"result\":{\"successful\":true}}",
                            "{\"taskState\":\"IN_PROGRESS\",\"result\":{\"details\":null},\"progress\":1}",
                            "{\"taskState\":\"IN_PROGRESS\",\"currentStep\":\"Complete.\",\"progress\":1.0}",
                            RUNNING,
                            "{\"taskState\":\"COMPLETE\",\"result\":{\"successful\":true,\"details\":null}}")
                    .await(BY_TIME);

            assertThat(outcome).isInstanceOf(TaskOutcome.Succeeded.class);
            assertThat(fixture.fake.journal().requests()).hasSize(9);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hiccupsDoNotEndAWatch(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            fixture.fake.faults().inject(3, Fault.status(503));
            fixture.fake.faults().inject(Fault.gatewayPage());
            fixture.fake.faults().inject(Fault.noAnswer());
            fixture.fake.faults().inject(Fault.reset());
            fixture.fake.faults().inject(Fault.json(200, "{\"task\":"));
            fixture.fake.faults().inject(Fault.cutMidBody("{\"task\":{}}".getBytes(), 5));
            fixture.fake.faults().inject(2, Fault.status(404));
            fixture.fake.faults().inject(Fault.tooManyRequests("90"));

            TaskOutcome outcome = fixture.task(Scenario.complete()).await(BY_TIME);

            assertThat(outcome).isInstanceOf(TaskOutcome.Succeeded.class);
            assertThat(fixture.fake.journal().gaps().get(10))
                    .isBetween(Duration.ofSeconds(90), Duration.ofSeconds(99)); // a tenth longer at most
            assertThat(fixture.fake.journal().requests())
                    .hasSize(12)
                    .allSatisfy(request -> assertThat(request.method()).isEqualTo("GET"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTaskThatIsNotThereEndsTheWatchAfterAShortGrace(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.anaplan.task(TaskRef.ofProcess("8a81", "75A4", "1", "2"));

            WatchGivenUpException gaveUp = catchThrowableOfType(WatchGivenUpException.class, () -> task.await(BY_TIME));

            assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.PERMANENT_ERROR);
            assertThat(gaveUp)
                    .hasMessageContaining("does not exist")
                    .hasMessageContaining("may not see it")
                    .hasMessageContaining("another region");
            assertThat(fixture.fake.journal().requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTokenSourceThatTakesLongEachTimeMakesAWatchSlowerAndNotBlind(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport);
                HttpTransport wire = transport.create();
                AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl(fixture.fake.url())
                        .credentials(Credentials.tokens(() -> {
                            fixture.time.advance(Duration.ofMillis(150));
                            return new AuthToken(fixture.fake.token());
                        }))
                        .transport(wire)
                        .time(fixture.time)
                        .build()) {
            TaskRef task = fixture.fake.startTask(Scenario.complete());

            TaskOutcome outcome = anaplan.task(task).await(BY_TIME.withLimit(Duration.ofMinutes(2)));

            assertThat(outcome).isInstanceOf(TaskOutcome.Succeeded.class);
            assertThat(fixture.time.passed()).isLessThan(Duration.ofSeconds(40));
        }
    }
}
