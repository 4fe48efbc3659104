package io.github.anaplan4j.task;

import java.io.Serializable;
import java.util.Objects;

/**
 * Names an action of a model, which can be started.
 *
 * @param model the model
 * @param kind the kind of action; it decides the collection and is never guessed from the id
 * @param actionId the id of the process, import, export or other action
 */
public record ActionRef(ModelRef model, ActionKind kind, String actionId) implements Serializable {
    /**
     * Checks the id.
     *
     * @param model the model
     * @param kind the kind of action
     * @param actionId the id of the process, import, export or other action
     * @throws IllegalArgumentException if the id is empty or could change the path of a URL
     */
    public ActionRef {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(kind, "kind");
        Ids.check("action id", actionId);
    }

    /**
     * Names one run of this action.
     *
     * @param taskId the id of one run of this action, as the start returned it
     * @return the task of that run
     * @throws IllegalArgumentException if the id is empty or could change the path of a URL
     */
    public TaskRef task(String taskId) {
        return new TaskRef(this, taskId);
    }

    /** {@return {@code workspaces/W/models/M/processes/P}, with the collection of the kind} */
    @Override
    public String toString() {
        return model + "/" + kind.collection() + "/" + actionId;
    }
}
