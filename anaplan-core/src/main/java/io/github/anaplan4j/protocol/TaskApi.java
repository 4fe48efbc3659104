package io.github.anaplan4j.protocol;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TokenRenewedException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Anaplan's task resource in domain words, the same for all four kinds of actions. Each method sends its request once, and
 * again only with a renewed token. Thread-safe.
 */
public final class TaskApi {
    private final ApiUris uris;
    private final ApiExchange exchange;
    private final Pages pages;

    /** @param api the connection to the API */
    public TaskApi(AnaplanApi api) {
        this.uris = api.uris();
        this.exchange = api.exchange();
        this.pages = new Pages(exchange);
    }

    /**
     * Asks for the status of a task.
     *
     * @param task the task
     * @param includeProcessDetails whether to ask for start and duration of each step; documented for processes, and sent
     *     for them alone
     * @param timeout the longest wait for the server
     * @return what the server said
     * @throws AnaplanApiException if the answer has an error status
     * @throws MalformedResponseException if the body is not a task's status
     * @throws TransportException if there is no complete answer
     */
    public TaskStatus status(TaskRef task, boolean includeProcessDetails, Duration timeout) {
        return exchange.get(uris.task(task, includeProcessDetails), timeout, TaskStatusDecoder::decode);
    }

    /**
     * Asks for the status of a task with one request, never repeated: for watches, which ask again in their own time.
     *
     * @param task the task
     * @param includeProcessDetails whether to ask for start and duration of each step
     * @param timeout the longest wait for the server
     * @return what the server said
     * @throws TokenRenewedException if the token was rejected and there is another one now
     * @throws AnaplanApiException if the answer has an error status
     * @throws MalformedResponseException if the body is not a task's status
     * @throws TransportException if there is no complete answer
     */
    public TaskStatus statusOnce(TaskRef task, boolean includeProcessDetails, Duration timeout) {
        return exchange.getOnce(uris.task(task, includeProcessDetails), timeout, TaskStatusDecoder::decode);
    }

    /**
     * Starts an action. Not idempotent: if it fails in any way that does not rule it out, the action may have been started.
     *
     * @param action the action
     * @param options what to tell Anaplan
     * @param timeout the longest wait for the server; a model that has to be loaded first takes minutes
     * @return the new task
     * @throws AnaplanApiException if the answer has an error status
     * @throws MalformedResponseException if the body names no task
     * @throws TransportException if there is no complete answer
     */
    public TaskRef start(ActionRef action, StartOptions options, Duration timeout) {
        return exchange.post(
                uris.tasks(action),
                StartBody.of(options),
                timeout,
                answer -> taskRef(action, Json.has(answer, "task") ? answer.get("task") : answer));
    }

    /**
     * Lists the tasks of an action: everybody's. An empty list proves nothing, because Anaplan answers so for wrong ids and
     * without access too.
     *
     * @param action the action
     * @param timeout the longest wait for the server, for each page
     * @return its tasks, latest first; those without a time of creation last
     * @throws AnaplanApiException if the answer has an error status
     * @throws MalformedResponseException if the body is not a list of tasks
     * @throws TransportException if there is no complete answer
     */
    public List<ListedTask> list(ActionRef action, Duration timeout) {
        List<ListedTask> tasks =
                new ArrayList<>(pages.readAll(uris.tasks(action), timeout, answer -> rows(action, answer)));
        tasks.sort(Comparator.comparing(ListedTask::creationTime, Comparator.nullsFirst(Comparator.naturalOrder()))
                .reversed());
        return List.copyOf(tasks);
    }

    /**
     * Asks Anaplan to cancel a task. That it was asked is all that the answer says: the task may still complete.
     *
     * @param task the task
     * @param timeout the longest wait for the server
     * @throws AnaplanApiException if the answer has an error status
     * @throws TransportException if there is no complete answer
     */
    public void cancel(TaskRef task, Duration timeout) {
        exchange.delete(uris.task(task, false), timeout);
    }

    // Usually "tasks"; published samples also have a single "task", and a bare task.
    private static List<ListedTask> rows(ActionRef action, JsonNode answer) throws Json.Unexpected {
        List<JsonNode> rows = new ArrayList<>(Json.objects(answer, "tasks"));
        JsonNode single = Json.object(answer, "task");
        if (single != null) {
            rows.add(single);
        } else if (Json.has(answer, "taskId")) {
            rows.add(answer);
        }
        List<ListedTask> tasks = new ArrayList<>();
        for (JsonNode row : rows) {
            tasks.add(new ListedTask(
                    taskRef(action, row),
                    TaskState.of(Json.string(row, "taskState")),
                    Json.instant(row, "creationTime")));
        }
        return tasks;
    }

    private static TaskRef taskRef(ActionRef action, JsonNode task) throws Json.Unexpected {
        String id = task.isObject() ? Json.string(task, "taskId") : null;
        if (id == null) {
            throw new Json.Unexpected("it names no task");
        }
        return action.task(id);
    }
}
