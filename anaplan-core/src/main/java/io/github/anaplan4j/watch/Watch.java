package io.github.anaplan4j.watch;

import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A watch that goes on in the background.
 *
 * <p>Thread-safe. The task is never harmed when a watch is dropped, is stopped or fails.
 */
public interface Watch {
    /** {@return the watched task} */
    TaskRef task();

    /**
     * {@return the stage that completes with how the task ended}
     *
     * <p>If the watch ends before the task, the stage fails with a {@link java.util.concurrent.CompletionException}
     * whose cause is a {@link WatchGivenUpException}. Only the watch can complete it, on a thread that the client
     * keeps for callbacks, after the listener was told. What depends on the stage runs there, and holds
     * up other callbacks as a {@linkplain WatchListener listener} does. It is the same stage for all who ask.
     */
    CompletionStage<TaskOutcome> outcome();

    /** {@return the last status seen, if there was one} */
    Optional<TaskStatus> latest();

    /**
     * Stops watching, before the next request.
     *
     * <p>The answer to a poll under way is still taken in, and if it is the end of the task, that is the outcome. The
     * task is left alone. A call after the end of the watch does nothing.
     */
    void stop();

    /** Polls as soon as the floor, the server and the request budget allow, without waiting for the policy's time. */
    void pollNow();
}
