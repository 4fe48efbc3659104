package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.task.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;

/** The models of the fake, with their names. Thread-safe. */
public final class ModelRegistry {
    /** The model that each fake has from its start on. */
    public static final ModelRef HOME =
            new ModelRef("8a8b8c8d8e8f80818283848586878889", "75A40874E6B64FA3AE0743278996850F");

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Map<ModelRef, Named> models = new LinkedHashMap<>();
    private final Map<ModelRef, Instant> closed = new HashMap<>(); // and since when

    /**
     * A model and its names.
     *
     * @param ref which one
     * @param name its name
     * @param workspaceName the name of its workspace
     */
    record Named(ModelRef ref, String name, String workspaceName) {}

    ModelRegistry() {
        add(new Named(HOME, "Demo model", "Demo workspace"));
    }

    private void add(Named model) {
        models.put(model.ref(), model);
    }

    /**
     * Adds a model.
     *
     * @param model its ids
     * @param name its name
     * @param workspaceName the name of its workspace
     */
    public synchronized void add(ModelRef model, String name, String workspaceName) {
        add(new Named(model, name, workspaceName));
    }

    /**
     * Adds a model that was not mentioned before, with its ids for names.
     *
     * @param model its ids
     */
    public synchronized void addIfMissing(ModelRef model) {
        if (!has(model)) {
            String workspaceName = ofWorkspace(model.workspaceId()).stream()
                    .map(Named::workspaceName)
                    .findFirst()
                    .orElse(model.workspaceId());
            add(model, model.modelId(), workspaceName);
        }
    }

    /**
     * Removes a model.
     *
     * @param model which model
     */
    public synchronized void remove(ModelRef model) {
        models.remove(model);
    }

    synchronized boolean has(ModelRef model) {
        return models.containsKey(model);
    }

    synchronized List<Named> all() {
        return new ArrayList<>(models.values());
    }

    synchronized List<Named> ofWorkspace(String workspaceId) {
        return models.values().stream()
                .filter(model -> model.ref().workspaceId().equals(workspaceId))
                .toList();
    }

    List<Route> guarding(List<Route> routes) {
        return routes.stream().map(this::guarding).toList();
    }

    /** Returns a route below a model which answers only if there is such a model. */
    Route guarding(Route route) {
        return new Route(
                route.method(),
                route.path(),
                (path, request) -> has(ref(path)) ? route.handler().answer(path, request) : Reply.notFound(request));
    }

    synchronized void open(ModelRef model) {
        closed.remove(model);
    }

    synchronized void close(ModelRef model, Instant now) {
        closed.putIfAbsent(model, now);
    }

    /** Returns whether a model is open, in Anaplan's words. */
    synchronized String openness(ModelRef model, Instant now) {
        Instant since = closed.get(model);
        return since == null ? "Open" : now.isBefore(since.plus(CLOSING)) ? "Closing" : "Closed";
    }

    /** Returns the model that is asked for, there or not; many paths do not name the workspace. */
    synchronized ModelRef ref(MatchResult path) {
        String modelId = Route.id(path, 2);
        return path.group(1) != null
                ? new ModelRef(Route.id(path, 1), modelId)
                : models.keySet().stream()
                        .filter(model -> model.modelId().equals(modelId))
                        .findFirst()
                        .orElseGet(() -> new ModelRef(HOME.workspaceId(), modelId));
    }
}
