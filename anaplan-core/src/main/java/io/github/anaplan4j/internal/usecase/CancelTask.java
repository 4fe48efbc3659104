package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.internal.port.Tasks;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;

/**
 * Asks Anaplan to cancel a task.
 *
 * <p>A cancel can be repeated without harm, so it is, after trouble on the way. It can come too late, so a refusal
 * counts only if the task is not over. Thread-safe.
 */
public final class CancelTask {
    private final Tasks tasks;

    /**
     * Makes the use case.
     *
     * @param tasks sends, and repeats what can be repeated
     */
    public CancelTask(Tasks tasks) {
        this.tasks = tasks;
    }

    /**
     * Asks Anaplan to cancel a task, unless it is over or being cancelled.
     *
     * @param task the task
     * @throws AnaplanException if Anaplan refused, or could not be reached; the task runs on
     */
    public void cancel(TaskRef task) {
        try {
            tasks.cancel(task);
        } catch (AnaplanException failure) {
            if (!isNoLongerToBeCancelled(task)) {
                throw failure;
            }
        }
    }

    private boolean isNoLongerToBeCancelled(TaskRef task) {
        try {
            TaskState state = tasks.status(task, false).state();
            return state.isTerminal() || state.equals(TaskState.CANCELLING);
        } catch (AnaplanException unknown) {
            return false;
        }
    }
}
