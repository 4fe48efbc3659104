package io.github.anaplan4j.client;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.protocol.TaskApi;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;

/**
 * Asks Anaplan to cancel a task. A cancel can be repeated without harm, so it is, after trouble on the way; and it can come
 * too late, so a refusal counts only if the task is not over.
 */
final class Cancellation {
    private final TaskApi tasks;
    private final Repeating repeating;
    private final Duration timeout;

    Cancellation(TaskApi tasks, Repeating repeating, Duration timeout) {
        this.tasks = tasks;
        this.repeating = repeating;
        this.timeout = timeout;
    }

    void cancel(TaskRef task) {
        try {
            repeating.send(() -> {
                tasks.cancel(task, timeout);
                return true;
            });
        } catch (AnaplanException failure) {
            if (!isNoLongerToBeCancelled(task)) {
                throw failure;
            }
        }
    }

    private boolean isNoLongerToBeCancelled(TaskRef task) {
        try {
            TaskStatus status = repeating.send(() -> tasks.status(task, false, timeout));
            return status.state().isTerminal() || status.state().equals(TaskState.CANCELLING);
        } catch (AnaplanException unknown) {
            return false;
        }
    }
}
