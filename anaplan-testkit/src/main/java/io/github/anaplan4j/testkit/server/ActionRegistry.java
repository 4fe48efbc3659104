package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.testkit.page.Snapshot;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The actions that the fake has, and how their runs go. Thread-safe. */
public final class ActionRegistry {
    private final Map<ActionRef, Definition> definitions = new LinkedHashMap<>();
    private final Map<ActionRef, FileRef> sources = new HashMap<>(); // of imports

    /**
     * An action.
     *
     * @param action which one
     * @param name its name
     * @param type Anaplan's name for what it does
     * @param script how its runs go
     * @param steps the actions inside it
     */
    record Definition(ActionRef action, String name, String type, RunScript script, List<ProcessStep> steps) {}

    ActionRegistry() {}

    /**
     * Adds an action, or replaces it.
     *
     * @param action which action
     * @param name its name
     * @param type Anaplan's name for what it does
     * @param script how its runs go
     * @param steps the actions inside it
     * @throws IllegalArgumentException if the script does not say how it begins
     */
    public synchronized void add(
            ActionRef action, String name, String type, RunScript script, List<ProcessStep> steps) {
        definitions.put(action, new Definition(action, name, type, script.begun(), List.copyOf(steps)));
    }

    /**
     * Lets an import read a file.
     *
     * @param action which import
     * @param file which file
     */
    public synchronized void addSource(ActionRef action, FileRef file) {
        sources.put(action, file);
    }

    synchronized Optional<FileRef> source(ActionRef action) {
        return Optional.ofNullable(sources.get(action));
    }

    synchronized Optional<Definition> find(ActionRef action) {
        return Optional.ofNullable(definitions.get(action));
    }

    /**
     * Returns how the runs of an action go.
     *
     * @param action which action
     * @return how the runs of an action go
     * @throws IllegalArgumentException if there is no such action
     */
    public RunScript script(ActionRef action) {
        return find(action)
                .map(Definition::script)
                .orElseThrow(() -> new IllegalArgumentException("There is no action " + action
                        + " on the fake. Add it first, with givenProcess or" + " models().givenAction."));
    }

    synchronized List<Definition> ofKind(ModelRef model, ActionKind kind) {
        return definitions.values().stream()
                .filter(definition -> definition.action().model().equals(model)
                        && definition.action().kind() == kind)
                .toList();
    }

    String name(ActionRef action) {
        return find(action).map(Definition::name).orElse(action.actionId());
    }

    synchronized List<ActionRef> all() {
        return List.copyOf(definitions.keySet());
    }

    /** Returns the actions of a model, for the page. */
    synchronized List<Snapshot.Action> snapshots(ModelRef model) {
        return definitions.values().stream()
                .filter(definition -> definition.action().model().equals(model))
                .map(definition -> new Snapshot.Action(
                        definition.action().toString(),
                        definition.action().kind().name().toLowerCase(Locale.ROOT),
                        definition.action().actionId(),
                        definition.name()))
                .toList();
    }
}
