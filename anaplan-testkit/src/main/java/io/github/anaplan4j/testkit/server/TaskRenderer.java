package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.testkit.server.RunResult.BetweenFrames;
import io.github.anaplan4j.testkit.server.RunResult.Documented;
import io.github.anaplan4j.testkit.server.RunResult.Times;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes the {@code task} object of a status answer: the last that is done with the values of a run. */
final class TaskRenderer {
    private final RunScript script;
    private final String taskId;
    private final String actionId;
    private final Instant startedAt;
    private final boolean details;

    /** For one answer; its results have times if details are asked for. */
    TaskRenderer(RunScript script, String taskId, String actionId, Instant startedAt, boolean details) {
        this.script = script;
        this.taskId = taskId;
        this.actionId = actionId;
        this.startedAt = startedAt;
        this.details = details;
    }

    void render(RunAnswer answer, JsonObject envelope) {
        if (answer instanceof RunStatus status) {
            envelope.put("task", task(status));
        } else if (answer instanceof RawAnswer raw) {
            envelope.put("task", new JsonObject.Raw(raw.text(details, taskId, actionId)));
        } else {
            throw new AssertionError(answer);
        }
    }

    private JsonObject task(RunStatus status) {
        JsonObject task = new JsonObject()
                .put("type", "taskInformation")
                .put("taskId", taskId)
                .put("currentStep", status.currentStep())
                .put("progress", status.progress());
        if (status.cancelledBy() != null) {
            task.put("cancelledBy", status.cancelledBy());
        }
        if (status.result() != null) {
            task.put("result", result(status.result()));
        }
        return task.put("taskState", status.stateName()).put("creationTime", startedAt.toEpochMilli());
    }

    private JsonObject result(RunResult result) {
        JsonObject json = new JsonObject()
                .put("objectId", result.objectId() == null ? actionId : result.objectId())
                .put("successful", result.successful())
                .put("failureDumpAvailable", result.dumpAvailable());
        if (details) {
            addTimes(result.times(), json);
        }
        if (!result.details().isEmpty()) {
            json.put(
                    "details",
                    result.details().stream().map(TaskRenderer::detail).toList());
        }
        if (!result.nested().isEmpty()) {
            json.put("nestedResults", result.nested().stream().map(this::result).toList());
        }
        return json;
    }

    // Both are strings on the wire.
    private void addTimes(@Nullable Times times, JsonObject json) {
        if (times == null) {
            return;
        }
        Duration duration;
        Instant start;
        if (times instanceof Documented documented) {
            duration = documented.duration();
            start = documented.start();
        } else if (times instanceof BetweenFrames frames) {
            duration = script.startOf(frames.to()).minus(script.startOf(frames.from()));
            start = startedAt.plus(script.startOf(frames.from()));
        } else {
            throw new AssertionError(times);
        }
        json.put("duration", Long.toString(duration.toMillis()));
        json.put("startTime", Long.toString(start.toEpochMilli()));
    }

    private static JsonObject detail(RunResult.Detail detail) {
        JsonObject json = new JsonObject()
                .put("localMessageText", detail.text())
                .put("occurrences", 0)
                .put("type", detail.type());
        if (!detail.values().isEmpty()) {
            json.put("values", detail.values());
        }
        return json;
    }
}
