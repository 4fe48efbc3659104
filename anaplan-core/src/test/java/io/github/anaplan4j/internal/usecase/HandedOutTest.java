package io.github.anaplan4j.internal.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.StartLedgerException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.Failures;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.SuccessCriterion;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a ledger that outlives programs says of the tasks that they have. */
class HandedOutTest {
    private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118");
    private static final TaskRef A = ACTION.task("A");
    private static final TaskRef B = ACTION.task("B");
    private static final String EMPTY = "start=1&claimed=";
    private static final String SEATED = "start=1&sentAt=1970-01-01T00:00:00Z&task=%s&claimed=";

    private final ManualTime time = new ManualTime();
    private Supplier<TaskRef> next = () -> A;
    private final FakeTasks tasks = new FakeTasks().listing().starting(() -> next.get());
    private final Map<ActionRef, String> lines = new HashMap<>();
    private final Map<ActionRef, Program> holders = new HashMap<>();
    private @Nullable ActionRef broken;
    private int opened;

    private final Program one = new Program();
    private final Program other = new Program();

    /** A program with its own session of the ledger, which lets go of everything when it dies. */
    private final class Program implements StartLedger {
        private final HandedOut handedOut = new HandedOut(this, Runnable::run);
        private final StartOnce starts = new StartOnce(tasks, tasks, handedOut, new Lifecycle(), time);

        TaskRef start(TaskRef task) {
            next = () -> task;
            return starts.start(ACTION, StartOptions.defaults());
        }

        StartedTask begin(TaskRef task) {
            next = () -> task;
            return starts.begin(ACTION, StartOptions.defaults());
        }

        void die() {
            holders.values().removeIf(this::equals);
        }

        @Override
        public Optional<Slot> open(ActionRef action, Duration atMost) {
            opened++;
            return holders.putIfAbsent(action, this) != null
                    ? Optional.empty()
                    : Optional.of(new Slot() {
                        @Override
                        public Optional<String> read() {
                            return Optional.ofNullable(lines.get(action));
                        }

                        @Override
                        public void write(String text) throws IOException {
                            if (action.equals(broken)) {
                                throw new IOException("the disk is full");
                            }
                            lines.put(action, text);
                        }

                        @Override
                        public void close() {
                            holders.remove(action, Program.this);
                        }
                    });
        }
    }

    private static ActionRef seat(int number) {
        return ACTION.model().process("118~" + number);
    }

    private static String seated(TaskRef task) {
        return SEATED.formatted(task.taskId());
    }

    @Test
    void aTaskIsInASeatUntilItsEndIsSeen() {
        assertThat(one.start(A)).isEqualTo(A);

        assertThat(lines).containsOnly(Map.entry(ACTION, EMPTY + "A"), Map.entry(seat(1), seated(A)));
        assertThat(holders).containsOnly(Map.entry(seat(1), one));
        assertThat(one.handedOut.keeps(A)).isTrue();
        assertThat(one.handedOut.keeps(B)).isFalse();
        assertThat(one.handedOut.keeps(ACTION.model().process("119").task("A"))).isFalse();
        assertThat(other.handedOut.keeps(A)).isFalse();

        one.handedOut.over(A);

        assertThat(lines).containsEntry(seat(1), EMPTY).doesNotContainKey(seat(0));
        assertThat(holders).isEmpty();
        assertThat(one.handedOut.keeps(A)).isFalse();
    }

    @Test
    void theTaskOfAProgramThatLivesIsItsOwn() {
        one.start(A);

        assertThat(other.start(B)).isEqualTo(B);

        assertThat(other.starts.recover(ACTION)).isEmpty();
        assertThat(one.starts.recover(ACTION)).isEmpty();
        assertThat(lines).containsEntry(seat(1), seated(A)).containsEntry(seat(2), seated(B));
        assertThat(holders).containsOnly(Map.entry(seat(1), one), Map.entry(seat(2), other));
    }

    @Test
    void theTaskOfAProgramThatDiedIsGoneOnWithUntilSomebodyHasIt() {
        one.start(A);
        one.die();

        assertThat(other.starts.isUnderWay(ACTION)).isTrue();
        assertThat(holders).isEmpty();
        assertThat(other.starts.isUnderWay(ACTION)).as("it was but looked at").isTrue();
        assertThat(other.start(B)).isEqualTo(A);
        assertThat(holders).containsOnly(Map.entry(seat(1), other));
        assertThat(other.handedOut.keeps(A)).isTrue();

        assertThat(new Program().starts.isUnderWay(ACTION)).isFalse();
    }

    @Test
    void theNextTaskOfAProgramTakesTheLastOnesPlace() {
        one.start(A);
        one.start(B);

        assertThat(lines).containsEntry(seat(1), EMPTY).containsEntry(seat(2), seated(B));
        assertThat(holders).containsOnly(Map.entry(seat(2), one));

        assertThat(other.start(ACTION.task("C"))).isEqualTo(ACTION.task("C"));
        assertThat(lines).as("a seat that is empty is taken again").containsEntry(seat(1), seated(ACTION.task("C")));
    }

