package io.github.anaplan4j.watch;

import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.time.TimeSource;
import java.time.Duration;

/** The driver that waits on the caller's thread. Thread-safe: one instance serves any number of watches. */
public final class BlockingWatch {
    private final WatchStep step;
    private final TimeSource time;

    /**
     * @param step makes the polls
     * @param time waits between them
     */
    public BlockingWatch(WatchStep step, TimeSource time) {
        this.step = step;
        this.time = time;
    }

    /**
     * Watches a task to its end. An interrupt ends the watch, never the task.
     *
     * @param task the task
     * @return how it ended
     * @throws WatchGivenUpException if the watch ended first; after an interrupt the thread's flag is set
     */
    public TaskOutcome await(TaskRef task) {
        long start = time.nanoTime();
        WatchState state = step.start(task);
        while (true) {
            StepResult result = Thread.currentThread().isInterrupted()
                    ? step.stop(state)
                    : step.poll(state, () -> Duration.ofNanos(time.nanoTime() - start));
            if (result instanceof StepResult.Finished finished) {
                return finished.outcome();
            }
            if (result instanceof StepResult.GaveUp gaveUp) {
                throw new WatchGivenUpException(gaveUp);
            }
            StepResult.Pending pending = (StepResult.Pending) result;
            state = pending.state();
            try {
                time.sleep(pending.notBefore());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt(); // seen at the top of the loop
            }
        }
    }
}
