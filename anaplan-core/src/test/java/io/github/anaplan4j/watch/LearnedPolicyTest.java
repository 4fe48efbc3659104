package io.github.anaplan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearnedPolicyTest {
    private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118000000002");
    private static final Observation RUNNING =
            new Observation.Seen(new TaskStatus(null, TaskState.IN_PROGRESS, null, null, null, null, null));
    private static final Duration FLOOR = Duration.ofSeconds(5);

    private final DurationHistory history = DurationHistory.inMemory();
    private final PollingPolicy policy = PollingPolicy.learned(history, Duration.ofMillis(200));

    @Test
    void untilTheTaskRunsItIsPolledAsUsual() {
        WatchState queued = WatchState.start(ACTION.task("1"), Instant.EPOCH);

        assertThat(policy.decide(queued, RUNNING)).isEqualTo(new Decision.Again(FLOOR));
    }

    /** As of a run that is cancelled after ten minutes where others took two hours. */
    @Test
    void aTaskThatIsBeingCancelledIsPolledAsUsual() {
        for (int run = 0; run < 20; run++) {
            history.add(ACTION.task("T" + run), Duration.ofMinutes(110 + run));
        }
        Duration tenMinutes = Duration.ofMinutes(10);
        TaskStatus cancelling = new TaskStatus(null, TaskState.CANCELLING, null, null, null, null, null);
        WatchState state = runningFor(tenMinutes).after(new Observation.Seen(cancelling), tenMinutes, Instant.EPOCH);

        assertThat(waitAt(tenMinutes)).isGreaterThan(Duration.ofMinutes(1));
        assertThat(policy.decide(state, new Observation.Seen(cancelling)))
                .isEqualTo(new Decision.Again(Duration.ofMinutes(1)));
    }

    @Test
    void whatIsAddedToTheHistoryCountsFromTheNextDecisionOn() {
        history.add(ACTION.task("T0"), Duration.ofMinutes(10));
        Duration one = waitAt(Duration.ofMinutes(3));
        history.add(ACTION.task("T1"), Duration.ofMinutes(60));

        assertThat(waitAt(Duration.ofMinutes(3)))
                .isNotEqualTo(one)
                .isEqualTo(waitOf(PollingPolicy.learned(history, Duration.ofMillis(200)), Duration.ofMinutes(3)));
    }

    @Test
    void pollsGatherWhereTheEndIsLikely() {
        for (int run = 0; run < 20; run++) {
            history.add(ACTION.task("T" + run), Duration.ofSeconds(590 + run));
        }

        Duration early = waitAt(Duration.ofMinutes(3));
        Duration likely = waitAt(Duration.ofSeconds(595));

        assertThat(likely).isLessThan(Duration.ofSeconds(7));
        assertThat(early).isGreaterThan(likely.multipliedBy(4));
    }

    @Test
    void aLearnedRunCostsFewerPollsAndIsNoticedSooner() {
        List<Duration> unlearned = pollsUntil(Duration.ofMinutes(10), PollingPolicy.standard());
        for (int run = 0; run < 20; run++) {
            history.add(ACTION.task("T" + run), Duration.ofSeconds(590 + run));
        }
        List<Duration> learned = pollsUntil(Duration.ofMinutes(10), policy);

        assertThat(learned.size()).isLessThan(unlearned.size());
        assertThat(learned.get(learned.size() - 1)).isLessThan(unlearned.get(unlearned.size() - 1));
    }

    @Test
    void aRunUnlikeAnyBeforeIsStillSeenInGoodTime() {
        for (int run = 0; run < 50; run++) {
            history.add(ACTION.task("T" + run), Duration.ofMinutes(10));
        }
        for (Duration end :
                List.of(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofHours(1), Duration.ofDays(1))) {
            List<Duration> polls = pollsUntil(end, policy);
            Duration late = polls.get(polls.size() - 1).minus(end);

            assertThat(late).isLessThanOrEqualTo(Duration.ofMinutes(10));
        }
    }

    @Test
    void aRunThatBreaksOffEarlyIsSeenSoonAfterATenthOfTheShortest() {
        for (int run = 0; run < 20; run++) {
            history.add(ACTION.task("T" + run), Duration.ofSeconds(170 + run));
        }

        List<Duration> polls = pollsUntil(Duration.ofSeconds(17), policy);

        // The poll at 17.9 seconds may be put off by the floor after the one before.
        assertThat(polls.get(polls.size() - 1)).isLessThan(Duration.ofSeconds(24));
    }

    @ParameterizedTest
    @CsvSource({"3, 2", "20, 6.34", "120, 15"})
    void aRunThatBreaksOffIsNeverUnseenForLong(int usual, double longest) {
        for (int run = 0; run < 20; run++) {
            history.add(ACTION.task("T" + run), Duration.ofMinutes(usual).minusSeconds(3 * run));
        }

        for (double share = 0.01; share < 1; share += 0.01) {
            Duration end = Duration.ofSeconds((long) (60 * usual * share));
            List<Duration> polls = pollsUntil(end, policy);

            assertThat(polls.get(polls.size() - 1).minus(end))
                    .as("noticed after %s of %s min", end, usual)
                    .isLessThanOrEqualTo(Duration.ofMillis((long) (longest * 60_000)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 60, 230, 1_500, 36_000})
    void aRunUnlikeTheOthersCountsForNothing(int odd) {
        for (int run = 0; run < 10; run++) {
            history.add(ACTION.task("T" + run), Duration.ofSeconds(590 + run));
        }
        List<Duration> without = pollsUntil(Duration.ofMinutes(12), policy);

        history.add(ACTION.task("ODD"), Duration.ofSeconds(odd));

        assertThat(pollsUntil(Duration.ofMinutes(12), policy)).isEqualTo(without);
    }

    @Test
    void aRunThatWasJoinedIsPolledByTheTimeAlone() {
        for (int run = 0; run < 20; run++) {
            history.add(ACTION.task("T" + run), Duration.ofMinutes(110 + run));
        }
        Duration joinedFor = Duration.ofMinutes(20);
        Instant now = Instant.parse("2026-11-27T12:00:00Z");
        TaskStatus running =
                new TaskStatus(null, TaskState.IN_PROGRESS, null, null, now.minus(Duration.ofMinutes(100)), null, null);
        WatchState state = WatchState.start(ACTION.task("1"), now.minus(joinedFor))
                .after(new Observation.Seen(running), Duration.ZERO, now.minus(joinedFor))
                .after(new Observation.Seen(running), joinedFor, now);

        assertThat(policy.decide(state, new Observation.Seen(running)))
                .isEqualTo(PollingPolicy.standard().decide(state, new Observation.Seen(running)));
    }

    @Test
    void aPollThatBroughtNothingIsMadeUpForSoon() {
        for (int run = 0; run < 20; run++) {
            history.add(ACTION.task("T" + run), Duration.ofMinutes(110 + run));
        }
        WatchState state = runningFor(Duration.ofMinutes(20));

        for (Observation nothing :
                List.of(new Observation.PollFailed(FailureKind.SERVER), new Observation.Throttled(Duration.ZERO))) {
            assertThat(policy.decide(state, nothing)).isEqualTo(new Decision.Again(Duration.ofMinutes(1)));
        }
    }

    @Test
    void whateverAHistorySaysIsBorne() {
        history.add(ACTION.task("T1"), Duration.ofSeconds(Long.MAX_VALUE));
        history.add(ACTION.task("T2"), Duration.ofNanos(1));

        assertThat(waitAt(Duration.ofMinutes(1))).isBetween(Duration.ofMillis(1), Duration.ofMinutes(15));
    }

    @Test
    void runsOfWhichNoneIsUsualAllCount() {
        for (int run = 0; run < 10; run++) {
            history.add(ACTION.task("T" + run), Duration.ofSeconds(run < 5 ? 60 : 600));
        }

        assertThat(waitAt(Duration.ofSeconds(55))).isLessThan(Duration.ofSeconds(20));
        assertThat(waitAt(Duration.ofSeconds(595))).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aRunOfHoursIsPolledSeldomUntilItsEndIsNear() {
        for (int run = 0; run < 20; run++) {
            history.add(ACTION.task("T" + run), Duration.ofMinutes(110 + run));
        }

        assertThat(pollsUntil(Duration.ofMinutes(90), policy)).hasSizeLessThan(20);
        assertThat(waitAt(Duration.ofMinutes(120))).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void theTimeOfARunMayBeAsLongAsItLikes() {
        history.add(ACTION.task("T1"), Duration.ofMillis(1));

        for (Duration running : List.of(Duration.ofDays(36_500), Duration.ofMillis(Long.MAX_VALUE))) {
            assertThat(waitAt(running)).isBetween(FLOOR, Duration.ofMinutes(15));
        }
    }

    private List<Duration> pollsUntil(Duration end, PollingPolicy by) {
        List<Duration> polls = new ArrayList<>(List.of(Duration.ZERO));
        Duration now = Duration.ZERO;
        while (now.compareTo(end) < 0) {
            Duration wait = ((Decision.Again) by.decide(runningFor(now), RUNNING)).delay();
            now = now.plus(wait.compareTo(FLOOR) < 0 ? FLOOR : wait);
            polls.add(now);
        }
        return polls;
    }

    private Duration waitAt(Duration running) {
        return waitOf(policy, running);
    }

    private static Duration waitOf(PollingPolicy policy, Duration running) {
        return ((Decision.Again) policy.decide(runningFor(running), RUNNING)).delay();
    }

    private static WatchState runningFor(Duration running) {
        return new WatchState(
                ACTION.task("1"),
                1,
                0,
                null,
                0,
                null,
                running,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                Duration.ZERO,
                Duration.ZERO,
                null,
                Map.of());
    }
}
