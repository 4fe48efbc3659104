package io.github.anaplan4j;

import io.github.anaplan4j.error.ActionLookupException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.internal.Engine;
import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.FileDefinition;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import java.util.List;

/** One model. A handle without state: thread-safe. */
public final class AnaplanModel {
    private final ModelRef ref;
    private final Engine engine;

    AnaplanModel(ModelRef ref, Engine engine) {
        this.ref = ref;
        this.engine = engine;
    }

    /** {@return which model this is} */
    public ModelRef ref() {
        return ref;
    }

    /**
     * @param kind a kind of action
     * @return the actions of that kind that this user may see, in Anaplan's order
     * @throws AnaplanException if there was no usable answer
     */
    public List<ActionDefinition> actions(ActionKind kind) {
        return engine.definitions().actions(ref, kind);
    }

    /**
     * An action by its id. Sends nothing.
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
     * An action by its name: exactly so, or, if there is none, without regard to case.
     *
     * @param kind the kind of action
     * @param name its name
     * @return a handle to it
     * @throws ActionLookupException if none or several have that name
     * @throws AnaplanException if there was no usable answer
     */
    public AnaplanAction actionNamed(ActionKind kind, String name) {
        return new AnaplanAction(engine.actions().named(ref, kind, name).ref(), engine);
    }

    /**
     * @param processId the id of a process
     * @return a handle to it
     * @throws IllegalArgumentException if the id is empty or could change the path of a URL
     */
    public AnaplanAction process(String processId) {
        return action(ActionKind.PROCESS, processId);
    }

    /**
     * @param name the name of a process
     * @return a handle to it
     * @throws ActionLookupException if none or several have that name
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
     * A file by its id. Sends nothing.
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
