package io.github.anaplan4j.watch;

import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.internal.base.Printable;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An event of a watch. */
public sealed interface WatchEvent {
    /** {@return the watched task} */
    TaskRef task();

    /** {@return time since the watch began} */
    Duration elapsed();

    /**
     * A poll brought a status.
     *
     * @param task the watched task
     * @param elapsed time since the watch began
     * @param status the status
     */
    record Polled(TaskRef task, Duration elapsed, TaskStatus status) implements WatchEvent {}

    /**
     * The state differs from the one seen before.
     *
     * @param task the watched task
     * @param elapsed time since the watch began
     * @param from the state before, or null at the first status
     * @param to the state now
     */
    record StateChanged(
            TaskRef task, Duration elapsed, @Nullable TaskState from, TaskState to) implements WatchEvent {}

    /**
     * The current step differs from the one seen before.
     *
     * @param task the watched task
     * @param elapsed time since the watch began
     * @param from the step before, or null if there was none
     * @param to the step now, or null if there is none
     */
    record StepChanged(
            TaskRef task,
            Duration elapsed,
            @Nullable String from,
            @Nullable String to) implements WatchEvent {
        /** {@return all of it on one line, with a blank for each character that cannot be shown} */
        @Override
        public String toString() {
            return Printable.shown(
                    "StepChanged[task=" + task + ", elapsed=" + elapsed + ", from=" + from + ", to=" + to + "]");
        }
    }

    /**
     * The state cannot follow the one seen before, or is not documented.
     *
     * <p>The watch goes on.
     *
     * @param task the watched task
     * @param elapsed time since the watch began
     * @param from the state before, or null at the first status
     * @param to the state now
     */
    record IrregularTransition(
            TaskRef task, Duration elapsed, @Nullable TaskState from, TaskState to) implements WatchEvent {}

    /**
     * A poll brought no status.
     *
     * @param task the watched task
     * @param elapsed time since the watch began
     * @param kind why
     * @param inARow how many polls in a row have failed by now
     * @param cause the error
     */
    record PollFailed(TaskRef task, Duration elapsed, FailureKind kind, int inARow, RuntimeException cause)
            implements WatchEvent {}

    /**
     * The server refused a poll because the tenant's request limit is used up.
     *
     * @param task the watched task
     * @param elapsed time since the watch began
     * @param atLeast the shortest wait until the next poll; ten minutes at most, whatever the server asked for
     */
    record Throttled(TaskRef task, Duration elapsed, Duration atLeast) implements WatchEvent {}

    /**
     * The task is over.
     *
     * <p>This is always the last event.
     *
     * @param task the watched task
     * @param elapsed time since the watch began
     * @param outcome how it ended
     */
    record Ended(TaskRef task, Duration elapsed, TaskOutcome outcome) implements WatchEvent {}

    /**
     * The watch is over, and the task perhaps not.
     *
     * <p>This is always the last event.
     *
     * @param task the watched task
     * @param elapsed time since the watch began
     * @param reason why
     * @param lastSeen the last status, or null if there was none
     */
    record GaveUp(
            TaskRef task,
            Duration elapsed,
            GiveUpReason reason,
            @Nullable TaskStatus lastSeen) implements WatchEvent {}
}
