package io.github.anaplan4j.watch;

import io.github.anaplan4j.task.TaskOutcome;
import java.time.Duration;
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
     * Poll again, but not yet.
     *
     * @param state what to pass to the next step
     * @param notBefore the shortest time from now to the next step
     */
    record Pending(WatchState state, Duration notBefore) implements StepResult {}

    /**
     * The watch is over, the task perhaps not.
     *
     * @param state the watch as it was left
     * @param reason why
     * @param cause what failed, in the last poll or in a part of the caller's, or null if nothing did
     */
    record GaveUp(
            WatchState state, GiveUpReason reason, @Nullable Throwable cause) implements StepResult {}
}
