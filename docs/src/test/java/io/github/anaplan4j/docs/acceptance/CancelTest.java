package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.watch.Decision;
import io.github.anaplan4j.watch.Watch;
import io.github.anaplan4j.watch.WatchSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A cancel is a request; what is reported is the true end. */
class CancelTest {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @ParameterizedTest
    @EnumSource
    void aRunningTaskIsCancelledAfterRollingBack(EachTransport transport) {
        for (ActionKind kind : ActionKind.values()) {
            try (Fixture fixture = new Fixture(transport)) {
                ActionRef action = fixture.fake
                        .models()
                        .givenAction(kind, "110000000001", "An action", "ANY", Scenario.complete());
                TaskRef ref = action.task("5B88");
                fixture.fake.tasks().start(ref, Scenario.complete());
                AnaplanTask task = fixture.anaplan.task(ref);
                fixture.time.advance(Duration.ofSeconds(12));

                TaskOutcome outcome = task.cancelAndAwait(LIMIT);

                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                TaskOutcome.Cancelled.class,
                                cancelled -> assertThat(cancelled.cancelledBy()).isEmpty());
                // Twelve before, five of rolling back, and what the cancel took from the request budget.
                assertThat(fixture.time.passed()).isEqualTo(Duration.ofMillis(17_250));
            }
        }
    }

    /** Though their policy would wait for an hour. */
    @ParameterizedTest
    @EnumSource
    void theWatchesOfTheSameClientSeeSoonWhatACancelDoes(EachTransport transport) {
        WatchSettings rarely = WatchSettings.defaults()
                .withPolicy((state, latest) -> state.polls() == 1
                        ? new Decision.Again(Duration.ofHours(1))
                        : new Decision.Again(Duration.ofSeconds(5)));
        Scenario endless = Scenario.named("endless").then(Duration.ZERO, "{\"taskState\":\"IN_PROGRESS\"}");
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(endless);
            Watch watch = task.watch(rarely);
            fixture.time.advance(Duration.ofMinutes(1));
            task.cancel();
            fixture.time.advance(Duration.ofSeconds(20));
            assertThat(watch.outcome().toCompletableFuture())
                    .isCompletedWithValueMatching(outcome -> outcome instanceof TaskOutcome.Cancelled);
        }
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(endless);
            fixture.time.in(Duration.ofMinutes(1), task::cancel);
            assertThat(task.await(rarely.withLimit(LIMIT))).isInstanceOf(TaskOutcome.Cancelled.class);
            assertThat(fixture.time.passed()).isLessThan(Duration.ofSeconds(80));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTaskThatWasCompleteBeforeIsReportedAsComplete(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(Scenario.complete());
            fixture.time.advance(Duration.ofMinutes(1));

            assertThat(task.cancelAndAwait(LIMIT)).isInstanceOf(TaskOutcome.Succeeded.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTaskThatCompletesDuringTheCancelIsReportedAsComplete(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(Scenario.complete());
            fixture.fake.duringNextRequest(() -> fixture.time.advance(Duration.ofMinutes(1)));

            assertThat(task.cancelAndAwait(LIMIT)).isInstanceOf(TaskOutcome.Succeeded.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTaskThatCompletesInSpiteOfTheCancelIsReportedAsComplete(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(Scenario.complete().despiteCancel());

            assertThat(task.cancelAndAwait(LIMIT)).isInstanceOf(TaskOutcome.Succeeded.class);
        }
    }

    static Stream<Arguments> answers() {
        byte[] anyBody = "anything".getBytes(StandardCharsets.UTF_8);
        return Stream.of(EachTransport.values())
                .flatMap(transport -> Stream.of(
                                Fault.answer(200, Map.of(), anyBody),
                                Fault.answer(202, Map.of(), new byte[0]),
                                Fault.answer(204, Map.of(), new byte[0]))
                        .map(fault -> Arguments.of(transport, fault)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anyAnswerOf2xxWithAnyBodyWillDo(EachTransport transport, Fault answer) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(Scenario.complete());
            fixture.fake.faults().inject(Fault.afterProcessing(answer));

            assertThat(task.cancelAndAwait(LIMIT)).isInstanceOf(TaskOutcome.Cancelled.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsAnErrorWhileTheTaskRuns(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(Scenario.complete());
            fixture.fake.faults().inject(Fault.status(405));

            assertThatExceptionOfType(AnaplanApiException.class)
                    .isThrownBy(() -> task.cancelAndAwait(LIMIT))
                    .satisfies(refused -> assertThat(refused.status()).isEqualTo(405));
            assertThat(task.await(LIMIT)).isInstanceOf(TaskOutcome.Succeeded.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void troubleOnTheWayIsNoReasonNotToAskAgain(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(Scenario.complete());
            fixture.fake.faults().inject(Fault.status(500));
            fixture.fake.faults().inject(Fault.noAnswer());
            fixture.fake.faults().inject(Fault.status(503));

            assertThat(task.cancelAndAwait(LIMIT)).isInstanceOf(TaskOutcome.Cancelled.class);
            assertThat(fixture.fake.journal().requests())
                    .extracting(request -> request.method())
                    .startsWith("DELETE", "DELETE", "DELETE", "DELETE", "GET");
        }
    }
}
