package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;

/** Starting, listing, watching and cancelling tasks over HTTP. Thread-safe. */
final class TaskRoutes {
    private final ModelRegistry models;
    private final ActionRegistry actions;
    private final TaskRegistry tasks;

    TaskRoutes(ModelRegistry models, ActionRegistry actions, TaskRegistry tasks) {
        this.models = models;
        this.actions = actions;
        this.tasks = tasks;
    }

    List<Route> routes() {
        return List.of(
                models.guarding(new Route("POST", ApiPaths.ACTION + "/tasks", this::start)),
                new Route("GET", ApiPaths.ACTION + "/tasks", this::list),
                models.guarding(new Route("GET", ApiPaths.TASK, this::status)),
                models.guarding(new Route("DELETE", ApiPaths.TASK, this::cancel)));
    }

    /** Returns the task that a path names. */
    static TaskRef task(ModelRegistry models, MatchResult path) {
        return ActionRoutes.action(models, path).task(Route.id(path, 5));
    }

    private Reply start(MatchResult path, LoggedRequest request) {
        ActionRef action = ActionRoutes.action(models, path);
        Optional<ActionRegistry.Definition> found = actions.find(action);
        if (found.isEmpty()) {
            return Reply.notFound(request);
        }
        if (!hasLocaleBeforeMapping(request)) {
            return Reply.error(400, "localeName is missing, or comes after mappingParameters", request);
        }
        TaskRef task = tasks.start(action, found.get().script(), request.at());
        return Reply.single(
                "task",
                "task",
                new JsonObject()
                        .put("taskId", task.taskId())
                        .put("taskState", RunState.NOT_STARTED.name())
                        .put("creationTime", request.at().toEpochMilli()));
    }

    private static boolean hasLocaleBeforeMapping(LoggedRequest request) {
        List<String> members = List.copyOf(Json.parsed(request.body()).members().keySet());
        int locale = members.indexOf("localeName");
        int mapping = members.indexOf("mappingParameters");
        return locale >= 0 && (mapping < 0 || locale < mapping);
    }

    // Never 404: wrong ids and no access look like an action that never ran.
    private Reply list(MatchResult path, LoggedRequest request) {
        ActionRef action = ActionRoutes.action(models, path);
        return Listing.of(
                "task", "tasks", models.has(action.model()) ? tasks.rows(action, request.at()) : List.of(), request);
    }

    private Reply status(MatchResult path, LoggedRequest request) {
        TaskRef task = task(models, path);
        return status(task, request.isAsked("includeProcessDetails"), request);
    }

    private Reply status(TaskRef task, boolean details, LoggedRequest request) {
        JsonObject envelope = Reply.envelope("models/" + task.model().modelId() + "/objects/task");
        return tasks.render(task, envelope, details, request.at()) ? Reply.ok(envelope) : Reply.notFound(request);
    }

    private Reply cancel(MatchResult path, LoggedRequest request) {
        TaskRef task = task(models, path);
        tasks.cancelByRunner(task, request.at());
        return status(task, false, request);
    }
}