    @Test
    void whatNobodyWaitsForIsOnItsOwnOnceItsClientIsClosed() {
        one.start(A);
        one.handedOut.await(B);

        one.handedOut.close();

        assertThat(lines).containsEntry(seat(1), EMPTY);
        assertThat(holders).isEmpty();
        one.start(B);
        assertThat(holders).as("of a client that is closed").isEmpty();
    }

    @Test
    void whatAClientWaitsForWhenItIsClosedIsGoneOnWith() {
        one.start(A);
        one.handedOut.await(A);
        assertThat(one.handedOut.keeps(A)).isTrue();

        one.handedOut.close();

        assertThat(lines).containsEntry(seat(1), seated(A));
        assertThat(holders).isEmpty();
        assertThat(other.starts.recover(ACTION)).contains(A);
    }

    @Test
    void aSeatThatIsTakenWhileTheClientClosesIsGivenUp() throws IOException {
        HandedOut.Seat late =
                one.handedOut.seat(StartEntry.none().handedOut(A), A).orElseThrow();
        one.handedOut.close();

        one.handedOut.handOut(late);

        assertThat(lines).containsEntry(seat(1), EMPTY);
        assertThat(holders).isEmpty();
    }

    @Test
    void anEndThatIsSeenElsewhereIsRememberedForTheOneThatHasTheTask() {
        one.start(A);

        other.handedOut.over(A);

        assertThat(lines).containsEntry(seat(0), EMPTY + "A").containsEntry(seat(1), seated(A));
        one.die();
        assertThat(other.start(B)).as("not A, for that is over").isEqualTo(B);
        assertThat(lines).containsEntry(seat(1), seated(B));
    }

    @Test
    void theEndOfAnotherTaskIsNotThisOnes() {
        lines.put(seat(0), EMPTY + "B");
        one.start(A);
        one.die();

        assertThat(other.starts.recover(ACTION)).contains(A);
    }

    @Test
    void anEndThatIsSeenOnceItsProgramDiedEmptiesTheSeat() {
        one.start(A);
        one.die();

        other.handedOut.over(A);

        assertThat(lines).containsEntry(seat(1), EMPTY).doesNotContainKey(seat(0));
        assertThat(holders).isEmpty();
    }

    @Test
    void theEndOfARunThatDiedSettlesIt() {
        one.begin(A);
        assertThat(lines).containsOnly(Map.entry(ACTION, seated(A)));
        one.die();

        other.handedOut.over(B);
        assertThat(lines).as("the end of another").containsEntry(ACTION, seated(A));
        other.handedOut.over(A);
        assertThat(lines).containsOnly(Map.entry(ACTION, EMPTY + "A"));
    }

    @Test
    void anEndThatCanBeNobodyElsesIsNotRemembered() {
        one.start(A);
        one.start(B);

        one.handedOut.over(A);
        assertThat(lines).as("the one seat that is taken is its own").doesNotContainKey(seat(0));
        other.handedOut.over(ACTION.task("NEVER"));
        assertThat(lines).as("the ledger never gave it to anybody").doesNotContainKey(seat(0));
        other.handedOut.over(A);
        assertThat(lines).as("who has the seat may have this task").containsEntry(seat(0), EMPTY + "A");
    }

    @Test
    void anEndIsSettledByWhoeverHoldsItsRun() {
        try (StartedTask run = one.begin(A)) {
            one.handedOut.over(A);
            assertThat(lines).containsOnly(Map.entry(ACTION, seated(A)));

            run.settle(outcome());
        }
        assertThat(lines).containsOnly(Map.entry(ACTION, EMPTY + "A"));

        try (StartedTask run = one.begin(B)) {
            assertThat(run.task()).isEqualTo(B);
        }
        one.handedOut.over(B);
        assertThat(lines.get(ACTION)).as("nobody holds it any more").isEqualTo(EMPTY + "B,A");
    }

    @Test
    void aRunThatGoesOnWithATaskEmptiesItsSeatAtTheEndAlone() {
        one.start(A);
        one.die();

        try (StartedTask run = other.begin(B)) {
            assertThat(run.task()).isEqualTo(A);
            assertThat(holders).containsOnlyKeys(ACTION, seat(1));
        }
        assertThat(lines).containsEntry(seat(1), seated(A));
        assertThat(holders).isEmpty();

        try (StartedTask run = other.begin(B)) {
            run.settle(outcome());
            assertThat(lines).containsEntry(seat(1), EMPTY);
        }
        assertThat(holders).isEmpty();
    }

    @Test
    void aRunThatDoesNotStartLetsOthersStart() {
        next = () -> {
            throw Failures.status(403);
        };

        assertThatExceptionOfType(AnaplanApiException.class)
                .isThrownBy(() -> one.starts.begin(ACTION, StartOptions.defaults()));

        assertThat(holders).isEmpty();
    }

