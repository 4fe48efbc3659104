package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.internal.base.Durations;
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
    // How soon a waiting watch notices that the client was closed.
    private static final Duration NAP = Duration.ofSeconds(1);

    private final PollEngine engine;
    private final TimeSource time;

    /**
     * Makes a driver.
     *
     * @param engine makes the polls
     * @param time waits between them
     */
    public BlockingDriver(PollEngine engine, TimeSource time) {
        this.engine = engine;
        this.time = time;
    }

    /**
     * Watches a task to its end.
     *
     * <p>An interrupt ends the watch, never the task: at once while it waits, else when the poll under way has been
     * answered or has timed out.
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
                throw gaveUp.toException();
            } else if (turn.result() instanceof StepResult.Pending pending) {
                state = pending.state();
                if (turn.ready() == null) {
                    sleep(turn.delay());
                } else {
                    engine.awaitReady(turn);
                }
            } else {
                throw new AssertionError(turn);
            }
        }
    }

    private void sleep(Duration wait) {
        try {
            Duration left = wait;
            while (!Durations.isOver(left) && !engine.isStopping()) {
                Duration nap = Durations.shorter(left, NAP);
                long before = time.nanoTime();
                time.sleep(nap);
                left = left.minusNanos(Math.max(nap.toNanos(), time.nanoTime() - before));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt(); // seen before the next poll
        }
    }
}
