package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.error.LookupException;
import io.github.anaplan4j.error.LookupException.Candidate;
import io.github.anaplan4j.internal.port.Definitions;
import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileDefinition;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelDefinition;
import io.github.anaplan4j.task.ModelRef;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds models, and the actions and files of one.
 *
 * <p>A name is looked for exactly, and only then without regard to case. Names are not unique, so two matches are an
 * error. Thread-safe.
 */
public final class FindDefinitions {
    private final Definitions definitions;

    /**
     * Makes the use case.
     *
     * @param definitions tells what the model defines
     */
    public FindDefinitions(Definitions definitions) {
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
     * @throws LookupException if there is none, or more than one
     */
    public ActionDefinition named(ModelRef model, ActionKind kind, String name) {
        return one(
                definitions.actions(model, kind),
                action -> new Candidate(action.name(), action.ref().actionId()),
                kind.collection(),
                model.toString(),
                name);
    }

    /**
     * Finds a file by its name.
     *
     * @param model the model
     * @param name its name
     * @return the one file of that name
     * @throws LookupException if there is none, or more than one
     */
    public FileDefinition fileNamed(ModelRef model, String name) {
        return one(
                definitions.files(model),
                file -> new Candidate(file.name(), file.ref().fileId()),
                "files",
                model.toString(),
                name);
    }

    /**
     * Finds a model by its name and that of its workspace.
     *
     * @param workspace the name or the id of the workspace
     * @param name its name
     * @return the one model of that name
     * @throws LookupException if there is none, or more than one
     */
    public ModelDefinition modelNamed(String workspace, String name) {
        List<ModelDefinition> there = definitions.models().stream()
                .filter(model -> model.workspaceName().equalsIgnoreCase(workspace)
                        || model.ref().workspaceId().equalsIgnoreCase(workspace))
                .toList();
        return one(
                there,
                model -> new Candidate(model.name(), model.ref().modelId()),
                "models",
                "workspace \"" + workspace + "\"",
                name);
    }

    private static <T> T one(List<T> all, Function<T, Candidate> named, String kind, String place, String name) {
        List<T> matches = matching(all, it -> named.apply(it).name().equals(name));
        if (matches.isEmpty()) {
            matches = matching(all, it -> named.apply(it).name().equalsIgnoreCase(name));
        }
        if (matches.size() != 1) {
            List<Candidate> candidates =
                    (matches.isEmpty() ? all : matches).stream().map(named).toList();
            throw new LookupException(kind, place, name, candidates, matches.isEmpty());
        }
        return matches.get(0);
    }

    private static <T> List<T> matching(List<T> all, Predicate<T> condition) {
        return all.stream().filter(condition).toList();
    }
}
