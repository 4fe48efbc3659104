package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileDefinition;
import io.github.anaplan4j.task.ModelDefinition;
import io.github.anaplan4j.task.ModelRef;
import java.util.List;

/**
 * Tells what a model defines.
 *
 * <p>Each method throws an {@link AnaplanException} if there is no usable answer. Thread-safe.
 */
public interface Definitions {
    /**
     * Lists the actions of one kind.
     *
     * @param model the model
     * @param kind the kind of action
     * @return all actions of that kind, in the server's order
     */
    List<ActionDefinition> actions(ModelRef model, ActionKind kind);

    /**
     * Tells what a process is made of.
     *
     * @param process a process
     * @return what the model says of it
     */
    ProcessDefinition process(ActionRef process);

    /**
     * Lists the models of all workspaces.
     *
     * @return those that the user may see, in the server's order
     */
    List<ModelDefinition> models();

    /**
     * Tells what Anaplan says of a model.
     *
     * @param model the model
     * @return what it says
     */
    ModelDefinition model(ModelRef model);

    /**
     * Asks who is logged in.
     *
     * @return the e-mail address of the user
     */
    String user();

    /**
     * Lists the files.
     *
     * @param model the model
     * @return its files, in the server's order
     */
    List<FileDefinition> files(ModelRef model);
}
