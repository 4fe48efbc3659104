package io.github.anaplan4j.task;

import io.github.anaplan4j.internal.base.Printable;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An action inside a process, as the process defines it.
 *
 * @param id the action's id, which is the {@code objectId} of its nested result; may come more than once in a process
 * @param name its name
 * @param type Anaplan's name for what it does, such as {@code IMPORT} or {@code DELETE_BY_SELECTION}: an open set; null
 *     if the server sent none
 */
public record ProcessStep(String id, String name, @Nullable String type) implements Serializable {
    /**
     * Checks that nothing required is missing.
     *
     * @param id the action's id, which is the {@code objectId} of its nested result
     * @param name its name
     * @param type Anaplan's name for what it does, such as {@code IMPORT} or {@code DELETE_BY_SELECTION}
     */
    public ProcessStep {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
    }

    /** {@return all of it on one line, with a blank for each character that cannot be shown} */
    @Override
    public String toString() {
        return Printable.shown("ProcessStep[id=" + id + ", name=" + name + ", type=" + type + "]");
    }
}
