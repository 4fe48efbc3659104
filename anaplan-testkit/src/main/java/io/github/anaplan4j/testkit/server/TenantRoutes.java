package io.github.anaplan4j.testkit.server;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;

/** The user of the fake over HTTP, and the workspaces and models that this user sees. Thread-safe. */
final class TenantRoutes {
    static final String USER_ID = "8a81b0127c2a2b2b017c2a2b2b2b2b2b";
    static final String USER_EMAIL = "ada@example.com";
    static final String CUSTOMER_ID = "8a81b0127c2a2b2b017c2a2b2b2b2b2c";

    private static final String USER = "/2/0/users/(me|" + USER_ID + ")";
    private static final String DATE = "2026-01-01T00:00:00.000+0000";

    private final ModelRegistry models;
    private final TaskRegistry tasks;

    TenantRoutes(ModelRegistry models, TaskRegistry tasks) {
        this.models = models;
        this.tasks = tasks;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "/2/0/users", (path, request) -> Listing.ofTenant("user", "users", users(), request)),
                new Route("GET", USER, (path, request) -> Reply.single("user", "user", user())),
                new Route("GET", USER + "/workspaces", this::workspaces),
                new Route("GET", USER + "/models", (path, request) -> models(models.all(), request)),
                new Route("GET", "/2/0/users/[^/]+", (path, request) -> Reply.notFound(request)),
                new Route("GET", "/2/0/workspaces", this::workspaces),
                new Route("GET", "/2/0/workspaces/([^/]+)", this::workspace),
                new Route("GET", "/2/0/workspaces/([^/]+)/models", this::modelsOfWorkspace),
                new Route("GET", "/2/0/workspaces/[^/]+/models/[^/]+", this::wrongWayToAModel),
                new Route("GET", "/2/0/models", (path, request) -> models(models.all(), request)),
                new Route("GET", "/2/0/models/([^/]+)", this::model));
    }

    private static List<JsonObject> users() {
        return List.of(user());
    }

    private static JsonObject user() {
        return new JsonObject()
                .put("id", USER_ID)
                .put("active", true)
                .put("email", USER_EMAIL)
                .put("emailOptIn", false)
                .put("firstName", "Ada")
                .put("lastName", "Example")
                .put("customerId", CUSTOMER_ID)
                .put("lastLoginDate", DATE);
    }

    private Reply workspaces(MatchResult path, LoggedRequest request) {
        List<JsonObject> rows =
                models.all().stream().map(TenantRoutes::workspace).distinct().toList();
        return Listing.ofTenant("workspace", "workspaces", rows, request);
    }

    private Reply workspace(MatchResult path, LoggedRequest request) {
        return models.ofWorkspace(Route.id(path, 1)).stream()
                .findFirst()
                .map(model -> Reply.single("workspace", "workspace", workspace(model)))
                .orElseGet(() -> Reply.notFound(request));
    }

    private static JsonObject workspace(ModelRegistry.Named model) {
        return new JsonObject()
                .put("id", model.ref().workspaceId())
                .put("name", model.workspaceName())
                .put("active", true)
                .put("sizeAllowance", 10_737_418_240L)
                .put("currentSize", 1_073_741_824L);
    }

    private Reply modelsOfWorkspace(MatchResult path, LoggedRequest request) {
        List<ModelRegistry.Named> found = models.ofWorkspace(Route.id(path, 1));
        return found.isEmpty() ? Reply.notFound(request) : models(found, request);
    }

    private Reply models(List<ModelRegistry.Named> which, LoggedRequest request) {
        List<JsonObject> rows = which.stream().map(model -> row(model, request)).toList();
        return Listing.ofTenant("model", "models", rows, request);
    }

    private Reply wrongWayToAModel(MatchResult path, LoggedRequest request) {
        return Reply.error(405, "Method Not Allowed", request);
    }

    private Reply model(MatchResult path, LoggedRequest request) {
        String id = Route.id(path, 1);
        Optional<ModelRegistry.Named> found = models.all().stream()
                .filter(model -> model.ref().modelId().equals(id))
                .findFirst();
        return found.map(model -> Reply.single("model", "model", row(model, request)))
                .orElseGet(() -> Reply.notFound(request));
    }

    private JsonObject row(ModelRegistry.Named model, LoggedRequest request) {
        JsonObject row = new JsonObject()
                .put("id", model.ref().modelId())
                .put("name", model.name())
                .put("activeState", "UNLOCKED")
                .put("lastSavedSerialNumber", 50_302_010)
                .put("lastModifiedByUserGuid", USER_ID)
                .put("currentWorkspaceId", model.ref().workspaceId())
                .put("currentWorkspaceName", model.workspaceName())
                .put(
                        "modelUrl",
                        request.origin() + "/?selectedWorkspaceId="
                                + model.ref().workspaceId() + "&selectedModelId="
                                + model.ref().modelId())
                .put("isoCreationDate", DATE)
                .put("lastModified", DATE)
                .put("categoryValues", List.of());
        if (request.isAsked("modelDetails")) {
            row.put("memoryUsage", 474_900)
                    .put(
                            "modelTransactionRunning",
                            tasks.runningOn(model.ref(), request.at()).isPresent());
        }
        return row;
    }
}
