package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Drives watches on the threads of their callers.
 *
 * <p>Thread-safe.
 */
public final class BlockingDriver {
    private final TimeSource time;
    private final Set<Hurry> open = ConcurrentHashMap.newKeySet();

    /** Whether a watch is to look soon; equal to that of no other. */
    private static final class Hurry {
        private final TaskRef task;
        private volatile boolean isWanted;

        private Hurry(TaskRef task) {
            this.task = task;
        }
    }

    /**
     * Makes a driver.
     *
     * @param time the clock
     */
    public BlockingDriver(TimeSource time) {
        this.time = time;
    }

    /**
     * Lets the watches of a task look within a second, or when the polling floor allows it.
     *
     * @param task the task
     */
    public void lookSoon(TaskRef task) {
        open.stream().filter(watch -> watch.task.equals(task)).forEach(watch -> watch.isWanted = true);
    }

    /**
     * Watches a task to its end.
     *
     * <p>An interrupt ends the watch, never the task: at once while it waits, and a poll under way within a second.
     *
     * @param task the task
     * @param engine makes the polls
     * @return how it ended
     * @throws WatchGivenUpException if the watch ended first; after an interrupt the thread's flag is set
     */
    public TaskOutcome await(TaskRef task, PollEngine engine) {
        Hurry hurry = new Hurry(task);
        open.add(hurry);
        try {
            long start = time.nanoTime();
            Supplier<Duration> elapsed = () -> Duration.ofNanos(time.nanoTime() - start);
            WatchState state = engine.start(task);
            while (true) {
                hurry.isWanted = false; // the poll that comes next sees what was done before it
                Turn turn = Thread.currentThread().isInterrupted()
                        ? Turn.over(engine.stop(state, elapsed.get()))
                        : engine.poll(state, elapsed);
                if (turn.result() instanceof StepResult.Finished finished) {
                    return finished.outcome();
                } else if (turn.result() instanceof StepResult.GaveUp gaveUp) {
                    throw engine.toException(gaveUp);
                } else if (turn.result() instanceof StepResult.Pending pending) {
                    state = pending.state();
                    engine.await(turn, () -> hurry.isWanted);
                } else {
                    throw new AssertionError(turn);
                }
            }
        } finally {
            open.remove(hurry);
        }
    }
}
