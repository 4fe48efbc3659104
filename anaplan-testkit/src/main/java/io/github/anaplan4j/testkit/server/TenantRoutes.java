package io.github.anaplan4j.testkit.server;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import tools.jackson.databind.node.ObjectNode;

/** The user of the fake over HTTP, and the workspaces and models that this user sees. Thread-safe. */
final class TenantRoutes {
    private final ModelRegistry models;
    private final TaskRegistry tasks;

    TenantRoutes(ModelRegistry models, TaskRegistry tasks) {
        this.models = models;
        this.tasks = tasks;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "/2/0/users/me", this::user),
                new Route("GET", "/2/0/workspaces", this::workspaces),
                // Of a single workspace Anaplan says this to everybody but administrators.
                new Route("GET", "/2/0/workspaces/[^/]+", (path, request) -> Reply.notFound(request)),
                new Route("GET", "/2/0/workspaces/([^/]+)/models", this::modelsOfWorkspace),
                new Route("GET", "/2/0/workspaces/[^/]+/models/[^/]+", this::wrongWayToAModel),
                new Route("GET", "/2/0/models", (path, request) -> models(model -> true, request)),
                new Route("GET", "/2/0/models/([^/]+)", this::model),
                new Route("GET", "/2/0/models/([^/]+)/status", this::status));
    }

    private Reply user(MatchResult path, LoggedRequest request) {
        return Reply.single(
                "user",
                "user",
                Json.object()
                        .put("id", "8a81b0127c2a2b2b017c2a2b2b2b2b2b")
                        .put("active", true)
                        .put("email", "ada@example.com")
                        .put("emailOptIn", false)
                        .put("firstName", "Ada")
                        .put("lastName", "Example")
                        .put("lastLoginDate", "2026-01-01T00:00:00.000+0000"));
    }

    private Reply workspaces(MatchResult path, LoggedRequest request) {
        List<ObjectNode> rows = models.all().stream()
                .map(model -> Json.object()
                        .put("id", model.ref().workspaceId())
                        .put("name", model.workspaceName())
                        .put("active", true)
                        .put("sizeAllowance", 10_737_418_240L))
                .distinct()
                .toList();
        return Reply.page("workspace", "workspaces", rows, request);
    }

    private Reply modelsOfWorkspace(MatchResult path, LoggedRequest request) {
        String workspaceId = Route.id(path, 1);
        return models(model -> model.ref().workspaceId().equals(workspaceId), request);
    }

    private Reply models(Predicate<ModelRegistry.Named> which, LoggedRequest request) {
        List<ObjectNode> rows =
                models.all().stream().filter(which).map(TenantRoutes::row).toList();
        return Reply.page("model", "models", rows, request);
    }

    private Reply wrongWayToAModel(MatchResult path, LoggedRequest request) {
        return Reply.error(405, "Method Not Allowed", request);
    }

    private Reply model(MatchResult path, LoggedRequest request) {
        Optional<ModelRegistry.Named> found = find(path);
        if (found.isEmpty()) {
            return Reply.notFound(request);
        }
        ObjectNode model = row(found.get());
        if (request.hasQuery("modelDetails=true")) {
            model.put(
                    "modelTransactionRunning",
                    tasks.runningOn(found.get().ref(), request.at()).isPresent());
        }
        return Reply.single("model", "model", model);
    }

    private Optional<ModelRegistry.Named> find(MatchResult path) {
        String id = Route.id(path, 1);
        return models.all().stream()
                .filter(model -> model.ref().modelId().equals(id))
                .findFirst();
    }

    private static ObjectNode row(ModelRegistry.Named model) {
        return Json.object()
                .put("id", model.ref().modelId())
                .put("name", model.name())
                .put("activeState", "UNLOCKED")
                .put("currentWorkspaceId", model.ref().workspaceId())
                .put("currentWorkspaceName", model.workspaceName());
    }

    // The one answer without an envelope.
    private Reply status(MatchResult path, LoggedRequest request) {
        Optional<ModelRegistry.Named> found = find(path);
        if (found.isEmpty()) {
            return Reply.notFound(request);
        }
        Optional<String> busy = tasks.runningOn(found.get().ref(), request.at());
        ObjectNode status = Json.object();
        status.putObject("requestStatus")
                .put("currentStep", busy.isPresent() ? "Processing …" : "Open")
                .put("progress", busy.isPresent() ? 0.5 : -1.0)
                .put("taskId", busy.orElse(null))
                .put("tooltip", "")
                .put("creationTime", request.at().toEpochMilli());
        return Reply.ok(status);
    }
}
