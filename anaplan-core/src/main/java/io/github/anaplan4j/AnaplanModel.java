package io.github.anaplan4j;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.LookupException;
import io.github.anaplan4j.internal.Engine;
import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.FileDefinition;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelDefinition;
import io.github.anaplan4j.task.ModelRef;
import java.util.List;

/**
 * A model of a workspace.
 *
 * <p>It is a handle without state. Thread-safe.
 */
public final class AnaplanModel {
    private final ModelRef ref;
    private final Engine engine;

    AnaplanModel(ModelRef ref, Engine engine) {
        this.ref = ref;
        this.engine = engine;
    }

    /** {@return the reference to this model} */
    public ModelRef ref() {
        return ref;
    }

    /**
     * Lists the actions of one kind.
     *
     * @param kind a kind of action
     * @return the actions of that kind that this user may see, in Anaplan's order
     * @throws AnaplanException if there was no usable answer
     */
    public List<ActionDefinition> actions(ActionKind kind) {
        return engine.definitions().actions(ref, kind);
    }

    /**
     * Makes a handle to an action by its id, without sending anything.
     *
     * @param kind the kind of action
     * @param actionId its id
     * @return a handle to it
     * @throws IllegalArgumentException if the id is empty or could change the path of a URL
     */
    public AnaplanAction action(ActionKind kind, String actionId) {
        return new AnaplanAction(ref.action(kind, actionId), engine);
    }

    /**
     * Finds an action by its name: the exact name, or, if there is none, the name without regard to case.
     *
     * @param kind the kind of action
     * @param name its name
     * @return a handle to it
     * @throws LookupException if none or several have that name
     * @throws AnaplanException if there was no usable answer
     */
    public AnaplanAction actionNamed(ActionKind kind, String name) {
        return new AnaplanAction(engine.finding().named(ref, kind, name).ref(), engine);
    }

    /**
     * Makes a handle to a process by its id, without sending anything.
     *
     * @param processId the id of a process
     * @return a handle to it
     * @throws IllegalArgumentException if the id is empty or could change the path of a URL
     */
    public AnaplanAction process(String processId) {
        return action(ActionKind.PROCESS, processId);
    }

    /**
     * Finds a process by its name, like {@link #actionNamed}.
     *
     * @param name the name of a process
     * @return a handle to it
     * @throws LookupException if none or several have that name
     * @throws AnaplanException if there was no usable answer
     */
    public AnaplanAction processNamed(String name) {
        return actionNamed(ActionKind.PROCESS, name);
    }

    /**
     * {@return the files of this model that this user may see, in Anaplan's order}
     *
     * @throws AnaplanException if there was no usable answer
     */
    public List<FileDefinition> files() {
        return engine.definitions().files(ref);
    }

    /**
     * Finds a file by its name, like {@link #actionNamed}.
     *
     * @param name the name of a file
     * @return a handle to it
     * @throws LookupException if none or several have that name
     * @throws AnaplanException if there was no usable answer
     */
    public AnaplanFile fileNamed(String name) {
        return new AnaplanFile(engine.finding().fileNamed(ref, name).ref(), engine);
    }

    /**
     * Asks what Anaplan says of this model, to see whether this user sees it and whether it can be used.
     *
     * <p>It starts nothing, and is meant for checks of health.
     *
     * @return its name, its workspace and its state
     * @throws AnaplanException if this user does not see it, or there was no usable answer
     */
    public ModelDefinition definition() {
        return engine.definitions().model(ref);
    }

    /**
     * Makes a handle to a file by its id, without sending anything.
     *
     * @param fileId its id; that of an export's output is the export's own, also if the export ran inside a process
     * @return a handle to it
     * @throws IllegalArgumentException if the id is empty or could change the path of a URL
     */
    public AnaplanFile file(String fileId) {
        return new AnaplanFile(new FileRef(ref, fileId), engine);
    }

    /** {@return {@code workspaces/W/models/M}} */
    @Override
    public String toString() {
        return ref.toString();
    }
}
