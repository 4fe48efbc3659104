package io.github.anaplan4j.watch;

import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.time.TimeSource;
import java.time.Duration;
import java.util.function.Supplier;

/** The driver that waits on the caller's thread. Thread-safe: one instance serves any number of watches. */
public final class BlockingWatch {
    // How soon a waiting watch notices that the client was closed.
    private static final Duration NAP = Duration.ofSeconds(1);

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
     * Watches a task to its end. An interrupt ends the watch, never the task: at once while it waits, else when the poll under
     * way has been answered or has timed out.
     *
     * @param task the task
     * @return how it ended
     * @throws WatchGivenUpException if the watch ended first; after an interrupt the thread's flag is set
     */
    public TaskOutcome await(TaskRef task) {
        long start = time.nanoTime();
        Supplier<Duration> elapsed = () -> Duration.ofNanos(time.nanoTime() - start);
        WatchState state = step.start(task);
        while (true) {
            StepResult result = Thread.currentThread().isInterrupted()
                    ? step.stop(state, elapsed.get())
                    : step.poll(state, elapsed);
            if (result instanceof StepResult.Finished finished) {
                return finished.outcome();
            }
            if (result instanceof StepResult.GaveUp gaveUp) {
                throw new WatchGivenUpException(gaveUp);
            }
            StepResult.Pending pending = (StepResult.Pending) result;
            state = pending.state();
            sleep(pending.notBefore());
        }
    }

    private void sleep(Duration wait) {
        try {
            Duration left = wait;
            while (!left.isNegative() && !left.isZero() && !step.isClosed()) {
                Duration nap = left.compareTo(NAP) < 0 ? left : NAP;
                long before = time.nanoTime();
                time.sleep(nap);
                left = left.minusNanos(Math.max(nap.toNanos(), time.nanoTime() - before));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt(); // seen before the next poll
        }
    }
}
