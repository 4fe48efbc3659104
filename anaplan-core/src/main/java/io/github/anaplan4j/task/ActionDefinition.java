package io.github.anaplan4j.task;

import io.github.anaplan4j.internal.base.Printable;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An action as the model defines it.
 *
 * @param ref which action
 * @param name its name; not promised to be unique
 * @param code its code, or null
 * @param type Anaplan's name for what it does, such as {@code HIERARCHY_DATA} of an import or {@code GRID_ALL_PAGES} of
 *     an export: an open set; null for a process
 * @param importDataSourceId the id of what an import reads: a file of the model, or something else if its source is no
 *     file, as another model; null if Anaplan names none
 */
public record ActionDefinition(
        ActionRef ref,
        String name,
        @Nullable String code,
        @Nullable String type,
        @Nullable String importDataSourceId) implements Serializable {
    /**
     * Checks that nothing required is missing.
     *
     * @param ref which action
     * @param name its name
     * @param code its code, or null
     * @param type Anaplan's name for what it does, such as {@code HIERARCHY_DATA} of an import or
     *     {@code GRID_ALL_PAGES} of an export
     * @param importDataSourceId the id of what an import reads
     */
    public ActionDefinition {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(name, "name");
    }

    /** {@return all of it on one line, with a blank for each character that cannot be shown} */
    @Override
    public String toString() {
        return Printable.shown("ActionDefinition[ref=" + ref + ", name=" + name + ", code=" + code + ", type=" + type
                + ", importDataSourceId=" + importDataSourceId + "]");
    }
}
