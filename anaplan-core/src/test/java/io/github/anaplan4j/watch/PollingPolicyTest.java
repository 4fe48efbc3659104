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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PollingPolicyTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");
    private static final Observation RUNNING =
            new Observation.Seen(new TaskStatus(null, TaskState.IN_PROGRESS, null, null, null, null, null));

    @ParameterizedTest
    @CsvSource({"PT0S, PT5S", "PT50S, PT5S", "PT1M, PT6S", "PT5M, PT30S", "PT10M, PT1M", "PT48H, PT1M"})
    void theStandardPolicyStretchesWithTheRun(Duration elapsed, Duration expected) {
        assertThat(PollingPolicy.standard().decide(state(elapsed, 0), RUNNING)).isEqualTo(new Decision.Again(expected));
    }

    @Test
    void theStandardPolicyToleratesTenFailuresInARow() {
        Observation failed = new Observation.PollFailed(FailureKind.SERVER);

        assertThat(PollingPolicy.standard().decide(state(Duration.ZERO, 10), failed))
                .isInstanceOf(Decision.Again.class);
        assertThat(PollingPolicy.standard().decide(state(Duration.ZERO, 11), failed))
                .isEqualTo(new Decision.GiveUp(GiveUpReason.TOO_MANY_FAILURES));
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
                Duration.ZERO,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                Duration.ZERO,
                null,
                null);
    }

    private static WatchState state(Duration elapsed, int failures) {
        return new WatchState(
                TASK,
                1,
                failures,
                null,
                0,
                elapsed,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                Duration.ZERO,
                null,
                null);
    }
}
