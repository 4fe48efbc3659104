package io.github.anaplan4j.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many watches that want to poll all the time, a burst of answers 429, and transfers beside them. */
class ThrottlingSimulationTest {
    private static final int PACE = 240; // of the default budget, with the margin of a fifth
    private static final Duration FLOOR = Duration.ofSeconds(5);

    // Senders that are no watches.
    private static final int LIST = -1;
    private static final int START = -2;
    private static final Duration VISITS = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private final Timer timer = time.newTimer("simulation");
    private final RequestBudget budget = new RequestBudget(RequestLimiter.DEFAULT_REQUESTS_PER_MINUTE, 16, time);
    private final List<Duration> sent = new ArrayList<>();
    private final List<Integer> senders = new ArrayList<>();
    // How many requests the pace had allowed by the end of each second.
    private final List<Double> allowed = new ArrayList<>(List.of(0.0));
    private final Map<Object, Duration> lists = new HashMap<>();
    private double share = 1;
    private Duration paused = Duration.ZERO;

    private void watch(int watch, boolean isRegular) {
        Duration wait = budget.ask(watch, RequestClass.POLL);
        if (wait.isZero()) {
            budget.done(RequestClass.POLL);
            sent.add(time.passed());
            senders.add(watch);
            wait = FLOOR;
        }
        timer.schedule(isRegular ? wait : untilTheNextVisit(watch, wait), () -> watch(watch, isRegular));
    }

    /** Like a scheduler that comes by every ten seconds, and so late for nearly everything. */
    private Duration untilTheNextVisit(int watch, Duration wait) {
        Duration first = Duration.ofMillis(watch * 37L).minus(time.passed());
        long visits = Math.max(0, wait.minus(first).plus(VISITS).minusNanos(1).dividedBy(VISITS));
        return first.plus(VISITS.multipliedBy(visits));
    }

    /** What the budget promises, told apart from how it does that: nothing in a pause, and then a growing share. */
    private void countWhatIsAllowed() {
        double more = 0;
        if (time.passed().compareTo(paused) >= 0) {
            share = Math.min(1, share + 1.0 / 300);
            more = share * PACE / 60;
        }
        allowed.add(allowed.get(allowed.size() - 1) + more);
        timer.schedule(Duration.ofSeconds(1), this::countWhatIsAllowed);
    }

    @ParameterizedTest
    @CsvSource({
        "200, 0, 9, 100", "200, 100, 9, 100", "200, 200, 9, 100", "200, 100, 20, 400",
        "500, 0, 3, 38", "500, 250, 3, 38", "500, 500, 3, 38", "500, 250, 20, 400"
    })
    void throughputIsBackSixMinutesAfterTheLastAnswer429AndNoWatchIsForgotten(
            int watches, int late, int answers, int seconds) {
        countWhatIsAllowed();
        for (int i = 0; i < watches; i++) {
            watch(i, i >= late);
        }
        time.pass(Duration.ofMinutes(10));
        for (int i = 0; i < answers; i++) {
            budget.throttled(FLOOR);
            share = Math.max(1.0 / 16, share / 2);
            paused = time.passed().plus(FLOOR);
            time.pass(Duration.ofSeconds(seconds).dividedBy(answers - 1).multipliedBy(i == answers - 1 ? 0 : 1));
        }
        Duration recovered = time.passed().plusMinutes(6);
        time.pass(Duration.ofMinutes(30));

        for (int minute = 0; minute < 20; minute++) {
            assertThat(sentBetween(recovered.plusMinutes(minute), recovered.plusMinutes(minute + 1L)))
                    .as("minute %s", minute)
                    .isBetween(PACE * (late == 0 ? 98L : 85L) / 100, late == 0 ? PACE : PACE * 9L / 8);
        }
        for (int minute = 0; minute < 20; minute += 5) { // who comes by rarely comes in bunches
            assertThat(sentBetween(recovered.plusMinutes(minute), recovered.plusMinutes(minute + 5L)))
                    .as("five minutes from %s", minute)
                    .isGreaterThanOrEqualTo(5 * PACE * 95L / 100);
        }
        assertThat(mostTurnsMissed(watches))
                .as("turns that a watch has missed, were all served in turn at the pace of the moment")
                .isLessThanOrEqualTo(3);
    }

    private long sentBetween(Duration from, Duration to) {
        return sent.stream()
                .filter(each -> each.compareTo(from) >= 0 && each.compareTo(to) < 0)
                .count();
    }

