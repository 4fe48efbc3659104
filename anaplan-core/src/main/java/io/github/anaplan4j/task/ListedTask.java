package io.github.anaplan4j.task;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task as the list of an action's tasks shows it.
 *
 * <p>The list has the runs of all users, and does not say whose they are.
 *
 * @param task which task
 * @param state its state
 * @param creationTime when it was created, or null if the server did not say
 */
public record ListedTask(
        TaskRef task, TaskState state, @Nullable Instant creationTime) implements Serializable {
    /**
     * Checks that nothing required is missing.
     *
     * @param task which task
     * @param state its state
     * @param creationTime when it was created, or null if the server did not say
     */
    public ListedTask {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(state, "state");
    }
}
