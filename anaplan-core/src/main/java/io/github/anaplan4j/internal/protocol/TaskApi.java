package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.Timeouts;
import io.github.anaplan4j.internal.port.Departure;
import io.github.anaplan4j.internal.port.Polls;
import io.github.anaplan4j.internal.port.Tasks;
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
import java.util.Optional;

/**
 * Anaplan's task resource, the same for all four kinds of actions.
 *
 * <p>Each method sends its request once, and, but for a poll and a start, again with a renewed token.
 */
public final class TaskApi implements Tasks, Polls {
    private final ApiUris uris;
    private final ApiExchange exchange;
    private final Timeouts timeouts;
    private final Pages pages;

    /**
     * Makes the resource of a session.
     *
     * @param session the connection to the API
     */
    public TaskApi(ApiSession session) {
        this.uris = session.uris();
        this.exchange = session.exchange();
        this.timeouts = session.timeouts();
        this.pages = new Pages(exchange, timeouts.read(), session.time());
    }

    @Override
    public TaskStatus poll(TaskRef task, boolean processDetails, Duration atMost) {
        Duration timeout = Durations.shorter(timeouts.poll(), atMost);
        return exchange.getOnce(
                uris.task(task, processDetails), timeout, answer -> TaskStatusDecoder.decode(answer, task));
    }

    @Override
    public TaskStatus status(TaskRef task, boolean processDetails) {
        return exchange.get(
                uris.task(task, processDetails), timeouts.poll(), answer -> TaskStatusDecoder.decode(answer, task));
    }

    // A model that has to be loaded first takes minutes.
    @Override
    public TaskRef start(ActionRef action, StartOptions options, Departure departure) {
        return exchange.postOnce(
                uris.tasks(action),
                StartBody.of(options),
                timeouts.start(),
                answer -> taskRef(action, answer.has("task") ? answer.object("task") : answer),
                departure);
    }

    @Override
    public List<ListedTask> list(ActionRef action, Duration atMost) {
        return latestFirst(pages.readFreshWithin(atMost, uris.tasks(action), answer -> rows(action, answer)));
    }

    @Override
    public List<ListedTask> latest(ActionRef action, int most, Duration atMost) {
        Duration timeout = Durations.shorter(timeouts.poll(), atMost);
        return latestFirst(
                exchange.getFreshOnce(uris.latestTasks(action, most), timeout, answer -> rows(action, answer)));
    }

    private static List<ListedTask> latestFirst(List<ListedTask> rows) {
        List<ListedTask> tasks = new ArrayList<>(rows);
        tasks.sort(Comparator.comparing(ListedTask::creationTime, Comparator.nullsFirst(Comparator.naturalOrder()))
                .reversed());
        return List.copyOf(tasks);
    }

    @Override
    public Optional<Duration> clockAhead() {
        return exchange.clockAhead();
    }

    @Override
    public void cancel(TaskRef task) {
        exchange.delete(uris.task(task, false), timeouts.read());
    }

    // Usually "tasks"; published samples also have a single "task", and a bare task.
    private static List<ListedTask> rows(ActionRef action, JsonObject answer) throws Json.Unexpected {
        JsonObject single = answer.has("taskId") ? answer : answer.object("task");
        boolean isSingle = single != null && !answer.has("tasks");
        List<ListedTask> tasks = new ArrayList<>();
        for (JsonObject row : isSingle ? List.of(single) : Pages.rows(answer, "tasks")) {
            tasks.add(new ListedTask(
                    taskRef(action, row), TaskState.of(row.string("taskState")), row.instant("creationTime")));
        }
        return tasks;
    }

    private static TaskRef taskRef(ActionRef action, JsonObject task) throws Json.Unexpected {
        String id = task.string("taskId");
        if (id == null) {
            throw new Json.Unexpected("it names no task");
        }
        return action.task(id);
    }
}
