package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.ModelRef;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;

/** The user of the fake, and the one workspace and model that he sees. Thread-safe. */
final class FakeTenant {
    private static final String WORKSPACE_NAME = "Demo workspace";
    private static final String MODEL_NAME = "Demo model";

    private final ModelRef home;
    private final FakeActions actions;

    FakeTenant(ModelRef home, FakeActions actions) {
        this.home = home;
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
                new Route("GET", "/2/0/models", (path, request) -> models(true, request)),
                new Route("GET", "/2/0/models/([^/]+)", this::model),
                new Route("GET", "/2/0/models/([^/]+)/status", this::status));
    }

    private Reply user(MatchResult path, RecordedRequest request) {
        return Reply.single("user", "user", """
                {"id":"8a81b0127c2a2b2b017c2a2b2b2b2b2b","active":true,"email":"ada@example.com","emailOptIn":false,\
                "firstName":"Ada","lastName":"Example","lastLoginDate":"2026-01-01T00:00:00.000+0000"}""");
    }

    private Reply workspaces(MatchResult path, RecordedRequest request) {
        String row = "{\"id\":%s,\"name\":%s,\"active\":true,\"sizeAllowance\":10737418240}"
                .formatted(Reply.quoted(home.workspaceId()), Reply.quoted(WORKSPACE_NAME));
        return Reply.page("workspace", "workspaces", List.of(row), request);
    }

    private Reply modelsOfWorkspace(MatchResult path, RecordedRequest request) {
        return models(Route.id(path, 1).equals(home.workspaceId()), request);
    }

    private Reply models(boolean visible, RecordedRequest request) {
        return Reply.page("model", "models", visible ? List.of(modelRow("")) : List.of(), request);
    }

    private Reply wrongWayToAModel(MatchResult path, RecordedRequest request) {
        return Reply.error(405, "Method Not Allowed", request);
    }

    private Reply model(MatchResult path, RecordedRequest request) {
        if (!Route.id(path, 1).equals(home.modelId())) {
            return Reply.notFound(request);
        }
        boolean busy = actions.runningOn(home, request.at()).isPresent();
        String details = request.hasQuery("modelDetails=true") ? ",\"modelTransactionRunning\":" + busy : "";
        return Reply.single("model", "model", modelRow(details));
    }

    private String modelRow(String more) {
        return "{\"id\":%s,\"name\":%s,\"activeState\":\"UNLOCKED\",\"currentWorkspaceId\":%s,\"currentWorkspaceName\":%s%s}"
                .formatted(
                        Reply.quoted(home.modelId()),
                        Reply.quoted(MODEL_NAME),
                        Reply.quoted(home.workspaceId()),
                        Reply.quoted(WORKSPACE_NAME),
                        more);
    }

    // The one answer without an envelope.
    private Reply status(MatchResult path, RecordedRequest request) {
        if (!Route.id(path, 1).equals(home.modelId())) {
            return Reply.notFound(request);
        }
        Optional<FakeTask> busy = actions.runningOn(home, request.at());
        return Reply.ok(
                "{\"requestStatus\":{\"currentStep\":%s,\"progress\":%s,\"taskId\":%s,\"tooltip\":\"\",\"creationTime\":%d}}"
                        .formatted(
                                Reply.quoted(busy.isPresent() ? "Processing …" : "Open"),
                                busy.isPresent() ? "0.5" : "-1.0",
                                busy.map(task -> Reply.quoted(task.taskId())).orElse("null"),
                                request.at().toEpochMilli()));
    }
}
