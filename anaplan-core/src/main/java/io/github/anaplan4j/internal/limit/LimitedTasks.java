package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.internal.port.Departure;
import io.github.anaplan4j.internal.port.Tasks;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends what concerns tasks within the budget, once or with retries.
 *
 * <p>A start is sent once in either case.
 */
public final class LimitedTasks implements Tasks {
    private final Tasks tasks;
    private final RetryingRequests requests;
    private final RetryingRequests.Sender sender;
    private final RetryingRequests.StatusSender statusSender;

    private LimitedTasks(
            Tasks tasks,
            RetryingRequests requests,
            RetryingRequests.Sender sender,
            RetryingRequests.StatusSender statusSender) {
        this.tasks = tasks;
        this.requests = requests;
        this.sender = sender;
        this.statusSender = statusSender;
    }

    /**
     * Limits tasks to one attempt.
     *
     * @param tasks what is limited
     * @param requests sends
     * @return the same, each request sent once
     */
    public static Tasks once(Tasks tasks, RetryingRequests requests) {
        return new LimitedTasks(tasks, requests, requests::once, requests::onceAsPoll);
    }

    /**
     * Repeats what can be repeated without harm.
     *
     * @param tasks what is limited
     * @param requests sends
     * @return the same, each request but a start repeated after trouble on the way
     */
    public static Tasks retrying(Tasks tasks, RetryingRequests requests) {
        return new LimitedTasks(tasks, requests, requests::retrying, requests::retryingAsPoll);
    }

    @Override
    public TaskStatus status(TaskRef task, boolean processDetails) {
        return statusSender.send(task, () -> tasks.status(task, processDetails));
    }

    @Override
    public TaskRef start(ActionRef action, StartOptions options, Departure departure) {
        return requests.once(
                RequestClass.START, RetryingRequests.UNLIMITED, () -> tasks.start(action, options, departure));
    }

    @Override
    public List<ListedTask> list(ActionRef action, Duration atMost) {
        Supplier<Duration> left = requests.within(atMost);
        return sender.send(RequestClass.READ, left, () -> tasks.list(action, left.get()));
    }

    @Override
    public Optional<Duration> clockAhead() {
        return tasks.clockAhead();
    }

    @Override
    public void cancel(TaskRef task) {
        sender.send(RequestClass.CANCEL, RetryingRequests.UNLIMITED, () -> {
            tasks.cancel(task);
            return true;
        });
    }
}
