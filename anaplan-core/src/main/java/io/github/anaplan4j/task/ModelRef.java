package io.github.anaplan4j.task;

import java.io.Serializable;

/**
 * Names a model in its workspace.
 *
 * <p>Ids are opaque strings. Their case counts, and they are checked only for what would break a URL.
 *
 * @param workspaceId the workspace's id, usually 32 lower-case hexadecimal digits
 * @param modelId the model's id, usually 32 upper-case hexadecimal digits
 */
public record ModelRef(String workspaceId, String modelId) implements Serializable {
    /**
     * Checks the ids.
     *
     * @param workspaceId the workspace's id, usually 32 lower-case hexadecimal digits
     * @param modelId the model's id, usually 32 upper-case hexadecimal digits
     * @throws IllegalArgumentException if an id is empty or could change the path of a URL
     */
    public ModelRef {
        Ids.check("workspace id", workspaceId);
        Ids.check("model id", modelId);
    }

    /**
     * Names an action of this model.
     *
     * @param kind the kind of action
     * @param actionId the id of an action of that kind
     * @return that action
     * @throws IllegalArgumentException if the id is empty or could change the path of a URL
     */
    public ActionRef action(ActionKind kind, String actionId) {
        return new ActionRef(this, kind, actionId);
    }

    /**
     * Names a process of this model.
     *
     * @param processId the id of a process of this model
     * @return that process
     * @throws IllegalArgumentException if the id is empty or could change the path of a URL
     */
    public ActionRef process(String processId) {
        return action(ActionKind.PROCESS, processId);
    }

    /** {@return {@code workspaces/W/models/M}} */
    @Override
    public String toString() {
        return "workspaces/" + workspaceId + "/models/" + modelId;
    }
}
