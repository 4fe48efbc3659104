package io.github.anaplan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.time.StillTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollingGateTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");
    private static final TaskRef OTHER = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B89");

    private final StillTime time = new StillTime();
    private final PollingGate gate = new PollingGate(PollingFloor.STANDARD, 6_000, time);

    @Test
    void twoPollsOfOneTaskAreAFloorApartWhoeverAsks() {
        assertThat(gate.ask(TASK)).isZero();
        gate.done(TASK);
        time.pass(Duration.ofSeconds(2));
        assertThat(gate.ask(TASK)).isEqualTo(Duration.ofSeconds(3));
        time.pass(Duration.ofSeconds(3));
        assertThat(gate.ask(TASK)).isZero();
        gate.done(TASK);
        assertThat(gate.ask(TASK)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void twoPollsOfOneTaskNeverOverlapHoweverLongTheAnswerTakes() {
        assertThat(gate.ask(TASK)).isZero();
        time.pass(Duration.ofSeconds(25));
        assertThat(gate.ask(TASK)).isPositive();
        gate.done(TASK);

        assertThat(gate.ask(TASK)).isZero();
    }

    @Test
    void tasksDoNotWaitForEachOthersFloor() {
        assertThat(gate.ask(TASK)).isZero();
        time.pass(Duration.ofMillis(100));

        assertThat(gate.ask(OTHER)).isZero();
    }

    @Test
    void aPollThatTheBudgetHoldsBackIsNoPoll() {
        gate.ask(OTHER);
        assertThat(gate.ask(TASK)).isPositive();
        time.pass(Duration.ofMillis(100));

        assertThat(gate.ask(TASK)).isZero();
    }
}
