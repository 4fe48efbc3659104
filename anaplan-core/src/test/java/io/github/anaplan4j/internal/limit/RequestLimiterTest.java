package io.github.anaplan4j.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestLimiterTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");
    private static final TaskRef OTHER = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B89");

    private final ManualTime time = new ManualTime();
    private final RequestLimiter limiter = TestLimits.limiter(6_000, time);

    @Test
    void twoPollsOfOneTaskAreAFloorApartWhoeverAsks() {
        assertThat(limiter.askToPoll(TASK)).isZero();
        limiter.pollDone(TASK);
        time.pass(Duration.ofSeconds(2));
        assertThat(limiter.askToPoll(TASK)).isEqualTo(Duration.ofSeconds(3));
        time.pass(Duration.ofSeconds(3));
        assertThat(limiter.askToPoll(TASK)).isZero();
        limiter.pollDone(TASK);
        assertThat(limiter.askToPoll(TASK)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void twoPollsOfOneTaskNeverOverlapHoweverLongTheAnswerTakes() {
        assertThat(limiter.askToPoll(TASK)).isZero();
        time.pass(Duration.ofSeconds(25));
        assertThat(limiter.askToPoll(TASK)).isPositive();
        limiter.pollDone(TASK);

        assertThat(limiter.askToPoll(TASK)).isZero();
    }

    @Test
    void tasksDoNotWaitForEachOthersFloor() {
        assertThat(limiter.askToPoll(TASK)).isZero();
        time.pass(Duration.ofMillis(100));

        assertThat(limiter.askToPoll(OTHER)).isZero();
    }

    @Test
    void aPollThatTheBudgetHoldsBackIsNoPoll() {
        limiter.askToPoll(OTHER);
        assertThat(limiter.askToPoll(TASK)).isPositive();
        time.pass(Duration.ofMillis(100));

        assertThat(limiter.askToPoll(TASK)).isZero();
    }
}
