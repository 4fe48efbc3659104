package io.github.anaplan4j.client;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.protocol.TaskApi;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.time.TimeSource;
import java.time.Duration;

/**
 * Asks Anaplan to cancel a task. A cancel can be repeated without harm, so it is, after trouble on the way; and it can come
 * too late, so a refusal counts only if the task is not over.
 */
final class Cancellation {
    private static final int ATTEMPTS = 4;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

    private final TaskApi tasks;
    private final TimeSource time;
    private final Duration timeout;

    Cancellation(TaskApi tasks, TimeSource time, Duration timeout) {
        this.tasks = tasks;
        this.time = time;
        this.timeout = timeout;
    }

    void cancel(TaskRef task) {
        for (int attempt = 1; ; attempt++) {
            try {
                tasks.cancel(task, timeout);
                return;
            } catch (AnaplanException failure) {
                if (attempt < ATTEMPTS && canBeRepeated(failure) && sleep(pauseAfter(failure))) {
                    continue;
                }
                if (isNoLongerToBeCancelled(task)) {
                    return;
                }
                throw failure;
            }
        }
    }

    private static boolean canBeRepeated(AnaplanException failure) {
        if (failure instanceof TransportException transport) {
            return transport.kind() != TransportException.Kind.INTERRUPTED;
        }
        return failure instanceof AnaplanApiException answer && (answer.status() >= 500 || answer.status() == 429);
    }

    private static Duration pauseAfter(AnaplanException failure) {
        return failure instanceof AnaplanApiException answer
                ? answer.retryAfter().orElse(BETWEEN_ATTEMPTS)
                : BETWEEN_ATTEMPTS;
    }

    private boolean isNoLongerToBeCancelled(TaskRef task) {
        try {
            TaskStatus status = tasks.status(task, false, timeout);
            return status.state().isTerminal() || status.state().equals(TaskState.CANCELLING);
        } catch (RuntimeException unknown) {
            return false;
        }
    }

    private boolean sleep(Duration duration) {
        try {
            time.sleep(duration);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
