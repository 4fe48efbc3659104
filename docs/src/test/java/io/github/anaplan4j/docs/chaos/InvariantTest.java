package io.github.anaplan4j.docs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each invariant holds of what is right, and tells of each way in which it can be broken. */
class InvariantTest {
    private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118");
    private static final TaskRef TASK = ACTION.task("1");
    private static final TaskRef NEXT = ACTION.task("2");
    private static final Ending REJECTED = new Ending("SucceededWithRejectedRows", List.of("2 of 1002 rows failed"));

    private static Evidence right() {
        Evidence evidence = new Evidence();
        evidence.wanted.put(ACTION, 2);
        evidence.given(ACTION, 0, TASK);
        evidence.given(ACTION, 1, NEXT);
        evidence.told(TASK, REJECTED);
        evidence.dumped(TASK, 2);
        evidence.wantsCancelled(NEXT);
        evidence.endings.put(TASK, REJECTED);
        evidence.endings.put(NEXT, new Ending("Cancelled", List.of()));
        evidence.journal.add(entry(0, "POST", ACTION + "/tasks"));
        evidence.journal.add(entry(1_000, "GET", TASK.toString()));
        evidence.journal.add(entry(6_000, "GET", TASK.toString()));
        evidence.journal.add(entry(7_000, "DELETE", NEXT.toString()));
        return evidence;
    }

    private static Entry entry(long millis, String method, String path) {
        return new Entry(Duration.ofMillis(millis), "P0", method, "/2/0/" + path, "secret", "", "", false);
    }

    static Stream<Arguments> breaches() {
        return Stream.of(
                breach(Invariant.EACH_OUTCOME_IS_THAT_OF_ITS_TASK, "another task's", seen -> seen.told(NEXT, REJECTED)),
                breach(
                        Invariant.EACH_OUTCOME_IS_THAT_OF_ITS_TASK,
                        "another result",
                        seen -> seen.told(TASK, new Ending(REJECTED.outcome(), List.of("3 of 1003 rows failed")))),
                breach(
                        Invariant.EACH_OUTCOME_IS_THAT_OF_ITS_TASK,
                        "of no task",
                        seen -> seen.told(ACTION.task("3"), REJECTED)),
                breach(Invariant.EACH_OUTCOME_IS_THAT_OF_ITS_TASK, "half a dump", seen -> seen.dumped(TASK, 1)),
                breach(
                        Invariant.NO_ACTION_RUNS_TWICE,
                        "one run more",
                        seen -> seen.endings.put(ACTION.task("3"), REJECTED)),
                breach(
                        Invariant.NO_TASK_IS_GIVEN_TO_TWO_STARTS,
                        "to the next round",
                        seen -> seen.given(ACTION, 1, TASK)),
                breach(
                        Invariant.NO_TASK_IS_GIVEN_TO_TWO_STARTS,
                        "to another action",
                        seen -> seen.given(ACTION.model().process("119"), 0, TASK)),
                breach(
                        Invariant.NOTHING_IS_CANCELLED_THAT_NOBODY_CANCELLED,
                        "a task that was to run",
                        seen -> seen.journal.add(entry(8_000, "DELETE", TASK.toString()))),
                breach(
                        Invariant.POLLS_OF_A_TASK_ARE_FIVE_SECONDS_APART,
                        "a millisecond too soon",
                        seen -> seen.journal.add(entry(10_999, "GET", TASK.toString()))),
                breach(
                        Invariant.THE_BUDGET_HOLDS_IN_EACH_SECOND_AND_MINUTE,
                        "21 in a second",
                        seen -> send(21, 49, seen)),
                breach(
                        Invariant.THE_BUDGET_HOLDS_IN_EACH_SECOND_AND_MINUTE,
                        "301 in a minute",
                        seen -> send(301, 199, seen)),
                breach(
                        Invariant.NO_TOKEN_GOES_ANYWHERE_ELSE,
                        "to another host",
                        seen -> seen.journal.add(new Entry(
                                Duration.ofSeconds(9), "P0", "GET", "/2/0/models", "secret", "", "redirect", true))),
                breach(
                        Invariant.NO_TOKEN_GOES_ANYWHERE_ELSE,
                        "in another header",
                        seen -> seen.journal.add(new Entry(
                                Duration.ofSeconds(9), "P0", "GET", "/2/0/models", "", "Cookie=secret", "", false))),
                breach(Invariant.NOTHING_IS_LEFT, "a thread", seen -> seen.left.add("thread anaplan4j-worker")));
    }

    private static Arguments breach(Invariant invariant, String name, Consumer<Evidence> how) {
        return Arguments.of(invariant, name, how);
    }

    private static void send(int many, long millisApart, Evidence seen) {
        for (int i = 0; i < many; i++) {
            seen.journal.add(entry(60_000 + i * millisApart, "GET", "models"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void itHoldsOfWhatIsRight(Invariant invariant) {
        assertThat(invariant.violations(right())).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("breaches")
    void itTellsOfABreachAndNoOtherDoes(Invariant broken, String name, Consumer<Evidence> breach) {
        Evidence evidence = right();
        breach.accept(evidence);

        for (Invariant each : Invariant.values()) {
            assertThat(!each.violations(evidence).isEmpty()).as(each.name()).isEqualTo(each == broken);
        }
    }

    @Test
    void eachIsBrokenSomehow() {
        assertThat(breaches().map(breach -> breach.get()[0])).contains((Object[]) Invariant.values());
    }

    @Test
    void aDumpThatMetWithAFaultSaysNothing() {
        Evidence evidence = right();
        evidence.dumped(TASK, 1);
        evidence.journal.add(new Entry(
                Duration.ofSeconds(9), "P0", "GET", "/2/0/" + TASK + "/dump/chunks/0", "secret", "", "cut", false));

        assertThat(Invariant.EACH_OUTCOME_IS_THAT_OF_ITS_TASK.violations(evidence))
                .isEmpty();
    }
}
