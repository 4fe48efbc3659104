package io.github.anaplan4j.error;

import io.github.anaplan4j.task.ModelRef;

/**
 * An action was not started, because another may still be running on its model.
 *
 * <p>The cause tells what became of the other.
 */
public final class ModelHeldException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception for a model that is held.
     *
     * @param model the model
     * @param heldBy the reason why nobody knows whether the model is free
     */
    public ModelHeldException(ModelRef model, Throwable heldBy) {
        super(
                "Not started: an action that went before may still be running on " + model + " (" + heldBy.getMessage()
                        + "). Make sure that the model is free; then call release(model).",
                heldBy);
    }
}
