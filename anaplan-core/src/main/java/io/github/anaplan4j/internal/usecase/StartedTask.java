package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.error.StartLedgerException;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import org.jspecify.annotations.Nullable;

/**
 * A task whose end the ledger waits for.
 *
 * <p>As long as it is open, nobody else starts the action through that ledger. One that is closed and not settled is
 * found by the next start. For one thread at a time.
 */
public final class StartedTask implements AutoCloseable {
    private final TaskRef task;
    private final @Nullable StartTurn turn;

    StartedTask(TaskRef task, @Nullable StartTurn turn) {
        this.task = task;
        this.turn = turn;
    }

    /** {@return the task} */
    public TaskRef task() {
        return task;
    }

    /**
     * Writes down that the end of the task is known.
     *
     * @param outcome how it ended
     * @throws StartLedgerException if that cannot be written, for then the next run returns the same outcome
     */
    public void settle(TaskOutcome outcome) {
        if (turn != null) {
            turn.settle(task).ifPresent(unwritten -> {
                throw new StartLedgerException(outcome, unwritten);
            });
        }
    }

    @Override
    public void close() {
        if (turn != null) {
            turn.close();
        }
    }
}
