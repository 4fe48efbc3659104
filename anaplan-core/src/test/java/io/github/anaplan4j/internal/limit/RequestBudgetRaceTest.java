package io.github.anaplan4j.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.Racing;
import io.github.anaplan4j.spi.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestBudgetRaceTest {
    private static final int MOST_AT_ONCE = 3;

    /** Each look at this clock takes a millisecond, so that only the room for requests under way is scarce. */
    private static final class Ticking extends ManualTime {
        private final AtomicLong ticks = new AtomicLong();

        @Override
        public long nanoTime() {
            return ticks.addAndGet(Duration.ofMillis(1).toNanos());
        }
    }

    @Test
    void noMoreAreUnderWayThanThereIsRoomForAndAllRoomComesBack() throws Exception {
        RequestBudget budget = new RequestBudget(Integer.MAX_VALUE, MOST_AT_ONCE, new Ticking());
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        Racing.at(4, () -> {
            Object who = new Object();
            for (int i = 0; i < 20_000; i++) {
                if (budget.ask(who, RequestClass.READ).isZero()) {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    underWay.decrementAndGet();
                    budget.done(RequestClass.READ);
                }
            }
            budget.leave(who);
            return null;
        });

        assertThat(most.get()).isBetween(1, MOST_AT_ONCE);
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            assertThat(budget.ask("after " + i, RequestClass.READ)).isEqualTo(Duration.ZERO);
        }
        assertThat(budget.ask("one more", RequestClass.READ)).isPositive();
    }
}
