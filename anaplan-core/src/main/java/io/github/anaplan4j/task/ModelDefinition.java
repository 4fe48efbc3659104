package io.github.anaplan4j.task;

import io.github.anaplan4j.internal.base.Printable;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model as Anaplan lists it for a user.
 *
 * @param ref which model
 * @param name its name; not promised to be unique
 * @param workspaceName the name of its workspace
 * @param state whether it can be used, such as {@code UNLOCKED}, {@code PRODUCTION}, {@code LOCKED} or
 *     {@code ARCHIVED}; null if the server does not say. Actions of an archived model cannot run
 */
public record ModelDefinition(
        ModelRef ref,
        String name,
        String workspaceName,
        @Nullable String state) implements Serializable {
    /**
     * Checks that nothing required is missing.
     *
     * @param ref which model
     * @param name its name
     * @param workspaceName the name of its workspace
     * @param state whether it can be used, or null
     */
    public ModelDefinition {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(workspaceName, "workspaceName");
    }

    /** {@return whether it is archived, so that nothing can run in it} */
    public boolean isArchived() {
        return "ARCHIVED".equalsIgnoreCase(state);
    }

    /** {@return all of it on one line, with a blank for each character that cannot be shown} */
    @Override
    public String toString() {
        return Printable.shown("ModelDefinition[ref=" + ref + ", name=" + name + ", workspaceName=" + workspaceName
                + ", state=" + state + "]");
    }
}
