package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.task.ModelRef;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;

/** How a model stands, over HTTP: its status, whether it is open, its versions and its current period. Thread-safe. */
final class ModelRoutes {
    private final ModelRegistry models;
    private final TaskRegistry tasks;

    ModelRoutes(ModelRegistry models, TaskRegistry tasks) {
        this.models = models;
        this.tasks = tasks;
    }

    List<Route> routes() {
        return models.guarding(List.of(
                new Route("GET", ApiPaths.MODEL + "/status", this::status),
                new Route("POST", ApiPaths.MODEL + "/open", this::open),
                new Route("POST", ApiPaths.MODEL + "/close", this::close),
                new Route("GET", ApiPaths.MODEL + "/versions", this::versions),
                new Route("GET", ApiPaths.MODEL + "/currentPeriod", this::currentPeriod)));
    }

    // The one answer without an envelope.
    private Reply status(MatchResult path, LoggedRequest request) {
        ModelRef model = models.ref(path);
        Optional<String> busy = tasks.runningOn(model, request.at());
        JsonObject status = new JsonObject();
        status.putObject("requestStatus")
                .put("currentStep", busy.isPresent() ? "Processing …" : models.openness(model, request.at()))
                .put("progress", busy.isPresent() ? 0.5 : -1.0)
                .put("taskId", busy.orElse(null))
                .put("tooltip", null)
                .put("exportTaskType", null)
                .put("peakMemoryUsageEstimate", null)
                .put("peakMemoryUsageTime", null)
                .put("creationTime", request.at().toEpochMilli());
        return Reply.ok(status);
    }

    private Reply open(MatchResult path, LoggedRequest request) {
        models.open(models.ref(path));
        return Reply.accepted();
    }

    private Reply close(MatchResult path, LoggedRequest request) {
        models.close(models.ref(path), request.at());
        return Reply.noContent();
    }

    private Reply versions(MatchResult path, LoggedRequest request) {
        JsonObject envelope = Reply.envelope("objects/versionMetadata");
        List<JsonObject> versions =
                List.of(version("107000000001", "Actual", true), version("107000000002", "Forecast", false));
        return Reply.ok(envelope.put("versionMetadata", versions));
    }

    private static JsonObject version(String id, String name, boolean isActual) {
        JsonObject version = new JsonObject().put("id", id).put("name", name);
        version.put("isCurrent", !isActual).put("isActual", isActual);
        version.putObject("editFrom").put("periodText", "Start of Timescale").put("date", "1900-01-01");
        version.putObject("editTo").put("periodText", "End of Timescale").put("date", "2399-12-31");
        return version;
    }

    private Reply currentPeriod(MatchResult path, LoggedRequest request) {
        return Reply.single(
                "currentPeriod",
                "currentPeriod",
                new JsonObject()
                        .put("periodText", "Jan 26")
                        .put("lastDay", "2026-01-31")
                        .put("calendarType", "Calendar Months/Quarters/Years"));
    }
}
