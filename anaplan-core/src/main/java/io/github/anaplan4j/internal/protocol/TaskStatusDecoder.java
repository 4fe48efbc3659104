package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.internal.base.Printable;
import io.github.anaplan4j.internal.port.TaskIds;
import io.github.anaplan4j.task.ResultDetail;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskResult;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
    static TaskStatus decode(JsonObject answer, TaskRef asked) throws Json.Unexpected {
        TaskStatus status = decode(answer);
        String named = status.taskId();
        if (named != null && !named.isEmpty() && !TaskIds.areOfOneTask(named, asked.taskId())) {
            throw new Json.Unexpected("it is the status of another task, " + Printable.onOneLine(named));
        }
        return status;
    }

    static TaskStatus decode(JsonObject answer) throws Json.Unexpected {
        JsonObject task = answer.object("task");
        if (task == null) {
            throw new Json.Unexpected("it has no \"task\"");
        }
        if (!task.mentions("taskState") && !task.mentions("taskId")) {
            throw new Json.Unexpected("its \"task\" has neither a taskState nor a taskId");
        }
        JsonObject result = task.object("result");
        return new TaskStatus(
                task.string("taskId"),
                TaskState.of(task.string("taskState")),
                task.text("currentStep"),
                task.number("progress"),
                task.instant("creationTime"),
                task.text("cancelledBy"),
                result == null ? null : result(result));
    }

    private static TaskResult result(JsonObject result) throws Json.Unexpected {
        List<TaskResult> nested = new ArrayList<>();
        for (JsonObject child : result.objects("nestedResults")) {
            nested.add(result(child));
        }
        List<ResultDetail> details = new ArrayList<>();
        for (JsonObject detail : result.objects("details")) {
            details.add(detail(detail));
        }
        return new TaskResult(
                result.text("objectId"),
                result.text("objectName"),
                result.flag("successful"),
                Boolean.TRUE.equals(result.flag("failureDumpAvailable")),
                details,
                nested,
                result.duration("duration"),
                result.instant("startTime"));
    }

    private static ResultDetail detail(JsonObject detail) {
        return new ResultDetail(
                detail.orEmpty("type"),
                detail.text("localMessageText"),
                Objects.requireNonNullElse(detail.integer("occurrences"), 0),
                detail.texts("values"));
    }
}
