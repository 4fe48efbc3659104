package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.error.ActionLookupException;
import io.github.anaplan4j.internal.port.Definitions;
import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileDefinition;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the actions of a model.
 *
 * <p>A name is looked for exactly, and only then without regard to case. Names are not unique, so two matches are an
 * error. Thread-safe.
 */
public final class FindActions {
    private final Definitions definitions;

    /**
     * Makes the use case.
     *
     * @param definitions tells what the model defines
     */
    public FindActions(Definitions definitions) {
        this.definitions = definitions;
    }

    /**
     * Finds an action by its id.
     *
     * @param action which action
     * @return what the model says of it; empty if it has no such action
     */
    public Optional<ActionDefinition> find(ActionRef action) {
        return definitions.actions(action.model(), action.kind()).stream()
                .filter(definition -> definition.ref().equals(action))
                .findFirst();
    }

    /**
     * Finds the file that an import reads.
     *
     * <p>What Anaplan names as the source is a file only if the model lists it. To upload to another would make one.
     *
     * @param importAction the import
     * @return the file; empty if it reads none, or the model has no such import
     */
    public Optional<FileRef> sourceFile(ActionRef importAction) {
        Optional<String> source = find(importAction).map(ActionDefinition::importDataSourceId);
        return source.flatMap(id -> definitions.files(importAction.model()).stream()
                .map(FileDefinition::ref)
                .filter(file -> file.fileId().equals(id))
                .findFirst());
    }

    /**
     * Finds an action by its name.
     *
     * @param model the model
     * @param kind the kind of action
     * @param name its name
     * @return the one action of that name
     * @throws ActionLookupException if there is none, or more than one
     */
    public ActionDefinition named(ModelRef model, ActionKind kind, String name) {
        List<ActionDefinition> all = definitions.actions(model, kind);
        List<ActionDefinition> matches =
                matching(all, definition -> definition.name().equals(name));
        if (matches.isEmpty()) {
            matches = matching(all, definition -> definition.name().equalsIgnoreCase(name));
        }
        if (matches.size() != 1) {
            throw new ActionLookupException(model, kind, name, matches.isEmpty() ? all : matches, matches.isEmpty());
        }
        return matches.get(0);
    }

    private static List<ActionDefinition> matching(
            List<ActionDefinition> definitions, Predicate<ActionDefinition> condition) {
        return definitions.stream().filter(condition).toList();
    }
}
