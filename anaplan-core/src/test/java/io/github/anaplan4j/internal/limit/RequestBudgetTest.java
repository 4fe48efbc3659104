package io.github.anaplan4j.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.spi.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
    // 48 a minute with the margin of a fifth: one request in 1.25 s.
    private static final int PER_MINUTE = 60;
    private static final Duration GAP = Duration.ofMillis(1_250);

    private final ManualTime time = new ManualTime();
    private final RequestBudget budget = new RequestBudget(PER_MINUTE, 16, time);

    /** As a poll that is answered at once. */
    private Duration ask(Object watch) {
        return ask(budget, watch);
    }

    private static Duration ask(RequestBudget budget, Object watch) {
        Duration wait = budget.ask(watch, RequestClass.POLL);
        if (wait.isZero()) {
            budget.done(RequestClass.POLL);
        }
        return wait;
    }

    @Test
    void theFirstGoesAtOnceAndTheNextAfterTheGap() {
        assertThat(ask("a")).isZero();
        assertThat(ask("b")).isEqualTo(GAP);
        time.pass(GAP.minusNanos(1));
        assertThat(ask("b")).isEqualTo(Duration.ofNanos(1));
        time.pass(Duration.ofNanos(1));
        assertThat(ask("b")).isZero();
    }

    @Test
    void silenceIsNotSavedUp() {
        time.pass(Duration.ofHours(1));

        assertThat(ask("a")).isZero();
        assertThat(ask("b")).isEqualTo(GAP);
    }

    @Test
    void whoAskedFirstGoesFirst() {
        ask("sent");
        assertThat(ask("a")).isEqualTo(GAP);
        assertThat(ask("b")).isEqualTo(GAP.multipliedBy(2));
        time.pass(GAP.minusMillis(1));
        assertThat(ask("b")).isPositive();
        time.pass(Duration.ofMillis(1));

        assertThat(ask("a")).isZero();
        assertThat(ask("b")).isEqualTo(GAP);
    }

    @Test
    void whoIsLetBeforeTheOthersStillKeepsThePace() {
        ask("sent");
        List.of("a", "b", "c", "d").forEach(this::ask);
        budget.goFirst("c", RequestClass.POLL);
        budget.goFirst("d", RequestClass.POLL);

        assertThat(ask("c")).isEqualTo(GAP);
        assertThat(ask("d")).isEqualTo(GAP.multipliedBy(2));
        assertThat(ask("a")).isEqualTo(GAP.multipliedBy(3));
        budget.leave("c");
        assertThat(ask("d")).isEqualTo(GAP);
    }

    @Test
    void whoDoesNotWaitIsLetBeforeNobody() {
        ask("sent");
        ask("a");
        budget.goFirst("b", RequestClass.POLL);

        assertThat(ask("b")).isEqualTo(GAP.multipliedBy(2));
    }

    @Test
    void aSecondRequestDelaysTheNextAsOneInLine() {
        ask("sent");
        budget.sendsAnother();

        assertThat(ask("a")).isEqualTo(GAP.multipliedBy(2));
    }

    @Test
    void aSlotIsKeptHoweverLateItsOwnerComes() {
        ask("sent");
        ask("late");
        time.pass(Duration.ofMinutes(30));

        assertThat(ask("late")).isZero();
    }

    @Test
    void aTurnThatIsGivenUpIsThatOfTheNext() {
        ask("sent");
        List.of("a", "b", "c", "d").forEach(this::ask);
        time.pass(GAP.multipliedBy(2));
        ask("d"); // a and b are called up
        budget.leave("a");
        budget.leave("b");

        assertThat(ask("c")).isZero();
        assertThat(ask("d")).isZero();
        assertThat(ask("e")).isEqualTo(GAP);
    }

    @Test
    void turnsThatAreGivenUpLateAreLost() {
        ask("sent");
        List.of("a", "b", "c", "d").forEach(this::ask);
        time.pass(GAP.multipliedBy(4));
        ask("c");
        time.pass(Duration.ofHours(1));
        budget.leave("a");
        budget.leave("b");

        assertThat(ask("c")).isZero();
        assertThat(ask("d")).isZero(); // it was called up, too
        assertThat(ask("e")).isEqualTo(GAP);
    }

    @Test
    void thoseWhoComeByEveryTenSecondsGetTheirShare() {
        int sent = 0;
        for (int tick = 0; tick < 60; tick++) {
            for (int watch = 0; watch < 100; watch++) {
                if (ask(watch).isZero()) {
                    sent++;
                }
            }
            time.pass(Duration.ofSeconds(10));
        }

        // Ten minutes at 48 a minute are 480.
        assertThat(sent).isBetween(450, 480);
    }

    @Test
    void whoComesByRarelyGetsItsTurnAmongManyWhoAreAlwaysThere() {
        int rare = 0;
        for (int tick = 0; tick < 6_000; tick++) {
            for (int watch = 0; watch < 100; watch++) {
                ask(watch);
            }
            if (tick % 100 == 0 && ask("rare").isZero()) {
                rare++;
            }
            time.pass(Duration.ofMillis(100));
        }

        assertThat(rare).isBetween(3, 5); // its share is one in 101 of 480
    }

    @Test
    void whenTheOthersHaveLeftNobodyWaitsForTheirSlots() {
        for (int watch = 0; watch < 1_000; watch++) {
            ask(watch);
        }
        for (int watch = 0; watch < 999; watch++) {
            budget.leave(watch);
        }
        Duration wait = ask(999);
        time.pass(wait);

        assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(15));
        assertThat(ask(999)).isZero();
    }

    @Test
    void aFewThatSomebodyWaitsForGoAtOnceAndAreCounted() {
        for (int i = 0; i < 5; i++) {
            assertThat(budget.ask("read " + i, RequestClass.READ)).isZero();
        }

        assertThat(budget.ask("one more", RequestClass.START)).isEqualTo(GAP);
        assertThat(ask("a poll")).isEqualTo(GAP.multipliedBy(6));
    }

    @Test
    void whatSomebodyWaitsForGoesBeforePollsThatWereThereFirst() {
        ask("sent");
        for (int watch = 0; watch < 200; watch++) {
            ask(watch);
        }

        assertThat(budget.ask("a start", RequestClass.START)).isZero();
        assertThat(budget.ask("a list", RequestClass.READ)).isZero();
    }

    @Test
    void throttlingStopsEverybodyAndThenHalvesThePaceWhichRecoversInFiveMinutes() {
        ask("a");
        ask("b");
        budget.throttled(Duration.ofSeconds(30));

        assertThat(ask("b")).isEqualTo(Duration.ofSeconds(15)); // the longest that anybody is told to wait
        time.pass(Duration.ofSeconds(30));
        assertThat(ask("b")).isZero();
        assertThat(ask("c")).isEqualTo(GAP.multipliedBy(2));
        time.pass(Duration.ofMinutes(5));
        assertThat(ask("c")).isZero();
        assertThat(ask("d")).isZero();
        assertThat(ask("e")).isEqualTo(GAP);
    }

    @Test
    void throttlingOfRequestsUnderWayTogetherIsOneMessage() {
        budget.throttled(Duration.ofSeconds(1));
        budget.throttled(Duration.ofSeconds(1));
        budget.throttled(Duration.ofSeconds(1));
        time.pass(Duration.ofSeconds(1));
        ask("a");

        assertThat(ask("b")).isEqualTo(GAP.multipliedBy(2));
    }

    @Test
    void whoWasRefusedKeepsItsTurn() {
        ask("refused");
        for (int watch = 0; watch < 100; watch++) {
            ask(watch);
        }
        budget.throttled(Duration.ofSeconds(30));
        budget.keepTurn("refused", RequestClass.POLL);

        assertThat(ask("refused")).isEqualTo(Duration.ofSeconds(15)); // the longest that anybody is told to wait
        time.pass(Duration.ofSeconds(30));
        assertThat(ask("refused")).isZero();
        assertThat(ask("refused")).isEqualTo(Duration.ofSeconds(15)); // once
    }

    @Test
    void aTurnThatWasKeptIsNobodyElsesWhenItIsGivenUp() {
        ask("sent");
        ask("a");
        ask("b");
        budget.keepTurn("sent", RequestClass.POLL);
        budget.leave("sent");

        assertThat(ask("a")).isEqualTo(GAP);
        assertThat(ask("b")).isEqualTo(GAP.multipliedBy(2));
    }

    @Test
    void theWorstPaceIsASixteenth() {
        for (int i = 0; i < 20; i++) {
            budget.throttled(Duration.ofSeconds(6));
            time.pass(Duration.ofSeconds(6));
        }
        ask("a");
        time.pass(Duration.ofSeconds(9));

        assertThat(ask("b")).isEqualTo(Duration.ofSeconds(11));
        time.pass(Duration.ofSeconds(11));
        assertThat(ask("b")).isZero();
    }

    @Test
    void thoseWhoComeLateAndAllAtOnceStillKeepTheWindows() {
        RequestBudget fast = new RequestBudget(6_000, 16, time);
        List<Duration> sent = new ArrayList<>();
        for (int watch = 0; watch < 500; watch++) {
            fast.ask(watch, RequestClass.POLL);
        }
        time.pass(Duration.ofSeconds(20)); // as after a long pause of the whole process: every slot is due
        Map<Integer, Duration> waits = new HashMap<>();
        for (int watch = 0; watch < 500; watch++) {
            waits.put(watch, Duration.ZERO);
        }
        while (!waits.isEmpty()) {
            waits.keySet().removeIf(watch -> {
                boolean go = ask(fast, watch).isZero();
                if (go) {
                    sent.add(Duration.ofNanos(time.nanoTime()));
                }
                return go;
            });
            time.pass(Duration.ofMillis(50));
        }

        for (int i = 100; i < sent.size(); i++) {
            assertThat(sent.get(i).minus(sent.get(i - 100))).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void noMinuteExceedsTheBudget() {
        List<Duration> sent = new ArrayList<>();
        for (int step = 0; step < 6_000; step++) {
            for (int watch = 0; watch < 50; watch++) {
                if (ask(watch).isZero()) {
                    sent.add(Duration.ofNanos(time.nanoTime()));
                }
            }
            time.pass(Duration.ofMillis(100));
        }

        assertThat(sent).hasSizeGreaterThan(450); // it is used, too: ten minutes at 48
        for (int i = PER_MINUTE; i < sent.size(); i++) {
            assertThat(sent.get(i).minus(sent.get(i - PER_MINUTE))).isGreaterThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void ofOneClassOnlySoManyAreUnderWayAndTheNextInLineGoesWhenOneIsDone() {
        RequestBudget fast = new RequestBudget(60_000, 2, time);
        time.pass(Duration.ofSeconds(1));
        assertThat(fast.ask("first", RequestClass.START)).isZero();
        assertThat(fast.ask("second", RequestClass.START)).isZero();
        assertThat(fast.ask("third", RequestClass.START)).isEqualTo(Duration.ofSeconds(1));
        time.pass(Duration.ofSeconds(1));
        assertThat(fast.ask("fourth", RequestClass.START)).isEqualTo(Duration.ofSeconds(1));
        for (RequestClass other : EnumSet.complementOf(EnumSet.of(RequestClass.START))) {
            time.pass(Duration.ofSeconds(1));
            assertThat(fast.ask(other, other)).as("%s", other).isZero();
        }

        fast.done(RequestClass.START);

        assertThat(fast.ask("fourth", RequestClass.START)).isPositive();
        assertThat(fast.ask("third", RequestClass.START)).isZero();
    }

    /** A user's executor may have a thread for each watch. */
    @Test
    void ofPollsOnlySoManyAreUnderWayHoweverManyWereCalledUp() {
        RequestBudget fast = new RequestBudget(60_000, 2, time);
        for (int watch = 0; watch < 100; watch++) {
            fast.ask(watch, RequestClass.POLL);
        }
        time.pass(Duration.ofSeconds(1)); // that calls all of them up
        assertThat(goOf(fast)).isEqualTo(1); // beside the very first, which went at once
        assertThat(fast.ask("start", RequestClass.START)).isZero();

        fast.done(RequestClass.POLL);

        assertThat(goOf(fast)).isEqualTo(1);
    }

    private static long goOf(RequestBudget budget) {
        return IntStream.range(1, 100)
                .filter(watch -> budget.ask(watch, RequestClass.POLL).isZero())
                .count();
    }

    /** A scheduler may come by once in ten seconds, or never again. */
    @Test
    void watchesThatWereCalledUpAndAreNotBackHoldUpNobody() {
        RequestBudget fast = new RequestBudget(60_000, 2, time);
        for (int watch = 0; watch < 100; watch++) {
            fast.ask(watch, RequestClass.POLL);
        }
        fast.done(RequestClass.POLL);
        time.pass(Duration.ofSeconds(1));

        assertThat(fast.ask("another", RequestClass.POLL)).isLessThan(Duration.ofMillis(2));
        time.pass(Duration.ofMillis(2));
        assertThat(fast.ask("another", RequestClass.POLL)).isZero();
    }

    @Test
    void whoLeavesAfterItWasCalledUpMakesRoom() {
        RequestBudget fast = new RequestBudget(60_000, 1, time);
        fast.throttled(Duration.ofSeconds(1));
        fast.ask("leaver", RequestClass.START);
        time.pass(Duration.ofSeconds(1));
        fast.ask("another", RequestClass.START); // whereupon the first in line is called up

        fast.leave("leaver");

        assertThat(fast.ask("another", RequestClass.START)).isZero();
    }

    @Test
    void noBudgetIsNoBudget() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestBudget(0, 16, time));
    }
}