    @Test
    void anEndThatCannotBeWrittenDownIsTriedAgainWhenTheClientIsClosed() {
        one.start(A);
        broken = seat(1);

        one.handedOut.over(A);

        assertThat(one.handedOut.keeps(A)).isTrue();
        assertThat(holders).containsOnly(Map.entry(seat(1), one));
        broken = null;
        one.handedOut.close();
        assertThat(lines).containsEntry(seat(1), EMPTY);
        assertThat(holders).isEmpty();
    }

    @Test
    void aSeatThatCannotBeEmptiedIsLeftAllTheSame() {
        one.start(A);
        broken = seat(1);

        one.start(B);

        assertThat(lines).containsEntry(seat(1), seated(A)).containsEntry(seat(2), seated(B));
        assertThat(holders).containsOnly(Map.entry(seat(2), one));
    }

    @Test
    void aSeatThatCannotBeWrittenKeepsNobodyOut() {
        broken = seat(1);

        assertThatExceptionOfType(StartUncertainException.class).isThrownBy(() -> one.start(A));

        assertThat(holders).isEmpty();
    }

    @Test
    void anActionThatCannotBeWrittenLeavesTheTaskInItsSeat() {
        one.start(A);
        lines.put(ACTION, "start=1&sentAt=1970-01-01T00:00:00Z&claimed=");
        one.die();
        broken = ACTION;

        assertThatExceptionOfType(StartUncertainException.class).isThrownBy(() -> other.starts.recover(ACTION));

        assertThat(holders).isEmpty();
        broken = null;
        assertThat(other.starts.recover(ACTION)).contains(A);
        assertThat(lines).containsEntry(ACTION, EMPTY + "A");
    }

    @Test
    void theSeatOfAnotherStartIsNotThatOfTheUnsettledOne() {
        one.start(A);
        one.die();
        lines.put(ACTION, "start=1&sentAt=1970-01-01T00:00:01Z&before=A&claimed=A");

        assertThatExceptionOfType(StartUncertainException.class).isThrownBy(() -> other.starts.recover(ACTION));

        assertThat(lines).containsEntry(seat(1), seated(A));
        assertThat(holders).isEmpty();
    }

    @Test
    void whatIsSettledByHandIsInNoSeatAnyMore() {
        one.start(A);
        other.start(B);
        one.die();

        other.starts.settle(ACTION);

        assertThat(lines).containsEntry(seat(1), EMPTY).containsEntry(seat(2), EMPTY);
        assertThat(holders).isEmpty();
        assertThat(other.handedOut.keeps(B)).isFalse();
        assertThat(other.handedOut.forget(ACTION)).isFalse();
    }

    @Test
    void forgettingTellsWhetherThereWasAnything() {
        one.start(A);
        assertThat(one.handedOut.forget(ACTION)).as("its own").isTrue();
        one.start(B);
        one.die();
        assertThat(other.handedOut.forget(ACTION))
                .as("that of a program that died")
                .isTrue();
        assertThat(other.handedOut.forget(ACTION)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "", "start=7"})
    void aSeatThatCannotBeReadIsToldAndCanBeSettled(String text) {
        lines.put(seat(1), text);

        assertThatExceptionOfType(StartLedgerException.class)
                .isThrownBy(() -> one.start(A))
                .withMessageContaining("cannot be read");
        assertThat(holders).isEmpty();

        one.starts.settle(ACTION);
        assertThat(lines).containsEntry(seat(1), EMPTY);
        assertThat(one.start(A)).isEqualTo(A);
    }

    @Test
    void thereAreAHundredSeatsAndWhoHasNoneStartsAllTheSame() {
        List<Program> all = new ArrayList<>();
        for (int i = 1; i <= 101; i++) {
            Program program = new Program();
            assertThat(program.start(ACTION.task("T" + i))).isEqualTo(ACTION.task("T" + i));
            all.add(program);
        }

        assertThat(holders).hasSize(100).containsEntry(seat(100), all.get(99));
    }

    @Test
    void whoeverWaitsForItsTurnGivesUpAfterTenMinutesOfOneSecondEach() {
        one.begin(A);
        opened = 0;

        assertThatExceptionOfType(StartLedgerException.class)
                .isThrownBy(() -> other.start(B))
                .withMessageContaining("within PT10M");

        assertThat(opened).isEqualTo(600);
    }

    @Test
    void anInterruptIsKeptForWhoeverWaits() {
        one.start(A);
        one.die();
        Thread.currentThread().interrupt();

        other.handedOut.over(A);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(lines).containsEntry(seat(1), EMPTY);
    }

    private static TaskOutcome outcome() {
        return TaskOutcome.of(
                A, new TaskStatus("A", TaskState.COMPLETE, null, null, null, null, null), SuccessCriterion.strict());
    }
}
