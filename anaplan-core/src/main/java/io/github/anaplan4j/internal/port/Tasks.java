package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs actions as tasks: starts, asks, lists, cancels.
 *
 * <p>Each method throws an {@link AnaplanApiException} for an error status, a {@link MalformedResponseException} for an
 * answer that is not what it should be, and a {@link TransportException} if there is no complete answer. Thread-safe.
 */
public interface Tasks {
    /**
     * Asks for the status of a task.
     *
     * @param task the task
     * @param processDetails whether to ask for start and duration of each step of a process
     * @return what the server said
     */
    TaskStatus status(TaskRef task, boolean processDetails);

    /**
     * Starts an action with one request that is never repeated.
     *
     * <p>This is not idempotent: if it fails in any way that does not rule it out, the action may have been started.
     *
     * @param action the action
     * @param options what to tell Anaplan
     * @param departure is told when the request leaves; what is thrown before that started nothing
     * @return the new task
     * @throws TokenRejectedException if the token was rejected and there may be another
     */
    TaskRef start(ActionRef action, StartOptions options, Departure departure);

    /**
     * Lists the tasks of an action: everybody's.
     *
     * <p>An empty list proves nothing, because Anaplan answers so for wrong ids and without access too.
     *
     * @param action the action
     * @param atMost how long the whole list may take, all its pages together and with the wait for its turn
     * @return its tasks, latest first; those without a time of creation last
     */
    List<ListedTask> list(ActionRef action, Duration atMost);

    /**
     * Tells how far the clock by which Anaplan says when a task was created is ahead of ours.
     *
     * <p>It may be ahead by a little more, for as long as the answer took.
     *
     * @return as the last answer said, negative if it is behind; empty if that did not say
     */
    Optional<Duration> clockAhead();

    /**
     * Asks Anaplan to cancel a task.
     *
     * <p>That it was asked is all that the answer says: the task may still complete.
     *
     * @param task the task
     */
    void cancel(TaskRef task);
}
