package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileDefinition;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelDefinition;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fake of the port: a model in memory, and the failures that come before its answers. */
public final class FakeDefinitions implements Definitions {
    /** The calls in their order: actions, process, files. */
    public final List<String> calls = new ArrayList<>();

    private final List<ActionDefinition> actions = new ArrayList<>();
    private final List<ModelDefinition> models = new ArrayList<>();
    private final List<FileDefinition> files = new ArrayList<>();
    private final Map<ActionRef, ProcessDefinition> processes = new HashMap<>();
    private final Deque<RuntimeException> failures = new ArrayDeque<>();

    public FakeDefinitions defining(ActionRef action, String name) {
        return defining(action, name, null);
    }

    public FakeDefinitions defining(ActionRef action, String name, @Nullable String importDataSourceId) {
        actions.add(new ActionDefinition(action, name, null, null, importDataSourceId));
        return this;
    }

    public FakeDefinitions definingFile(FileRef file) {
        files.add(new FileDefinition(file, "source.csv", 1, "txt", "UTF-8"));
        return this;
    }

    public FakeDefinitions definingProcess(ActionRef process, String name, ProcessStep... steps) {
        processes.put(process, new ProcessDefinition(name, List.of(steps)));
        return defining(process, name);
    }

    public FakeDefinitions failing(RuntimeException failure) {
        failures.add(failure);
        return this;
    }

    @Override
    public List<ActionDefinition> actions(ModelRef model, ActionKind kind) {
        record("actions");
        return actions.stream()
                .filter(action -> action.ref().model().equals(model))
                .filter(action -> action.ref().kind() == kind)
                .toList();
    }

    @Override
    public ProcessDefinition process(ActionRef process) {
        record("process");
        return processes.get(process);
    }

    public FakeDefinitions definingModel(ModelRef model, String name, String workspaceName) {
        models.add(new ModelDefinition(model, name, workspaceName, "UNLOCKED"));
        return this;
    }

    @Override
    public List<ModelDefinition> models() {
        record("models");
        return List.copyOf(models);
    }

    @Override
    public ModelDefinition model(ModelRef model) {
        record("model");
        return models.stream().filter(it -> it.ref().equals(model)).findFirst().orElseThrow();
    }

    @Override
    public String user() {
        record("user");
        return "ada@example.com";
    }

    @Override
    public List<FileDefinition> files(ModelRef model) {
        record("files");
        return files.stream().filter(file -> file.ref().model().equals(model)).toList();
    }

    private void record(String call) {
        calls.add(call);
        if (!failures.isEmpty()) {
            throw failures.poll();
        }
    }
}
