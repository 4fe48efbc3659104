package io.github.anaplan4j.watch;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;

/** An action was not started because another may still be running on its model: the watch of that one was given up. */
public final class ModelHeldException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    private final TaskRef heldBy;

    /**
     * @param model the model
     * @param heldBy the task that may still be running on it
     */
    public ModelHeldException(ModelRef model, TaskRef heldBy) {
        super(
                "Not started: the watch of " + heldBy + " was given up, so it may still be running on " + model
                        + ". Watch it to its end, or make sure that the model is free; then call release(model).",
                null);
        this.heldBy = heldBy;
    }

    /** {@return the task that may still be running} */
    public TaskRef heldBy() {
        return heldBy;
    }
}
