package io.github.anaplan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PollingPolicyTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");
    private static final Observation RUNNING =
            new Observation.Seen(new TaskStatus(null, TaskState.IN_PROGRESS, null, null, null, null, null));

    private static final Observation FAILED = new Observation.PollFailed(FailureKind.SERVER);
    private static final Decision TOO_MANY = new Decision.GiveUp(GiveUpReason.TOO_MANY_FAILURES);

    @ParameterizedTest
    @CsvSource({"PT0S, PT5S", "PT50S, PT5S", "PT1M, PT6S", "PT5M, PT30S", "PT10M, PT1M", "PT48H, PT1M"})
    void theStandardPolicyStretchesWithTheRun(Duration elapsed, Duration expected) {
        assertThat(PollingPolicy.standard().decide(state(elapsed, 0), RUNNING)).isEqualTo(new Decision.Again(expected));
    }

    @Test
    void theStandardPolicyToleratesTenFailuresInARowAndFiveMinutesOfThem() {
        PollingPolicy standard = PollingPolicy.standard();
        Duration enough = Duration.ofMinutes(5);

        assertThat(standard.decide(failing(10, enough), FAILED)).isInstanceOf(Decision.Again.class);
        assertThat(standard.decide(failing(1_000, enough.minusMillis(1)), FAILED))
                .isInstanceOf(Decision.Again.class);
        assertThat(standard.decide(failing(11, enough), FAILED)).isEqualTo(TOO_MANY);
    }

    @Test
    void aToleranceThatIsSetAgainReplacesTheOneBeforeInAnyOrder() {
        PollingPolicy standard = PollingPolicy.standard();
        List<PollingPolicy> policies = List.of(
                standard.tolerating(100),
                standard.jittered(0.1).tolerating(100),
                standard.tolerating(100).jittered(0.1),
                standard.givingUpWithoutProgressFor(Duration.ofHours(1))
                        .tolerating(3)
                        .tolerating(100),
                standard.tolerating(100).givingUpWithoutProgressFor(Duration.ofHours(1)),
                PollingPolicy.learned(DurationHistory.none(), Duration.ofMillis(200))
                        .tolerating(100));
        for (PollingPolicy policy : policies) {
            assertThat(policy.decide(failing(100, Duration.ofHours(1)), FAILED)).isInstanceOf(Decision.Again.class);
            assertThat(policy.decide(failing(101, Duration.ofSeconds(1)), FAILED))
                    .isEqualTo(TOO_MANY);
        }
    }

    @Test
    void aWrapperOfOnesOwnHidesWhatIsInsideIt() {
        PollingPolicy wrapper = (state, latest) -> PollingPolicy.standard().decide(state, latest);

        assertThat(wrapper.tolerating(100).decide(failing(11, Duration.ofMinutes(5)), FAILED))
                .isEqualTo(TOO_MANY);
    }

    @Test
    void noWaitIsLongerThanTheLongestInAnyOrder() {
        PollingPolicy standard = PollingPolicy.standard();
        Duration longest = Duration.ofSeconds(20);
        List<PollingPolicy> policies = List.of(
                standard.waitingAtMost(longest),
                standard.waitingAtMost(Duration.ofSeconds(1)).waitingAtMost(longest),
                standard.waitingAtMost(longest).jittered(1).tolerating(3),
                standard.givingUpWithoutProgressFor(Duration.ofHours(1))
                        .jittered(1)
                        .waitingAtMost(longest));
        for (PollingPolicy policy : policies) {
            assertThat(policy.decide(state(Duration.ofMinutes(8), 0), RUNNING)).isEqualTo(new Decision.Again(longest));
        }
        assertThat(standard.waitingAtMost(longest).decide(state(Duration.ofMinutes(1), 0), RUNNING))
                .isEqualTo(new Decision.Again(Duration.ofSeconds(6)));
        assertThat(standard.waitingAtMost(longest).decide(failing(11, Duration.ofMinutes(5)), FAILED))
                .isEqualTo(TOO_MANY);
        assertThatIllegalArgumentException().isThrownBy(() -> standard.waitingAtMost(Duration.ZERO));
    }

    @Test
    void aLearnedPolicyNeverGivesUpByItself() {
        PollingPolicy learned = PollingPolicy.learned(DurationHistory.none(), Duration.ofMillis(200));

        assertThat(learned.decide(failing(1_000, Duration.ofDays(1)), FAILED)).isInstanceOf(Decision.Again.class);
    }

    @Test
    void learningKeepsTheLimit() {
        WatchSettings limited = WatchSettings.defaults().withLimit(Duration.ofHours(1));

        assertThat(limited.learningFrom(DurationHistory.none()).limit()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void thePriceOfARequestMayBeAsHighAsADurationCanBe() {
        PollingPolicy learned = PollingPolicy.learned(DurationHistory.none(), Duration.ofSeconds(Long.MAX_VALUE));
        WatchState running = WatchState.start(TASK, Instant.EPOCH).after(RUNNING, Duration.ZERO, Instant.EPOCH);

        assertThat(learned.decide(running, RUNNING)).isEqualTo(new Decision.Again(Duration.ofMinutes(15)));
    }

    @Test
    void theLongestWaitCannotBeLengthened() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
        PollingPolicy policy = PollingPolicy.stretching(longest, longest, 0).jittered(1);

        assertThat(policy.decide(state(Duration.ZERO, 0), RUNNING)).isEqualTo(new Decision.Again(longest));
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void onlyARefusalIsPermanentAtOnce(FailureKind kind) {
        Decision decision = PollingPolicy.standard().decide(state(Duration.ZERO, 1), new Observation.PollFailed(kind));

        boolean permanent = kind == FailureKind.UNAUTHORIZED || kind == FailureKind.REJECTED;
        assertThat(decision)
                .isEqualTo(
                        permanent
                                ? new Decision.GiveUp(GiveUpReason.PERMANENT_ERROR)
                                : new Decision.Again(Duration.ofSeconds(5)));
    }

    @Test
    void notFoundIsPermanentTheThirdTimeInARow() {
        Observation notFound = new Observation.PollFailed(FailureKind.NOT_FOUND);

        assertThat(PollingPolicy.standard().decide(notFound(2), notFound)).isInstanceOf(Decision.Again.class);
        assertThat(PollingPolicy.standard().decide(notFound(3), notFound))
                .isEqualTo(new Decision.GiveUp(GiveUpReason.PERMANENT_ERROR));
    }

    @Test
    void throttlingIsNoFailure() {
        Observation throttled = new Observation.Throttled(Duration.ofSeconds(10));

        assertThat(PollingPolicy.standard().decide(state(Duration.ZERO, 11), throttled))
                .isInstanceOf(Decision.Again.class);
    }

    @Test
    void withoutProgressTheWatchEndsWhenTheTimeIsUp() {
        PollingPolicy policy = PollingPolicy.standard().givingUpWithoutProgressFor(Duration.ofMinutes(30));

        assertThat(policy.decide(state(Duration.ofSeconds(1_799), 0), RUNNING)).isInstanceOf(Decision.Again.class);
        assertThat(policy.decide(state(Duration.ofMinutes(30), 0), RUNNING))
                .isEqualTo(new Decision.GiveUp(GiveUpReason.NO_PROGRESS));
        assertThat(policy.decide(state(Duration.ofMinutes(30), 1), new Observation.PollFailed(FailureKind.SERVER)))
                .as("an outage is no lack of progress")
                .isInstanceOf(Decision.Again.class);
    }

    @Test
    void jitterLengthensWaitsByLessThanItsShareAndDiffersFromTaskToTask() {
        PollingPolicy policy = PollingPolicy.stretching(Duration.ofSeconds(10), Duration.ofSeconds(10), 0)
                .jittered(0.2);
        Set<Duration> waits = new HashSet<>();
        for (int task = 0; task < 100; task++) {
            WatchState state = WatchState.start(TaskRef.ofProcess("8a81", "75A4", "118", "T" + task), Instant.EPOCH);
            Duration wait = ((Decision.Again) policy.decide(state, RUNNING)).delay();
            assertThat(wait).isBetween(Duration.ofSeconds(10), Duration.ofMillis(11_999));
            assertThat(policy.decide(state, RUNNING)).isEqualTo(new Decision.Again(wait));
            waits.add(wait);
        }
        assertThat(waits).hasSizeGreaterThan(90);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollingPolicy.stretching(Duration.ofSeconds(2), Duration.ofSeconds(1), 0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollingPolicy.stretching(Duration.ofSeconds(-1), Duration.ofSeconds(1), 0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollingPolicy.stretching(Duration.ZERO, Duration.ofSeconds(1), Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollingPolicy.standard().tolerating(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WatchSettings.defaults().withLimit(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollingPolicy.standard().givingUpWithoutProgressFor(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollingPolicy.standard().jittered(1.01));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollingPolicy.learned(DurationHistory.none(), Duration.ZERO));
    }

    private static WatchState notFound(int inARow) {
        return new WatchState(
                TASK,
                9,
                9,
                FailureKind.NOT_FOUND,
                inARow,
                null,
                Duration.ZERO,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                Duration.ZERO,
                null,
                null,
                Map.of());
    }

    private static WatchState failing(int failures, Duration since) {
        WatchState state = WatchState.start(TASK, Instant.EPOCH).after(FAILED, Duration.ofHours(1), Instant.EPOCH);
        for (int i = 1; i < failures; i++) {
            state = state.after(FAILED, Duration.ofHours(1).plus(since), Instant.EPOCH);
        }
        return state;
    }

    private static WatchState state(Duration elapsed, int failures) {
        return new WatchState(
                TASK,
                1,
                failures,
                null,
                0,
                null,
                elapsed,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                Duration.ZERO,
                null,
                null,
                Map.of());
    }
}
