package io.github.anaplan4j.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Requests for which nobody waits go when they delay nobody. */
class IdleRequestsTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118", "T1");
    // One request in 0.25 s, and of these one in a second.
    private static final Duration GAP = Duration.ofMillis(250);

    private final ManualTime time = new ManualTime();
    private final RequestLimiter limiter = TestLimits.limiter(300, time);

    @Test
    void oneGoesAtOnceAndTheNextAfterFourGaps() {
        assertThat(limiter.askIdly()).isZero();
        limiter.idlyDone();

        assertThat(limiter.askIdly()).isEqualTo(GAP.multipliedBy(4));
        time.pass(GAP.multipliedBy(4));
        assertThat(limiter.askIdly()).isZero();
    }

    @Test
    void theyTakeNoTurn() {
        assertThat(limiter.askIdly()).isZero();

        assertThat(limiter.askToPoll(TASK, TASK)).isZero();
    }

    @Test
    void whileSomebodyWaitsNoneGoes() {
        limiter.ask("sent", RequestClass.POLL);
        assertThat(limiter.ask("waiting", RequestClass.POLL)).isEqualTo(GAP);
        time.pass(GAP); // called up, and not back yet

        assertThat(limiter.askIdly()).isPositive();
        assertThat(limiter.ask("waiting", RequestClass.POLL)).isZero();
        assertThat(limiter.askIdly()).isZero();
    }

    @Test
    void moreThanAQuarterOfThePaceLeavesNoRoom() {
        for (int request = 0; request < 60; request++) {
            assertThat(limiter.ask("sent " + request, RequestClass.POLL)).isZero();
            limiter.done(RequestClass.POLL);
            time.pass(GAP);
        }

        assertThat(limiter.askIdly()).isPositive();
        time.pass(Duration.ofMinutes(1).minus(GAP.multipliedBy(60)).plusMillis(1));
        assertThat(limiter.askIdly()).isZero();
    }

    @Test
    void aBudgetWithoutRoomForThemHasNone() {
        RequestLimiter small = TestLimits.limiter(4, time);
        for (int minute = 0; minute < 60; minute++) {
            assertThat(small.askIdly()).isPositive();
            time.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void aPauseOfTheServersHoldsForThemToo() {
        limiter.throttled(Duration.ofSeconds(30));
        time.pass(Duration.ofSeconds(29));
        assertThat(limiter.askIdly()).isPositive();

        time.pass(Duration.ofSeconds(4)); // a tenth longer at most
        assertThat(limiter.askIdly()).isZero();
    }

    @Test
    void aStatusKeepsThePollingFloorOfItsTask() {
        assertThat(limiter.askToPoll(TASK, TASK)).isZero();
        limiter.pollDone(TASK);
        time.pass(Duration.ofSeconds(2));

        assertThat(limiter.askIdly(TASK)).isEqualTo(Duration.ofSeconds(3));
        time.pass(Duration.ofSeconds(3));
        assertThat(limiter.askIdly(TASK)).isZero();
        assertThat(limiter.askToPoll(TASK, TASK)).isPositive(); // it is under way
        limiter.idlyDone(TASK);
    }
}
