package io.github.anaplan4j.testkit;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;

/** The user of the fake, and the workspaces and models that he sees. Thread-safe. */
final class FakeTenant {
    private final FakeModels models;
    private final FakeActions actions;

    FakeTenant(FakeModels models, FakeActions actions) {
        this.models = models;
        this.actions = actions;
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

    private Reply user(MatchResult path, RecordedRequest request) {
        return Reply.single("user", "user", """
                {"id":"8a81b0127c2a2b2b017c2a2b2b2b2b2b","active":true,"email":"ada@example.com","emailOptIn":false,\
                "firstName":"Ada","lastName":"Example","lastLoginDate":"2026-01-01T00:00:00.000+0000"}""");
    }

    private Reply workspaces(MatchResult path, RecordedRequest request) {
        List<String> rows = models.all().stream()
                .map(model -> "{\"id\":%s,\"name\":%s,\"active\":true,\"sizeAllowance\":10737418240}"
                        .formatted(Reply.quoted(model.ref().workspaceId()), Reply.quoted(model.workspaceName())))
                .distinct()
                .toList();
        return Reply.page("workspace", "workspaces", rows, request);
    }

    private Reply modelsOfWorkspace(MatchResult path, RecordedRequest request) {
        String workspaceId = Route.id(path, 1);
        return models(model -> model.ref().workspaceId().equals(workspaceId), request);
    }

    private Reply models(Predicate<FakeModels.Named> which, RecordedRequest request) {
        List<String> rows =
                models.all().stream().filter(which).map(model -> row(model, "")).toList();
        return Reply.page("model", "models", rows, request);
    }

    private Reply wrongWayToAModel(MatchResult path, RecordedRequest request) {
        return Reply.error(405, "Method Not Allowed", request);
    }

    private Reply model(MatchResult path, RecordedRequest request) {
        Optional<FakeModels.Named> found = find(path);
        if (found.isEmpty()) {
            return Reply.notFound(request);
        }
        boolean busy = actions.runningOn(found.get().ref(), request.at()).isPresent();
        String details = request.hasQuery("modelDetails=true") ? ",\"modelTransactionRunning\":" + busy : "";
        return Reply.single("model", "model", row(found.get(), details));
    }

    private Optional<FakeModels.Named> find(MatchResult path) {
        String id = Route.id(path, 1);
        return models.all().stream()
                .filter(model -> model.ref().modelId().equals(id))
                .findFirst();
    }

    private static String row(FakeModels.Named model, String more) {
        return "{\"id\":%s,\"name\":%s,\"activeState\":\"UNLOCKED\",\"currentWorkspaceId\":%s,\"currentWorkspaceName\":%s%s}"
                .formatted(
                        Reply.quoted(model.ref().modelId()),
                        Reply.quoted(model.name()),
                        Reply.quoted(model.ref().workspaceId()),
                        Reply.quoted(model.workspaceName()),
                        more);
    }

    // The one answer without an envelope.
    private Reply status(MatchResult path, RecordedRequest request) {
        Optional<FakeModels.Named> found = find(path);
        if (found.isEmpty()) {
            return Reply.notFound(request);
        }
        Optional<FakeTask> busy = actions.runningOn(found.get().ref(), request.at());
        return Reply.ok(
                "{\"requestStatus\":{\"currentStep\":%s,\"progress\":%s,\"taskId\":%s,\"tooltip\":\"\",\"creationTime\":%d}}"
                        .formatted(
                                Reply.quoted(busy.isPresent() ? "Processing …" : "Open"),
                                busy.isPresent() ? "0.5" : "-1.0",
                                busy.map(task -> Reply.quoted(task.taskId())).orElse("null"),
                                request.at().toEpochMilli()));
    }
}
