package io.github.anaplan4j.task;

import io.github.anaplan4j.internal.base.Printable;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The status that Anaplan reported of a task at one moment.
 *
 * @param taskId the id in the answer, or null if the server sent none
 * @param state the state
 * @param currentStep what the task is doing, in words for people, possibly localised, or null
 * @param progress the server's number as it came, or null: usually 0 to 1, -1 when idle, and not promised to grow; for
 *     display use {@link #completion}
 * @param creationTime when the task was created, or null
 * @param cancelledBy who cancelled it, if that was somebody other than the user who ran it, or null
 * @param result the result, or null; usual in a final state only, and not promised even there
 */
public record TaskStatus(
        @Nullable String taskId,
        TaskState state,
        @Nullable String currentStep,
        @Nullable Double progress,
        @Nullable Instant creationTime,
        @Nullable String cancelledBy,
        @Nullable TaskResult result)
        implements Serializable {
    /**
     * Checks that there is a state.
     *
     * @param taskId the id in the answer, or null if the server sent none
     * @param state the state
     * @param currentStep what the task is doing, in words for people, possibly localised, or null
     * @param progress the server's number as it came, or null
     * @param creationTime when the task was created, or null
     * @param cancelledBy who cancelled it, if that was somebody other than the user who ran it, or null
     * @param result the result, or null
     */
    public TaskStatus {
        Objects.requireNonNull(state, "state");
    }

    /** {@return the progress from 0 to 1 for display, empty if the server sent none or a negative number} */
    public OptionalDouble completion() {
        return progress == null || Double.isNaN(progress) || progress < 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(progress, 1.0));
    }

    /** {@return all of it on one line, with a blank for each character that cannot be shown} */
    @Override
    public String toString() {
        return Printable.shown("TaskStatus[taskId=" + taskId + ", state=" + state
                + ", currentStep=" + currentStep + ", progress=" + progress
                + ", creationTime=" + creationTime + ", cancelledBy=" + cancelledBy
                + ", result=" + result + "]");
    }
}
