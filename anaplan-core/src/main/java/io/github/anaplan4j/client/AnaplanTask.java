package io.github.anaplan4j.client;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.protocol.TaskApi;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.watch.BlockingWatch;
import io.github.anaplan4j.watch.PollingFloor;
import io.github.anaplan4j.watch.WatchGivenUpException;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchStep;
import java.time.Duration;

/** One task on the server. A handle without state: thread-safe, and nothing happens to the task when it is dropped. */
public final class AnaplanTask {
    private final TaskRef ref;
    private final TaskApi tasks;
    private final TimeSource time;
    private final PollingFloor floor;

    AnaplanTask(TaskRef ref, TaskApi tasks, TimeSource time, PollingFloor floor) {
        this.ref = ref;
        this.tasks = tasks;
        this.time = time;
        this.floor = floor;
    }

    /** {@return which task this is; its text resumes the watch anywhere} */
    public TaskRef ref() {
        return ref;
    }

    /**
     * Asks for the status once, with the default poll timeout and with process details.
     *
     * @return what the server said
     * @throws AnaplanException if there was no usable answer
     */
    public TaskStatus status() {
        WatchSettings defaults = WatchSettings.defaults();
        return tasks.status(ref, defaults.processDetails(), defaults.pollTimeout());
    }

    /**
     * Watches the task to its end with the default settings.
     *
     * @param limit how long to watch at most
     * @return how the task ended, which need not be well
     * @throws WatchGivenUpException if the watch ended before the task; the task is left alone
     */
    public TaskOutcome await(Duration limit) {
        return await(limit, WatchSettings.defaults());
    }

    /**
     * Watches the task to its end.
     *
     * @param limit how long to watch at most
     * @param settings how to watch
     * @return how the task ended, which need not be well
     * @throws WatchGivenUpException if the watch ended before the task; the task is left alone
     */
    public TaskOutcome await(Duration limit, WatchSettings settings) {
        WatchStep step = new WatchStep(
                (task, timeout) -> tasks.status(task, settings.processDetails(), timeout),
                settings.withPolicy(settings.policy().givingUpAfter(limit)),
                floor);
        return new BlockingWatch(step, time).await(ref);
    }

    /** {@return the task's one-line text} */
    @Override
    public String toString() {
        return ref.toString();
    }
}
