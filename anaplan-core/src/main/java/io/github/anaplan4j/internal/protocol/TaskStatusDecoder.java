package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.internal.base.Printable;
import io.github.anaplan4j.task.ResultDetail;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskResult;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Decodes the {@code task} member of Anaplan's answers.
 *
 * <p>Unknown members are ignored.
 */
final class TaskStatusDecoder {
    private TaskStatusDecoder() {}

    /**
     * Decodes a status.
     *
     * <p>One that names another task is not this task's: some cache on the way has mixed up its answers.
     *
     * @param answer the answer
     * @param asked the task that was asked for; an answer that names none is believed
     */
    static TaskStatus decode(JsonNode answer, TaskRef asked) throws Json.Unexpected {
        TaskStatus status = decode(answer);
        String named = status.taskId() == null ? "" : status.taskId().toLowerCase(Locale.ROOT);
        String wanted = asked.taskId().toLowerCase(Locale.ROOT);
        if (!named.startsWith(wanted) && !wanted.startsWith(named)) { // suffixes are known of other ids
            throw new Json.Unexpected("it is the status of another task, " + Printable.onOneLine(named));
        }
        return status;
    }

    static TaskStatus decode(JsonNode answer) throws Json.Unexpected {
        JsonNode task = Json.object(answer, "task");
        if (task == null) {
            throw new Json.Unexpected("it has no \"task\"");
        }
        if (!task.has("taskState") && !task.has("taskId")) {
            throw new Json.Unexpected("its \"task\" has neither a taskState nor a taskId");
        }
        JsonNode result = Json.object(task, "result");
        return new TaskStatus(
                Json.string(task, "taskId"),
                TaskState.of(Json.string(task, "taskState")),
                Json.text(task.get("currentStep")),
                Json.number(task, "progress"),
                Json.instant(task, "creationTime"),
                Json.text(task.get("cancelledBy")),
                result == null ? null : result(result));
    }

    private static TaskResult result(JsonNode result) throws Json.Unexpected {
        List<TaskResult> nested = new ArrayList<>();
        for (JsonNode child : Json.objects(result, "nestedResults")) {
            nested.add(result(child));
        }
        List<ResultDetail> details = new ArrayList<>();
        for (JsonNode detail : Json.objects(result, "details")) {
            details.add(detail(detail));
        }
        return new TaskResult(
                Json.text(result.get("objectId")),
                Json.text(result.get("objectName")),
                Json.flag(result, "successful"),
                Boolean.TRUE.equals(Json.flag(result, "failureDumpAvailable")),
                details,
                nested,
                Json.duration(result, "duration"),
                Json.instant(result, "startTime"));
    }

    private static ResultDetail detail(JsonNode detail) {
        List<@Nullable String> values = new ArrayList<>();
        JsonNode array = detail.get("values");
        if (array != null && array.isArray()) {
            array.forEach(value -> values.add(Json.text(value)));
        }
        return new ResultDetail(
                Objects.requireNonNullElse(Json.text(detail.get("type")), ""),
                Json.text(detail.get("localMessageText")),
                Objects.requireNonNullElse(Json.integer(detail, "occurrences"), 0),
                values);
    }
}