    /**
     * Tells how often all watches could have been polled, at the pace allowed then, between two polls of one.
     *
     * <p>A pause counts as the time in which nothing was allowed. The time before the first poll and that after the
     * last one count as well.
     */
    private double mostTurnsMissed(int watches) {
        double[] last = new double[watches];
        double most = 0;
        for (int i = 0; i < senders.size() + watches; i++) {
            boolean isPoll = i < senders.size();
            int watch = isPoll ? senders.get(i) : i - senders.size();
            double by = allowedBy(isPoll ? sent.get(i) : time.passed());
            most = Math.max(most, (by - last[watch]) / watches);
            last[watch] = by;
        }
        return most;
    }

    private double allowedBy(Duration moment) {
        return allowed.get((int) Math.min(allowed.size() - 1, moment.toSeconds()));
    }

    @ParameterizedTest
    @CsvSource({"0, 26", "200, 105", "500, 105"})
    void aTransferHasItsShareBesideAnyNumberOfWatches(int watches, int mostSeconds) {
        for (int i = 0; i < watches; i++) {
            watch(i, true);
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
            budget.done(RequestClass.TRANSFER);
        }

        Duration took = time.passed().minus(start);
        assertThat(took).isLessThan(Duration.ofSeconds(mostSeconds));
        if (watches > 0) {
            assertThat(sentBetween(start, start.plus(took))).isGreaterThan(took.toSeconds() * PACE / 60 * 6 / 10);
        }
    }

    /** Lists the tasks, then starts, as a start does. */
    private void start(Object turn, RequestClass kind, List<Duration> starts) {
        Duration wait = budget.ask(turn, kind);
        if (wait.isZero()) {
            sent.add(time.passed());
            senders.add(kind == RequestClass.READ ? LIST : START);
            budget.done(kind);
            if (kind == RequestClass.START) {
                starts.add(time.passed().minus(lists.get(turn)));
                return;
            }
            lists.put(turn, time.passed());
            wait = Duration.ofMillis(100); // the server answers
        }
        RequestClass next = lists.containsKey(turn) ? RequestClass.START : RequestClass.READ;
        timer.schedule(wait, () -> start(turn, next, starts));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 500})
    void aThousandStartsAtOnceStayWithinTheBudgetAndLeavePollsTheirShare(int watches) {
        for (int i = 0; i < watches; i++) {
            watch(i, true);
        }
        time.pass(Duration.ofMinutes(5));
        Duration begin = time.passed();
        List<Duration> starts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            start("start " + i, RequestClass.READ, starts);
        }
        assertThat(starts).isEmpty();
        assertThat(sentBetween(begin, begin.plusNanos(1))).as("at once").isLessThanOrEqualTo(6);
        time.pass(Duration.ofSeconds(1));
        assertThat(starts).as("started in the first second").isNotEmpty();
        time.pass(Duration.ofMinutes(15));

        assertThat(starts)
                .as("the wait for its turn after the list, which is to be fresh")
                .hasSize(1_000)
                .allSatisfy(wait -> assertThat(wait).isLessThan(Duration.ofSeconds(3)));
        for (int second = 0; second < 900; second++) {
            Duration from = begin.plusSeconds(second);
            assertThat(sentBetween(from, from.plusSeconds(1))).isLessThanOrEqualTo(20);
            assertThat(sentBetween(from, from.plusMinutes(1))).isLessThanOrEqualTo(270);
        }
        long polls = IntStream.range(0, sent.size())
                .filter(i -> senders.get(i) >= 0)
                .filter(i -> sent.get(i).compareTo(begin) > 0 && sent.get(i).compareTo(begin.plusMinutes(8)) <= 0)
                .count();
        assertThat(polls).isGreaterThanOrEqualTo(watches == 0 ? 0 : PACE * 8 / 3 - 5);
    }

    @Test
    void aServerCannotStopTheClientForMoreThanTenMinutes() {
        budget.throttled(Duration.ofDays(1));

        assertThat(waitFor(budget)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void noTwoClientsWakeTogether() {
        List<Duration> pauses = new ArrayList<>();
        for (int client = 0; client < 100; client++) {
            time.pass(Duration.ofMillis(1)); // no two begin at the very same moment
            RequestBudget each = new RequestBudget(300, 16, time);
            each.throttled(Duration.ofSeconds(60));
            pauses.add(waitFor(each));
        }

        assertThat(pauses)
                .doesNotHaveDuplicates()
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(66)));
        assertThat(pauses.stream().map(Duration::toSeconds).distinct()).hasSize(6);
    }

    private Duration waitFor(RequestBudget each) {
        Duration start = time.passed();
        Object who = new Object();
        for (Duration wait = each.ask(who, RequestClass.POLL);
                !wait.isZero();
                wait = each.ask(who, RequestClass.POLL)) {
            time.pass(wait);
        }
        return time.passed().minus(start);
    }
}
