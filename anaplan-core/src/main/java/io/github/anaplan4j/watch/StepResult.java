package io.github.anaplan4j.watch;

import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.task.TaskOutcome;
import org.jspecify.annotations.Nullable;

/** Where a watch stands after one step. */
public sealed interface StepResult {
    /**
     * The task is over.
     *
     * @param outcome how it ended
     */
    record Finished(TaskOutcome outcome) implements StepResult {}

    /**
     * The task is not over: take the next step at {@link WatchState#nextPoll}.
     *
     * @param state what to store, and to pass to the next step
     */
    record Pending(WatchState state) implements StepResult {}

    /**
     * The watch is over, the task perhaps not.
     *
     * @param state the watch as it was left
     * @param reason why
     * @param cause what failed, in the last poll or in a part of the caller's, or that the client was closed; null if
     *     neither
     */
    record GaveUp(
            WatchState state, GiveUpReason reason, @Nullable Throwable cause) implements StepResult {
        /** {@return this as the exception that a blocking watch throws} */
        public WatchGivenUpException toException() {
            return new WatchGivenUpException(
                    state.task(), reason, state.elapsed(), state.polls(), state.lastSeen(), cause);
        }
    }
}
