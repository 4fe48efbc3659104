package io.github.anaplan4j.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.spi.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
    // 48 a minute with the margin of a fifth: one request in 1.25 s.
    private static final int PER_MINUTE = 60;
    private static final Duration GAP = Duration.ofMillis(1_250);

    private final ManualTime time = new ManualTime();
    private final RequestBudget budget = new RequestBudget(PER_MINUTE, time);

    @Test
    void theFirstGoesAtOnceAndTheNextAfterTheGap() {
        assertThat(budget.ask("a")).isZero();
        assertThat(budget.ask("b")).isEqualTo(GAP);
        time.pass(GAP.minusNanos(1));
        assertThat(budget.ask("b")).isEqualTo(Duration.ofNanos(1));
        time.pass(Duration.ofNanos(1));
        assertThat(budget.ask("b")).isZero();
    }

    @Test
    void silenceIsNotSavedUp() {
        time.pass(Duration.ofHours(1));

        assertThat(budget.ask("a")).isZero();
        assertThat(budget.ask("b")).isEqualTo(GAP);
    }

    @Test
    void whoAskedFirstGoesFirst() {
        budget.ask("sent");
        assertThat(budget.ask("a")).isEqualTo(GAP);
        assertThat(budget.ask("b")).isEqualTo(GAP.multipliedBy(2));
        time.pass(GAP.minusMillis(1));
        assertThat(budget.ask("b")).isPositive();
        time.pass(Duration.ofMillis(1));

        assertThat(budget.ask("a")).isZero();
        assertThat(budget.ask("b")).isEqualTo(GAP);
    }

    @Test
    void aSlotIsKeptHoweverLateItsOwnerComes() {
        budget.ask("sent");
        budget.ask("late");
        time.pass(Duration.ofMinutes(30));

        assertThat(budget.ask("late")).isZero();
    }

    @Test
    void thoseWhoComeByEveryTenSecondsGetTheirShare() {
        int sent = 0;
        for (int tick = 0; tick < 60; tick++) {
            for (int watch = 0; watch < 100; watch++) {
                if (budget.ask(watch).isZero()) {
                    sent++;
                }
            }
            time.pass(Duration.ofSeconds(10));
        }

        // Ten minutes at 48 a minute are 480; some slots are always on their way.
        assertThat(sent).isBetween(280, 480);
    }

    @Test
    void whoComesByRarelyGetsHisTurnAmongManyWhoAreAlwaysThere() {
        int rare = 0;
        for (int tick = 0; tick < 6_000; tick++) {
            for (int watch = 0; watch < 100; watch++) {
                budget.ask(watch);
            }
            if (tick % 100 == 0 && budget.ask("rare").isZero()) {
                rare++;
            }
            time.pass(Duration.ofMillis(100));
        }

        assertThat(rare).isPositive();
    }

    @Test
    void whatIsSentWithoutAskingNeverPullsTheQueueForward() {
        for (int watch = 0; watch < 200; watch++) {
            budget.ask(watch);
        }
        budget.spend();
        for (int tick = 0; tick < 900; tick++) {
            for (int watch = 0; watch < 200; watch++) {
                budget.ask(watch);
            }
            assertThat(budget.ask("newcomer")).isPositive();
            time.pass(Duration.ofMillis(100));
        }
    }

    @Test
    void whenTheOthersHaveLeftNobodyWaitsForTheirSlots() {
        for (int watch = 0; watch < 1_000; watch++) {
            budget.ask(watch);
        }
        for (int watch = 0; watch < 999; watch++) {
            budget.leave(watch);
        }
        Duration wait = budget.ask(999);
        time.pass(wait);

        assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(15));
        assertThat(budget.ask(999)).isZero();
    }

    @Test
    void aRequestSentWithoutAskingCounts() {
        budget.ask("a");
        budget.spend();

        assertThat(budget.ask("b")).isEqualTo(GAP.multipliedBy(2));
    }

    @Test
    void whatIsSentWithoutAskingHoldsTheOthersUpForAMinuteAtMost() {
        for (int i = 0; i < 1_000; i++) {
            budget.spend();
        }
        time.pass(Duration.ofSeconds(61));

        assertThat(budget.ask("a")).isZero();
    }

    @Test
    void throttlingStopsEverybodyAndThenHalvesThePaceWhichRecoversInFiveMinutes() {
        budget.ask("a");
        budget.ask("b");
        budget.throttled(Duration.ofSeconds(30));

        assertThat(budget.ask("b")).isEqualTo(Duration.ofSeconds(15)); // the longest that anybody is told to wait
        time.pass(Duration.ofSeconds(30));
        assertThat(budget.ask("b")).isZero();
        assertThat(budget.ask("c")).isEqualTo(GAP.multipliedBy(2));
        time.pass(Duration.ofMinutes(5));
        assertThat(budget.ask("c")).isZero();
        assertThat(budget.ask("d")).isEqualTo(GAP);
    }

    @Test
    void throttlingOfRequestsUnderWayTogetherIsOneMessage() {
        budget.throttled(Duration.ofSeconds(1));
        budget.throttled(Duration.ofSeconds(1));
        budget.throttled(Duration.ofSeconds(1));
        time.pass(Duration.ofSeconds(1));
        budget.ask("a");

        assertThat(budget.ask("b")).isEqualTo(GAP.multipliedBy(2));
    }

    @Test
    void theWorstPaceIsASixteenth() {
        for (int i = 0; i < 20; i++) {
            budget.throttled(Duration.ofSeconds(6));
            time.pass(Duration.ofSeconds(6));
        }
        budget.ask("a");
        time.pass(Duration.ofSeconds(9));

        assertThat(budget.ask("b")).isEqualTo(Duration.ofSeconds(11));
        time.pass(Duration.ofSeconds(11));
        assertThat(budget.ask("b")).isZero();
    }

    @Test
    void thoseWhoComeLateAndAllAtOnceStillKeepTheWindows() {
        RequestBudget fast = new RequestBudget(6_000, time);
        List<Duration> sent = new ArrayList<>();
        for (int watch = 0; watch < 500; watch++) {
            fast.ask(watch);
        }
        time.pass(Duration.ofSeconds(20)); // as after a long pause of the whole process: every slot is due
        Map<Integer, Duration> waits = new HashMap<>();
        for (int watch = 0; watch < 500; watch++) {
            waits.put(watch, Duration.ZERO);
        }
        while (!waits.isEmpty()) {
            waits.keySet().removeIf(watch -> {
                boolean go = fast.ask(watch).isZero();
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
                if (budget.ask(watch).isZero()) {
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
    void noBudgetIsNoBudget() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestBudget(0, time));
    }
}
