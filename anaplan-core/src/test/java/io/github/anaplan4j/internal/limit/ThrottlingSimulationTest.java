package io.github.anaplan4j.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many watches that want to poll all the time, a burst of answers 429, and transfers beside them. */
class ThrottlingSimulationTest {
    private static final int PACE = 240; // of the default budget, with the margin of a fifth
    private static final Duration FLOOR = Duration.ofSeconds(5);

    private final ManualTime time = new ManualTime();
    private final Timer timer = time.newTimer("simulation");
    private final RequestBudget budget = new RequestBudget(RequestLimiter.DEFAULT_REQUESTS_PER_MINUTE, time);
    private final List<Duration> sent = new ArrayList<>();
    private final List<Integer> senders = new ArrayList<>();

    private void watch(int watch) {
        Duration wait = budget.ask(watch, RequestClass.POLL);
        if (wait.isZero()) {
            sent.add(time.passed());
            senders.add(watch);
            wait = FLOOR;
        }
        timer.schedule(wait, () -> watch(watch));
    }

    @ParameterizedTest
    @CsvSource({"200, 9, 100", "500, 3, 38"})
    void throughputIsBackSixMinutesAfterTheLastAnswer429AndNoWatchIsForgotten(int watches, int answers, int seconds) {
        for (int i = 0; i < watches; i++) {
            watch(i);
        }
        time.pass(Duration.ofMinutes(10));
        for (int i = 0; i < answers; i++) {
            budget.throttled(FLOOR);
            time.pass(Duration.ofSeconds(seconds).dividedBy(answers - 1).multipliedBy(i == answers - 1 ? 0 : 1));
        }
        Duration lastAnswer = time.passed();
        time.pass(Duration.ofMinutes(30));

        Duration recovered = lastAnswer.plusMinutes(6);
        for (Duration minute = recovered; minute.compareTo(recovered.plusMinutes(20)) < 0; ) {
            Duration next = minute.plusMinutes(1);
            assertThat(sentBetween(minute, next))
                    .as("the minute after %s", minute)
                    .isBetween(PACE * 98L / 100, (long) PACE);
            minute = next;
        }
        // However fast the client may go at the moment, each watch has its turn.
        assertThat(mostPollsOfOthersBetweenTwo(watches)).isLessThanOrEqualTo(3L * watches);
        assertThat(longestGap(watches, Duration.ofMinutes(5), lastAnswer.minusSeconds(seconds)))
                .isLessThanOrEqualTo(Duration.ofMinutes(3L * watches).dividedBy(PACE));
        assertThat(longestGap(watches, recovered, recovered.plusMinutes(24)))
                .isLessThanOrEqualTo(Duration.ofMinutes(3L * watches).dividedBy(PACE));
        assertThat(longestGap(watches, Duration.ZERO, time.passed())).isLessThan(Duration.ofMinutes(6));
    }

    private long sentBetween(Duration from, Duration to) {
        return sent.stream()
                .filter(each -> each.compareTo(from) >= 0 && each.compareTo(to) < 0)
                .count();
    }

    private long mostPollsOfOthersBetweenTwo(int watches) {
        int[] last = new int[watches];
        int most = 0;
        for (int i = 0; i < senders.size(); i++) {
            most = Math.max(most, i - last[senders.get(i)]);
            last[senders.get(i)] = i;
        }
        for (int each : last) {
            most = Math.max(most, senders.size() - each);
        }
        return most;
    }

    private Duration longestGap(int watches, Duration from, Duration to) {
        Duration[] last = new Duration[watches];
        Duration longest = Duration.ZERO;
        for (int i = 0; i < sent.size(); i++) {
            Duration at = sent.get(i);
            if (at.compareTo(from) >= 0 && at.compareTo(to) <= 0) {
                int watch = senders.get(i);
                Duration gap = at.minus(last[watch] == null ? from : last[watch]);
                longest = gap.compareTo(longest) > 0 ? gap : longest;
                last[watch] = at;
            }
        }
        for (Duration each : last) {
            Duration gap = to.minus(each == null ? from : each);
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }

    @ParameterizedTest
    @CsvSource({"0, 26", "200, 105", "500, 105"})
    void aTransferHasItsShareBesideAnyNumberOfWatches(int watches, int mostSeconds) {
        for (int i = 0; i < watches; i++) {
            watch(i);
        }
        time.pass(Duration.ofMinutes(5));
        Duration start = time.passed();

        for (int chunk = 0; chunk < 100; chunk++) {
            Object turn = new Object();
            Duration wait = budget.ask(turn, RequestClass.TRANSFER);
            while (!wait.isZero()) {
                time.pass(wait);
                wait = budget.ask(turn, RequestClass.TRANSFER);
            }
        }

        Duration took = time.passed().minus(start);
        assertThat(took).isLessThan(Duration.ofSeconds(mostSeconds));
        if (watches > 0) {
            assertThat(sentBetween(start, start.plus(took))).isGreaterThan(took.toSeconds() * PACE / 60 * 6 / 10);
        }
    }

    @Test
    void aServerCannotStopTheClientForMoreThanTenMinutes() {
        budget.throttled(Duration.ofDays(1));
        assertThat(budget.pause()).isEqualTo(Duration.ofMinutes(10));

        time.pass(Duration.ofMinutes(10));

        assertThat(budget.pause()).isZero();
        assertThat(budget.ask("a")).isZero();
    }

    @Test
    void noTwoClientsWakeTogether() {
        List<Duration> pauses = new ArrayList<>();
        for (int client = 0; client < 100; client++) {
            time.pass(Duration.ofMillis(1)); // no two begin at the very same moment
            RequestBudget each = new RequestBudget(300, time);
            each.throttled(Duration.ofSeconds(60));
            pauses.add(each.pause());
        }

        assertThat(pauses)
                .doesNotHaveDuplicates()
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(66)));
        assertThat(pauses.stream().map(Duration::toSeconds).distinct()).hasSize(6);
    }
}
