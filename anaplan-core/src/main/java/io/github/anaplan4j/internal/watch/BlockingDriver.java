package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Drives a watch on the caller's thread.
 *
 * <p>Thread-safe: one instance serves any number of watches.
 */
public final class BlockingDriver {
    private final PollEngine engine;
    private final TimeSource time;

    /**
     * Makes a driver.
     *
     * @param engine makes the polls
     * @param time the clock
     */
    public BlockingDriver(PollEngine engine, TimeSource time) {
        this.engine = engine;
        this.time = time;
    }

    /**
     * Watches a task to its end.
     *
     * <p>An interrupt ends the watch, never the task: at once while it waits, and a poll under way within a second.
     *
     * @param task the task
     * @return how it ended
     * @throws WatchGivenUpException if the watch ended first; after an interrupt the thread's flag is set
     */
    public TaskOutcome await(TaskRef task) {
        long start = time.nanoTime();
        Supplier<Duration> elapsed = () -> Duration.ofNanos(time.nanoTime() - start);
        WatchState state = engine.start(task);
        while (true) {
            Turn turn = Thread.currentThread().isInterrupted()
                    ? Turn.over(engine.stop(state, elapsed.get()))
                    : engine.poll(state, elapsed);
            if (turn.result() instanceof StepResult.Finished finished) {
                return finished.outcome();
            } else if (turn.result() instanceof StepResult.GaveUp gaveUp) {
                throw engine.toException(gaveUp);
            } else if (turn.result() instanceof StepResult.Pending pending) {
                state = pending.state();
                engine.await(turn);
            } else {
                throw new AssertionError(turn);
            }
        }
    }
}
