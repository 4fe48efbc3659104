package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.Watch;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import io.github.anaplan4j.watch.WatchStep;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** The ways to drive a watch, for scripts that run with each of them. */
enum EachDriver {
    /** Watches on the caller's thread. */
    BLOCKING {
        @Override
        TaskOutcome drive(TaskInTime task, WatchSettings settings, AtomicReference<Runnable> stop) {
            stop.set(Thread.currentThread()::interrupt);
            try {
                return new BlockingDriver(task.time).await(TaskInTime.TASK, task.engine(settings));
            } finally {
                Thread.interrupted();
            }
        }
    },

    /** Watches in the background; the polls run on the thread that lets time pass. */
    BACKGROUND {
        @Override
        TaskOutcome drive(TaskInTime task, WatchSettings settings, AtomicReference<Runnable> stop) {
            try (BackgroundDriver driver = new BackgroundDriver(task.time, Runnable::run, task.lifecycle)) {
                AtomicBoolean stopped = new AtomicBoolean();
                stop.set(() -> stopped.set(true)); // a stop during the first poll, when there is no handle yet
                Watch watch = driver.watch(TaskInTime.TASK, task.engine(settings));
                stop.set(watch::stop);
                if (stopped.get()) {
                    watch.stop();
                }
                CompletableFuture<TaskOutcome> outcome = watch.outcome().toCompletableFuture();
                while (!outcome.isDone()) {
                    task.time.pass(NAP);
                }
                return outcome.join();
            } catch (CompletionException failure) {
                throw (WatchGivenUpException) failure.getCause();
            }
        }
    },

    /** Keeps nothing between two steps but a line of text. */
    STORED {
        @Override
        TaskOutcome drive(TaskInTime task, WatchSettings settings, AtomicReference<Runnable> stop) {
            AtomicBoolean stopped = new AtomicBoolean();
            stop.set(() -> stopped.set(true));
            WatchStep step = new StoredWatchStep(task.engine(settings));
            String stored = step.start(TaskInTime.TASK).toText();
            while (true) {
                WatchState state = WatchState.parse(stored);
                StepResult result = stopped.get() ? step.stop(state) : step.poll(state);
                if (result instanceof StepResult.Finished finished) {
                    return finished.outcome();
                }
                if (result instanceof StepResult.GaveUp gaveUp) {
                    throw gaveUp.toException();
                }
                StepResult.Pending pending = (StepResult.Pending) result;
                stored = pending.state().toText();
                Duration left =
                        Duration.between(task.time.now(), pending.state().nextPoll());
                while (!left.isZero() && !stopped.get()) {
                    Duration nap = left.compareTo(NAP) < 0 ? left : NAP;
                    task.time.pass(nap);
                    left = left.minus(nap);
                }
            }
        }
    };

    private static final Duration NAP = Duration.ofSeconds(1);

    /**
     * Watches a task to its end.
     *
     * @param stop filled with what stops the watch
     * @return how the task ended
     * @throws WatchGivenUpException if the watch ended first
     */
    abstract TaskOutcome drive(TaskInTime task, WatchSettings settings, AtomicReference<Runnable> stop);
}
