package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.testkit.server.ScriptedStep;
import java.util.Objects;

/**
 * An action of a {@link Scenario} and how it ends. It is an import, an export or a deletion, inside a process or by
 * itself. Immutable.
 */
public final class Step {
    private final ScriptedStep step;

    private Step(ScriptedStep step) {
        this.step = step;
    }

    private static Step of(ActionKind kind, String name, String type) {
        return new Step(ScriptedStep.of(kind, Objects.requireNonNull(name, "name"), type));
    }

    ScriptedStep scripted() {
        return step;
    }

    /**
     * Makes an import of a hierarchy that loads whatever there is.
     *
     * @param name the import's name
     * @return the import
     */
    public static Step importing(String name) {
        return of(ActionKind.IMPORT, name, "HIERARCHY_DATA");
    }

    /**
     * Makes an export.
     *
     * @param name the export's name
     * @return the export
     */
    public static Step exporting(String name) {
        return of(ActionKind.EXPORT, name, "TABULAR_MULTI_COLUMN");
    }

    /**
     * Makes a deletion.
     *
     * @param name the action's name
     * @return the deletion
     */
    public static Step deleting(String name) {
        return of(ActionKind.ACTION, name, "DELETE_BY_SELECTION");
    }

    /**
     * Lets this import reject rows. It goes through all the same, and has a dump of as many rows.
     *
     * @param rejected how many rows it rejects
     * @param total of how many
     * @return this import, rejecting rows
     * @throws IllegalArgumentException if it rejects more rows than there are, or less than none
     * @throws IllegalStateException if this is no import
     */
    public Step rejecting(int rejected, int total) {
        if (step.kind() != ActionKind.IMPORT) {
            throw new IllegalStateException("\"" + step.name() + "\" is no import, so it cannot reject rows.");
        }
        if (rejected < 0 || rejected > total) {
            throw new IllegalArgumentException("Of " + total + " rows, " + rejected + " cannot be rejected.");
        }
        return new Step(step.rejecting(rejected, total));
    }

    /**
     * Lets this action fail. Of a process no later step is run.
     *
     * @param why Anaplan's words, such as {@code The file to be imported is no longer available}
     * @return this action, failing
     */
    public Step failing(String why) {
        return new Step(step.failing(Objects.requireNonNull(why, "why")));
    }

    /**
     * Lets this action fail, with Anaplan's name for the error. Of a process no later step is run.
     *
     * @param why Anaplan's words
     * @param errorType Anaplan's name for that, such as {@code uploadedFileNoLongerAvailable}
     * @return this action, failing
     */
    public Step failing(String why, String errorType) {
        return new Step(step.failing(Objects.requireNonNull(why, "why"), errorType));
    }

    /**
     * Gives this action an id of its own. Without this it has one of its kind and its place.
     *
     * @param id its id, such as {@code 112000000003}
     * @return this action with that id
     */
    public Step withId(String id) {
        return new Step(step.withId(id));
    }
}
