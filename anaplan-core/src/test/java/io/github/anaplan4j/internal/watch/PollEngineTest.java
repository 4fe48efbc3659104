package io.github.anaplan4j.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.PollingFloor;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskResult;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.Decision;
import io.github.anaplan4j.watch.FailureKind;
import io.github.anaplan4j.watch.Observation;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.WatchEvent;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollEngineTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");
    private static final Duration NOW = Duration.ofSeconds(42);
    private static final Instant NOW_INSTANT = Instant.EPOCH;
    private static final WatchState START = WatchState.start(TASK, Instant.EPOCH);

    private final ManualTime time = new ManualTime();
    private final Lifecycle lifecycle = new Lifecycle();

    private final List<WatchEvent> events = new ArrayList<>();
    private WatchSettings settings = WatchSettings.defaults()
            .withPolicy((state, latest) -> new Decision.Again(Duration.ofSeconds(7)))
            .withListener(events::add);

    @Test
    void aRunningTaskIsPolledAgain() {
        StepResult result = poll(START, status("IN_PROGRESS", "Importing"));

        assertThat(result)
                .isEqualTo(pending(
                        state(1, 0, null, NOW, NOW, status("IN_PROGRESS", "Importing")),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(5)));
        assertThat(events)
                .containsExactly(
                        new WatchEvent.Polled(TASK, NOW, status("IN_PROGRESS", "Importing")),
                        new WatchEvent.StateChanged(TASK, NOW, null, TaskState.IN_PROGRESS),
                        new WatchEvent.StepChanged(TASK, NOW, null, "Importing"));
    }

    @Test
    void aFinalStateFinishesWhateverThePolicySays() {
        settings = settings.withPolicy((state, latest) -> {
            throw new AssertionError("the policy is asked about unfinished tasks only");
        });
        TaskStatus done = new TaskStatus(
                null,
                TaskState.COMPLETE,
                null,
                1.0,
                null,
                null,
                new TaskResult("118", null, true, false, List.of(), List.of(), null, null));

        StepResult result = poll(START, done);

        TaskOutcome outcome = new TaskOutcome.Succeeded(TASK, done);
        assertThat(result).isEqualTo(new StepResult.Finished(outcome));
        assertThat(events)
                .containsExactly(
                        new WatchEvent.Polled(TASK, NOW, done),
                        new WatchEvent.StateChanged(TASK, NOW, null, TaskState.COMPLETE),
                        new WatchEvent.Ended(TASK, NOW, outcome));
    }

    @Test
    void theFloorHoldsWhateverThePolicySays() {
        settings = settings.withPolicy((state, latest) -> new Decision.Again(Duration.ofMillis(-1)));

        assertThat(poll(START, status("IN_PROGRESS", null)))
                .isInstanceOfSatisfying(
                        StepResult.Pending.class,
                        pending -> assertThat(delay(pending)).isEqualTo(Duration.ofSeconds(5)));
    }

    @Test
    void theServersWaitIsAFloorToo() {
        StepResult result = fail(START, apiError(429, Duration.ofSeconds(90)));

        assertThat(result)
                .isEqualTo(pending(
                        state(1, 0, null, NOW, Duration.ZERO, null), Duration.ofSeconds(90), Duration.ofSeconds(90)));
        assertThat(events).containsExactly(new WatchEvent.Throttled(TASK, NOW, Duration.ofSeconds(90)));
    }

    @Test
    void throttlingWithoutAWaitMeansTenSeconds() {
        assertThat(fail(START, apiError(429, null)))
                .isInstanceOfSatisfying(
                        StepResult.Pending.class,
                        pending -> assertThat(delay(pending)).isEqualTo(Duration.ofSeconds(10)));
    }

    @Test
    void throttlingIntoThePastStillWaitsTheFloor() {
        settings = settings.withPolicy((state, latest) -> new Decision.Again(Duration.ZERO));

        assertThat(fail(START, apiError(429, Duration.ZERO)))
                .isInstanceOfSatisfying(
                        StepResult.Pending.class,
                        pending -> assertThat(delay(pending)).isEqualTo(Duration.ofSeconds(5)));
        assertThat(events).containsExactly(new WatchEvent.Throttled(TASK, NOW, Duration.ofSeconds(5)));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(apiError(401, null), FailureKind.UNAUTHORIZED),
                Arguments.of(apiError(403, null), FailureKind.REJECTED),
                Arguments.of(apiError(404, null), FailureKind.NOT_FOUND),
                Arguments.of(apiError(302, null), FailureKind.SERVER),
                Arguments.of(apiError(423, null), FailureKind.SERVER),
                Arguments.of(apiError(407, null), FailureKind.REJECTED),
                Arguments.of(apiError(410, null), FailureKind.SERVER),
                Arguments.of(apiError(425, null), FailureKind.REJECTED),
                Arguments.of(apiError(503, null), FailureKind.SERVER),
                Arguments.of(new MalformedResponseException("GET /", "no JSON", "", null), FailureKind.MALFORMED),
                Arguments.of(TransportException.notConnected("GET /", "refused", null), FailureKind.CONNECT),
                Arguments.of(TransportException.timedOut("GET /", "silence", null), FailureKind.TIMEOUT),
                Arguments.of(
                        new TransportException(TransportException.Kind.CONNECTION_LOST, true, "GET / broke", null),
                        FailureKind.CONNECTION_LOST),
                Arguments.of(new TokenRejectedException(apiError(401, null)), FailureKind.TOKEN_EXPIRED),
                Arguments.of(new IllegalStateException("a login that failed"), FailureKind.OTHER));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailedPollIsAnInputOfThePolicy(RuntimeException failure, FailureKind kind) {
        List<Observation> asked = new ArrayList<>();
        settings = settings.withPolicy((state, latest) -> {
            asked.add(latest);
            return new Decision.Again(Duration.ofSeconds(7));
        });
        WatchState before = state(3, 1, null, Duration.ofSeconds(30), Duration.ofSeconds(20), null);

        StepResult result = fail(before, failure);
        assertThat(asked).containsExactly(new Observation.PollFailed(kind));
        assertThat(result)
                .isEqualTo(pending(
                        state(4, 2, kind, NOW, Duration.ofSeconds(20), null),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(5)));
        RuntimeException cause = failure instanceof TokenRejectedException rejected ? rejected.rejection() : failure;
        assertThat(events).containsExactly(new WatchEvent.PollFailed(TASK, NOW, kind, 2, cause));
    }

    @Test
    void aTokenThatIsRejectedAgainAfterItsRenewalIsNotValid() {
        List<Observation> asked = new ArrayList<>();
        settings = settings.withPolicy((state, latest) -> {
            asked.add(latest);
            return new Decision.Again(Duration.ofSeconds(7));
        });
        WatchState before = state(1, 1, FailureKind.TOKEN_EXPIRED, Duration.ZERO, Duration.ZERO, null);

        fail(before, new TokenRejectedException(apiError(401, null)));

        assertThat(asked).containsExactly(new Observation.PollFailed(FailureKind.UNAUTHORIZED));
    }

    @Test
    void theServersWaitIsAFloorWithAnyStatus() {
        assertThat(fail(START, apiError(503, Duration.ofMinutes(2))))
                .isInstanceOfSatisfying(
                        StepResult.Pending.class,
                        pending -> assertThat(delay(pending)).isEqualTo(Duration.ofMinutes(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aServerCannotHoldAWatchForMoreThanTenMinutes(int status) {
        assertThat(fail(START, apiError(status, Duration.ofDays(1))))
                .isInstanceOfSatisfying(
                        StepResult.Pending.class,
                        pending -> assertThat(delay(pending)).isEqualTo(Duration.ofMinutes(10)));
    }

    @Test
    void aWaitBeyondTheLimitEndsTheWatchAtTheLimitWithoutAPoll() {
        settings = settings.withPolicy(PollingPolicy.standard()).withLimit(Duration.ofMinutes(1));

        StepResult first = fail(START, apiError(429, Duration.ofDays(1)));
        assertThat(first)
                .isInstanceOfSatisfying(
                        StepResult.Pending.class,
                        pending -> assertThat(delay(pending)).isEqualTo(Duration.ofSeconds(18)));

        time.pass(Duration.ofSeconds(18));
        StepResult second = step(task -> {
                    throw new AssertionError("there is no poll during the server's wait");
                })
                .pollStored(((StepResult.Pending) first).state())
                .result();
        assertThat(second)
                .isInstanceOfSatisfying(
                        StepResult.GaveUp.class,
                        gaveUp -> assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.TIME_SPENT));
    }

    @Test
    void theLimitHoldsWhateverIsWrappedAroundThePolicy() {
        settings = settings.withLimit(Duration.ofMinutes(1));
        PollingPolicy standard = PollingPolicy.standard();
        settings = settings.withPolicy((state, latest) -> standard.decide(state, latest));

        StepResult first = fail(START, apiError(503, Duration.ofHours(2)));
        assertThat(delay((StepResult.Pending) first)).isEqualTo(Duration.ofSeconds(18));

        time.pass(Duration.ofSeconds(18));
        assertThat(poll(((StepResult.Pending) first).state(), status("IN_PROGRESS", null), Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(
                        StepResult.GaveUp.class,
                        gaveUp -> assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.TIME_SPENT));
    }

    @Test
    void theLimitEndsTheWatchBeforeThePolicyIsAsked() {
        settings = settings.withLimit(NOW).withPolicy((state, latest) -> {
            throw new AssertionError("the time is spent");
        });

        assertThat(poll(START, status("IN_PROGRESS", null)))
                .isInstanceOfSatisfying(
                        StepResult.GaveUp.class,
                        gaveUp -> assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.TIME_SPENT));
    }

    @Test
    void aLongerLimitDoesNotEndTheServersWait() {
        settings = settings.withLimit(NOW.plusSeconds(10));
        StepResult.Pending pending = (StepResult.Pending) fail(START, apiError(503, Duration.ofMinutes(2)));
        WatchState stored = WatchState.parse(pending.state().toText());
        time.pass(Duration.ofSeconds(10));
        settings = settings.withLimit(Duration.ofHours(1));

        StepResult early = step(task -> {
                    throw new AssertionError("there is no poll during the server's wait");
                })
                .pollStored(stored)
                .result();

        assertThat(delay((StepResult.Pending) early)).isEqualTo(Duration.ofSeconds(110));
    }

    @Test
    void aPolicyThatDecidesNothingEndsTheWatchAndSaysSo() {
        settings = settings.withPolicy((state, latest) -> null);

        assertThat(poll(START, status("IN_PROGRESS", null)))
                .isInstanceOfSatisfying(
                        StepResult.GaveUp.class,
                        gaveUp -> assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.BROKEN));
    }

    @Test
    void learningKeepsTheLimit() {
        assertThat(settings.withLimit(NOW)
                        .learningFrom(DurationHistory.inMemory())
                        .limit())
                .isEqualTo(NOW);
        assertThat(settings.learningFrom(DurationHistory.inMemory())
                        .withLimit(NOW)
                        .limit())
                .isEqualTo(NOW);
    }

    @Test
    void aStoredWaitHoldsInAnotherProcessToo() {
        StepResult.Pending pending = (StepResult.Pending) fail(START, apiError(429, Duration.ofMinutes(10)));
        WatchState stored = WatchState.parse(pending.state().toText());
        time.pass(Duration.ofMinutes(4));

        StepResult early = step(task -> {
                    throw new AssertionError("too early");
                })
                .pollStored(stored)
                .result();

        assertThat(early)
                .isInstanceOfSatisfying(
                        StepResult.Pending.class,
                        wait -> assertThat(delay(wait)).isEqualTo(Duration.ofMinutes(6)));
    }

    @Test
    void aPolicyOrACriterionThatFailsEndsTheWatchAndSaysSo() {
        IllegalStateException broken = new IllegalStateException("broken");
        TaskStatus complete = new TaskStatus(
                null,
                TaskState.COMPLETE,
                null,
                null,
                null,
                null,
                new TaskResult(null, null, true, false, List.of(), List.of(), null, null));
        settings = settings.withPolicy((state, latest) -> {
            throw broken;
        });
        assertBroken(poll(START, status("IN_PROGRESS", null)), broken);
        time.pass(Duration.ofSeconds(5));
        settings = settings.withCriterion(result -> {
            throw broken;
        });
        assertBroken(poll(START, complete), broken);
        assertThat(events).last().isInstanceOf(WatchEvent.GaveUp.class);
    }

    @Test
    void aThreadForTheHistoryThatCannotBeStartedTakesNoOutcomeAway() {
        TaskResult ended = new TaskResult(null, null, true, false, List.of(), List.of(), Duration.ofMinutes(3), null);
        settings = settings.learningFrom(new DurationHistory() {
            @Override
            public List<Duration> durations(ActionRef action) {
                return List.of();
            }

            @Override
            public void add(TaskRef task, Duration duration) {}
        });

        StepResult result = step(task -> new TaskStatus(null, TaskState.COMPLETE, null, null, null, null, ended))
                .minding(new Endings(
                        task -> {},
                        task -> false,
                        new Learning(
                                DurationHistory.none(),
                                work -> {
                                    throw new InternalError("unable to create native thread");
                                },
                                true),
                        state -> {}))
                .pollStored(START)
                .result();

        assertThat(result).isInstanceOf(StepResult.Finished.class);
    }

    private static void assertBroken(StepResult result, Throwable cause) {
        assertThat(result).isInstanceOfSatisfying(StepResult.GaveUp.class, gaveUp -> {
            assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.BROKEN);
            assertThat(gaveUp.cause()).isSameAs(cause);
        });
    }

    @Test
    void afterTheGateIsClosedNothingIsSent() {
        lifecycle.beginClosing();

        StepResult result = step(task -> {
                    throw new AssertionError("closed");
                })
                .pollStored(START)
                .result();

        assertThat(result)
                .isInstanceOfSatisfying(
                        StepResult.GaveUp.class,
                        gaveUp -> assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.STOPPED));
    }

    @Test
    void aStatusEndsTheRunOfFailures() {
        assertThat(poll(state(9, 8, null, NOW, Duration.ZERO, null), status("IN_PROGRESS", null)))
                .isInstanceOfSatisfying(
                        StepResult.Pending.class,
                        pending -> assertThat(pending.state().consecutiveFailures())
                                .isZero());
    }

    @Test
    void givingUpCarriesTheErrorAndTheLastStatus() {
        AnaplanApiException failure = apiError(503, null);
        TaskStatus last = status("IN_PROGRESS", "Importing");
        settings = settings.withPolicy((state, latest) -> new Decision.GiveUp(GiveUpReason.TOO_MANY_FAILURES));

        StepResult result = fail(state(3, 10, null, NOW, Duration.ZERO, last), failure);

        assertThat(result)
                .isEqualTo(new StepResult.GaveUp(
                        state(4, 11, FailureKind.SERVER, NOW, Duration.ZERO, last),
                        GiveUpReason.TOO_MANY_FAILURES,
                        failure));
        assertThat(events).last().isEqualTo(new WatchEvent.GaveUp(TASK, NOW, GiveUpReason.TOO_MANY_FAILURES, last));
    }

    @Test
    void anIrregularTransitionIsReportedAndChangesNothing() {
        WatchState before = state(1, 0, null, Duration.ZERO, Duration.ZERO, status("CANCELLING", null));

        assertThat(poll(before, status("IN_PROGRESS", null))).isInstanceOf(StepResult.Pending.class);
        assertThat(events)
                .containsExactly(
                        new WatchEvent.Polled(TASK, NOW, status("IN_PROGRESS", null)),
                        new WatchEvent.StateChanged(TASK, NOW, TaskState.CANCELLING, TaskState.IN_PROGRESS),
                        new WatchEvent.IrregularTransition(TASK, NOW, TaskState.CANCELLING, TaskState.IN_PROGRESS));
    }

    @Test
    void anUnknownStateIsReportedOnce() {
        StepResult first = poll(START, status("PAUSED", null));
        poll(((StepResult.Pending) first).state(), status("PAUSED", null));

        assertThat(events)
                .filteredOn(WatchEvent.IrregularTransition.class::isInstance)
                .containsExactly(new WatchEvent.IrregularTransition(TASK, NOW, null, TaskState.of("PAUSED")));
    }

    @Test
    void theTimeOfTheLastChangeIsKept() {
        WatchState before =
                state(1, 0, null, Duration.ofSeconds(10), Duration.ofSeconds(10), status("IN_PROGRESS", "Importing"));

        StepResult result = poll(before, status("IN_PROGRESS", "Importing"));

        assertThat(result)
                .isInstanceOfSatisfying(
                        StepResult.Pending.class,
                        pending -> assertThat(pending.state().sinceChange()).isEqualTo(Duration.ofSeconds(32)));
    }

    @Test
    void aClockThatJumpsBackDoesNotUndoThePast() {
        WatchState before = state(1, 0, null, Duration.ofMinutes(5), Duration.ZERO, null);

        assertThat(poll(before, status("IN_PROGRESS", null)))
                .isInstanceOfSatisfying(
                        StepResult.Pending.class,
                        pending -> assertThat(pending.state().elapsed()).isEqualTo(Duration.ofMinutes(5)));
    }

    @Test
    void aListenerThatThrowsIsNotHeardByTheWatch() {
        settings = settings.withListener(event -> throwUndeclared(new java.io.IOException("broken listener")));

        assertThat(poll(START, status("IN_PROGRESS", "Importing"))).isInstanceOf(StepResult.Pending.class);
    }

    @Test
    void anInterruptedPollStopsTheWatch() {
        TransportException interrupted =
                new TransportException(TransportException.Kind.INTERRUPTED, true, "interrupted", null);

        assertThat(fail(START, interrupted))
                .isEqualTo(new StepResult.GaveUp(START.at(NOW, NOW_INSTANT), GiveUpReason.STOPPED, interrupted));
        assertThat(events).containsExactly(new WatchEvent.GaveUp(TASK, NOW, GiveUpReason.STOPPED, null));
    }

    @Test
    void theFloorCanBeLoweredForThisMachineAlone() {
        BaseUrl here = BaseUrl.of("http://127.0.0.1:8080/2/0");

        assertThat(PollingFloor.of(Duration.ofMillis(10), here).duration()).isEqualTo(Duration.ofMillis(10));
        assertThat(PollingFloor.of(Duration.ofSeconds(6), BaseUrl.of("https://api.anaplan.com/2/0"))
                        .duration())
                .isEqualTo(Duration.ofSeconds(6));
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> PollingFloor.of(Duration.ofMillis(4_999), BaseUrl.of("https://api.anaplan.com/2/0")))
                .withMessageContaining("PT5S");
    }

    // As Kotlin or Lombok's users do.
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwUndeclared(Throwable failure) throws E {
        throw (E) failure;
    }

    private StepResult poll(WatchState before, TaskStatus status) {
        return step(task -> status).poll(before, () -> NOW).result();
    }

    private StepResult poll(WatchState before, TaskStatus status, Duration elapsed) {
        return step(task -> status).poll(before, () -> elapsed).result();
    }

    private StepResult fail(WatchState before, RuntimeException failure) {
        return step(task -> {
                    throw failure;
                })
                .poll(before, () -> NOW)
                .result();
    }

    private PollEngine step(Function<TaskRef, TaskStatus> polls) {
        return TestEngines.engine(
                FakeTasks.polling(polls), TaskInTime.READY, settings, TestLimits.limiter(300, time), lifecycle, time);
    }

    private Duration delay(StepResult.Pending pending) {
        return Duration.between(time.now(), pending.state().nextPoll());
    }

    private WatchState state(
            int polls,
            int failures,
            @Nullable FailureKind last,
            Duration elapsed,
            Duration changedAt,
            @Nullable TaskStatus seen) {
        Duration runningAt = seen == null || seen.state().equals(TaskState.NOT_STARTED)
                ? null
                : polls == 1 ? Duration.ZERO : changedAt;
        int same = last == null ? 0 : 1;
        return new WatchState(
                TASK,
                polls,
                failures,
                last,
                same,
                failures == 0 ? null : failures == 1 ? elapsed : Duration.ofSeconds(30),
                elapsed,
                NOW_INSTANT,
                NOW_INSTANT,
                NOW_INSTANT,
                changedAt,
                runningAt,
                seen,
                Map.of());
    }

    private static StepResult.Pending pending(WatchState state, Duration wait, Duration blocked) {
        return new StepResult.Pending(state.waiting(NOW_INSTANT.plus(wait), NOW_INSTANT.plus(blocked)));
    }

    private static TaskStatus status(String state, @Nullable String step) {
        return new TaskStatus(null, TaskState.of(state), step, null, null, null, null);
    }

    private static AnaplanApiException apiError(int status, @Nullable Duration retryAfter) {
        return new AnaplanApiException("GET /", status, null, retryAfter, "");
    }
}
