package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.internal.limit.Attempts;
import io.github.anaplan4j.internal.limit.Pauses;
import io.github.anaplan4j.internal.limit.RetryingRequests;
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
    private final Tasks once;
    private final Tasks retrying;
    private final Pauses pauses;

    /**
     * Makes the use case.
     *
     * @param once sends the cancel
     * @param retrying asks for the status, again after trouble on the way
     * @param pauses are made between attempts
     */
    public CancelTask(Tasks once, Tasks retrying, Pauses pauses) {
        this.once = once;
        this.retrying = retrying;
        this.pauses = pauses;
    }

    /**
     * Asks Anaplan to cancel a task, unless it is over or being cancelled.
     *
     * @param task the task
     * @throws AnaplanException if Anaplan refused, or could not be reached; the task runs on
     */
    public void cancel(TaskRef task) {
        Attempts attempts = Attempts.asOfARead(pauses);
        while (true) {
            try {
                once.cancel(task);
                return;
            } catch (AnaplanException failure) {
                // What refuses has looked at the task; a fault, or a lost answer, has perhaps not.
                if (isRefusal(failure) && isNoLongerToBeCancelled(task)) {
                    return;
                }
                if (!pausedAfter(failure, attempts)) {
                    if (!isRefusal(failure) && isNoLongerToBeCancelled(task)) {
                        return;
                    }
                    throw failure;
                }
            }
        }
    }

    private static boolean isRefusal(AnaplanException failure) {
        return failure instanceof AnaplanApiException answer
                && answer.condition() != ApiCondition.THROTTLED
                && answer.condition().saysNotProcessed();
    }

    private static boolean pausedAfter(AnaplanException failure, Attempts attempts) {
        return RetryingRequests.isWorthRepeating(failure) && attempts.pausedAfter(failure);
    }

    private boolean isNoLongerToBeCancelled(TaskRef task) {
        try {
            TaskState state = retrying.status(task, false).state();
            return state.isTerminal() || state.equals(TaskState.CANCELLING);
        } catch (AnaplanException unknown) {
            return false;
        }
    }
}
