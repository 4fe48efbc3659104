package io.github.anaplan4j.docs.acceptance;

import io.github.anaplan4j.AnaplanTask;
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
        TaskOutcome drive(Fixture fixture, AnaplanTask task, WatchSettings settings, AtomicReference<Runnable> stop) {
            Thread caller = Thread.currentThread();
            stop.set(caller::interrupt);
            try {
                return task.await(settings.withLimit(LIMIT));
            } finally {
                Thread.interrupted();
            }
        }
    },

    /** Watches in the background; the polls run on the thread that lets virtual time pass. */
    ASYNC {
        @Override
        TaskOutcome drive(Fixture fixture, AnaplanTask task, WatchSettings settings, AtomicReference<Runnable> stop) {
            Watch watch = task.watch(settings.withLimit(LIMIT));
            stop.set(watch::stop);
            CompletableFuture<TaskOutcome> outcome = watch.outcome().toCompletableFuture();
            while (!outcome.isDone()) {
                fixture.time.advance(Duration.ofSeconds(1));
            }
            try {
                return outcome.join();
            } catch (CompletionException failure) {
                throw (WatchGivenUpException) failure.getCause();
            }
        }
    },

    /** Keeps nothing between two steps but a line of text. */
    STORED {
        @Override
        TaskOutcome drive(Fixture fixture, AnaplanTask task, WatchSettings settings, AtomicReference<Runnable> stop) {
            AtomicBoolean stopped = new AtomicBoolean();
            stop.set(() -> stopped.set(true));
            WatchStep step = fixture.anaplan.watchStep(settings.withLimit(LIMIT));
            String stored = step.start(task.ref()).toText();
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
                waitFor(Duration.between(fixture.time.now(), pending.state().nextPoll()), fixture, stopped);
            }
        }
    };

    private static void waitFor(Duration wait, Fixture fixture, AtomicBoolean stopped) {
        Duration left = wait;
        while (!left.isZero() && !stopped.get()) {
            Duration nap = left.compareTo(Duration.ofSeconds(1)) < 0 ? left : Duration.ofSeconds(1);
            fixture.time.advance(nap);
            left = left.minus(nap);
        }
    }

    static final Duration LIMIT = Duration.ofHours(2);

    /**
     * Watches a task to its end.
     *
     * @param stop filled with what stops the watch
     * @return how the task ended
     * @throws WatchGivenUpException if the watch ended first
     */
    abstract TaskOutcome drive(
            Fixture fixture, AnaplanTask task, WatchSettings settings, AtomicReference<Runnable> stop);
}
