package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.internal.base.InMemory;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What outlives the programs: the ledger of starts and the history of durations. Thread-safe. */
final class Disk {
    private final Map<ActionRef, String> lines = new HashMap<>();
    private final Map<ActionRef, Program> holders = new HashMap<>();
    private final DurationHistory history = DurationHistory.inMemory();

    /** {@return the ledger as a program sees it, which lets go of all slots when it dies, and may die at each write} */
    StartLedger ledgerOf(Program program) {
        return new Ledger(program);
    }

    DurationHistory historyOf(Program program) {
        return new History(program);
    }

    private final class Ledger implements StartLedger, InMemory {
        private final Program program;

        Ledger(Program program) {
            this.program = program;
        }

        @Override
        public Optional<Slot> open(ActionRef action, Duration atMost) {
            program.checkAlive();
            synchronized (Disk.this) {
                Program holder = holders.get(action);
                if (holder != null && holder.isAlive()) {
                    return Optional.empty();
                }
                holders.put(action, program);
                return Optional.of(new Line(action));
            }
        }

        @Override
        public String toString() {
            return "the disk";
        }

        private final class Line implements Slot {
            private final ActionRef action;

            Line(ActionRef action) {
                this.action = action;
            }

            @Override
            public Optional<String> read() {
                program.checkAlive();
                synchronized (Disk.this) {
                    return Optional.ofNullable(lines.get(action));
                }
            }

            @Override
            public void write(String text) throws IOException {
                program.mayDie(Program.Step.WRITE);
                synchronized (Disk.this) {
                    program.checkAlive();
                    lines.put(action, text);
                }
                program.mayDie(Program.Step.WRITE);
            }

            @Override
            public void close() {
                synchronized (Disk.this) {
                    holders.remove(action, program);
                }
            }
        }
    }

    private final class History implements DurationHistory, InMemory {
        private final Program program;

        History(Program program) {
            this.program = program;
        }

        @Override
        public List<Duration> durations(ActionRef action) {
            program.checkAlive();
            return history.durations(action);
        }

        @Override
        public void add(TaskRef task, Duration duration) {
            program.checkAlive();
            history.add(task, duration);
        }
    }
}
