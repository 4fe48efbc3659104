package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.util.List;

/**
 * Polls tasks for watches, which keep floor and budget themselves.
 *
 * <p>It fails as {@link Tasks} do. Thread-safe.
 */
public interface Polls {
    /**
     * Asks for the status of a task with one request that is never repeated.
     *
     * <p>A watch asks again in its own time.
     *
     * @param task the task
     * @param processDetails whether to ask for start and duration of each step of a process
     * @param atMost how long the answer may take, if that is less than a poll may take anyway; positive
     * @return what the server said
     * @throws TokenRejectedException if the token was rejected and there may be another
     */
    TaskStatus poll(TaskRef task, boolean processDetails, Duration atMost);

    /**
     * Lists the latest tasks of an action, everybody's, with one request that is never repeated.
     *
     * <p>A server that sorts otherwise may leave out any of them. Each row is as things were after this call began.
     *
     * @param action the action
     * @param most how many tasks to ask for
     * @param atMost how long the answer may take, if that is less than a poll may take anyway; positive
     * @return its tasks, latest first; those without a time of creation last
     * @throws TokenRejectedException if the token was rejected and there may be another
     */
    List<ListedTask> latest(ActionRef action, int most, Duration atMost);
}
