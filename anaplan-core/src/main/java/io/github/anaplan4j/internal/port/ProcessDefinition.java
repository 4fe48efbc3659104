package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.task.ProcessStep;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * A process as the model defines it.
 *
 * @param name its name; empty if the server sent none
 * @param steps the actions inside it, in the order in which they run
 */
public record ProcessDefinition(String name, List<ProcessStep> steps) implements Serializable {
    /**
     * Copies the list.
     *
     * @param name its name
     * @param steps the actions inside it, in the order in which they run
     */
    public ProcessDefinition {
        Objects.requireNonNull(name, "name");
        steps = List.copyOf(steps);
    }
}
