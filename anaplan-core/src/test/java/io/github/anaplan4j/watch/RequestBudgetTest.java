package io.github.anaplan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
    // 54 a minute with the margin of a tenth: one request in 1.111 s.
    private static final int PER_MINUTE = 60;
    private static final Duration GAP = Duration.ofNanos(1_111_111_111);

    private final StillTime time = new StillTime();
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
        assertThat(budget.ask("c")).isEqualTo(GAP.multipliedBy(3));
        time.pass(GAP);

        assertThat(budget.ask("c")).isPositive();
        assertThat(budget.ask("b")).isPositive();
        assertThat(budget.ask("a")).isZero();
    }

    @Test
    void whoLeavesMakesRoom() {
        budget.ask("sent");
        budget.ask("a");
        budget.ask("b");
        budget.leave("a");
        time.pass(GAP);

        assertThat(budget.ask("b")).isZero();
    }

    @Test
    void whoDoesNotComeBackIsNotWaitedFor() {
        budget.ask("sent");
        budget.ask("a");
        time.pass(GAP);
        assertThat(budget.ask("b")).isPositive();
        time.pass(Duration.ofSeconds(2));

        assertThat(budget.ask("b")).isZero();
    }

    @Test
    void aRequestSentWithoutAskingCounts() {
        budget.ask("a");
        budget.spend();

        assertThat(budget.ask("b")).isEqualTo(GAP.multipliedBy(2));
    }

    @Test
    void throttlingStopsEverybodyThenHalvesThePaceWhichRecoversInFiveMinutes() {
        budget.ask("a");
        budget.throttled(Duration.ofSeconds(30));

        assertThat(budget.ask("b")).isEqualTo(Duration.ofSeconds(30));
        time.pass(Duration.ofSeconds(30));
        assertThat(budget.ask("b")).isZero();
        // 30 of 300 seconds have recovered a tenth beside the half that was left.
        assertThat(budget.ask("c")).isEqualTo(Duration.ofNanos(Math.round(GAP.toNanos() / 0.6)));
        time.pass(Duration.ofSeconds(120));
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

        assertThat(budget.ask("b")).isBetween(GAP.multipliedBy(19).dividedBy(10), GAP.multipliedBy(2));
    }

    @Test
    void theWorstPaceIsASixteenth() {
        for (int i = 0; i < 20; i++) {
            budget.throttled(Duration.ZERO);
            time.pass(Duration.ofSeconds(6));
        }
        budget.ask("a");

        assertThat(budget.ask("b")).isBetween(GAP.multipliedBy(11), GAP.multipliedBy(16));
    }

    @Test
    void threeHundredAskersNeverExceedTheBudgetInAnyWindow() {
        List<Duration> sent = new ArrayList<>();
        List<Integer> waiting = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            waiting.add(i);
        }
        List<Integer> order = new ArrayList<>();
        while (!waiting.isEmpty()) {
            waiting.removeIf(who -> {
                boolean go = budget.ask(who).isZero();
                if (go) {
                    sent.add(Duration.ofNanos(time.nanoTime()));
                    order.add(who);
                }
                return go;
            });
            time.pass(Duration.ofMillis(100));
        }
        assertThat(order).isSorted();
        for (int i = 60; i < sent.size(); i++) {
            assertThat(sent.get(i).minus(sent.get(i - 60))).isGreaterThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void noBudgetIsNoBudget() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestBudget(0, time));
    }
}
