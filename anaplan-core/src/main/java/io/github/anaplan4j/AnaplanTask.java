package io.github.anaplan4j;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.internal.Engine;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.Watch;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchStep;
import java.time.Duration;

/**
 * A task on the server.
 *
 * <p>It is a handle without state. Thread-safe. Nothing happens to the task when it is dropped.
 */
public final class AnaplanTask {
    private final TaskRef ref;
    private final Engine engine;

    AnaplanTask(TaskRef ref, Engine engine) {
        this.ref = ref;
        this.engine = engine;
    }

    /** {@return the reference to this task; its text resumes the watch anywhere} */
    public TaskRef ref() {
        return ref;
    }

    /**
     * Asks for the status once, with process details.
     *
     * <p>This waits until the task may be polled: 5 seconds after it was last, by whatever client of this copy of the
     * library, and when the request budget has a place, which it has not while an answer 429 stops this client. Calls
     * in a loop are as far apart as the polls of a watch.
     *
     * @return what the server said
     * @throws AnaplanException if there was no usable answer
     */
    public TaskStatus status() {
        TaskStatus status = engine.once().status(ref, true);
        if (status.state().isTerminal()) {
            engine.handedOut().over(ref);
        }
        return status;
    }

    /**
     * Watches the task to its end with the default settings.
     *
     * <p>An interrupt ends the watch within a second, as {@link GiveUpReason#STOPPED}.
     *
     * @param limit how long to watch at most
     * @return how the task ended, which need not be a success
     * @throws WatchGivenUpException if the watch ended before the task; the task is left alone
     * @throws IllegalArgumentException if the limit is negative
     */
    public TaskOutcome await(Duration limit) {
        return await(WatchSettings.defaults().withLimit(limit));
    }

    /**
     * Watches the task to its end.
     *
     * <p>An interrupt ends the watch within a second, as {@link GiveUpReason#STOPPED}.
     *
     * @param settings how to watch, and for how long
     * @return how the task ended, which need not be a success
     * @throws WatchGivenUpException if the watch ended before the task; the task is left alone
     */
    public TaskOutcome await(WatchSettings settings) {
        engine.handedOut().await(ref);
        return engine.blocking().await(ref, engine.polls(settings));
    }

    /**
     * Watches the task to its end in the background, with the default settings and without a limit of time.
     *
     * @return the watch, already under way
     */
    public Watch watch() {
        return watch(WatchSettings.defaults());
    }

    /**
     * Watches the task to its end in the background.
     *
     * @param settings how to watch, and for how long
     * @return the watch, already under way
     * @throws IllegalStateException if the client is closed
     */
    public Watch watch(WatchSettings settings) {
        engine.handedOut().await(ref);
        return engine.background().watch(ref, engine.polls(settings));
    }

    /**
     * Asks Anaplan to cancel the task, and does not wait for it.
     *
     * <p>The task may still complete, and a watch of it goes on to its true end. Those of this client look at it next
     * when the polling floor allows it, whatever their policy says, but for a {@link WatchStep}. After trouble on the
     * way the request is sent again, which does no harm. A task that is over or being cancelled already stays as it is.
     *
     * @throws AnaplanException if Anaplan refused, or could not be reached; the task runs on
     */
    public void cancel() {
        engine.cancels().cancel(ref);
        engine.blocking().lookSoon(ref);
        engine.background().lookSoon(ref);
    }

    /**
     * Asks Anaplan to cancel the task and watches it to its true end.
     *
     * <p>It ends as cancelled, or as complete if the cancel came too late. It is polled as by
     * {@link PollingPolicy#standard}.
     *
     * @param limit how long to watch at most
     * @return how the task ended
     * @throws WatchGivenUpException if the watch ended before the task
     * @throws AnaplanException if the cancel was refused or could not be sent; the task runs on
     */
    public TaskOutcome cancelAndAwait(Duration limit) {
        cancel();
        // How long earlier runs took says nothing of when this one is rolled back.
        return await(
                WatchSettings.defaults().withPolicy(PollingPolicy.standard()).withLimit(limit));
    }

    /** {@return the task's one-line text} */
    @Override
    public String toString() {
        return ref.toString();
    }
}
