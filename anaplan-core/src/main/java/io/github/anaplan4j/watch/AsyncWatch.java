package io.github.anaplan4j.watch;

import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.time.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One watch of {@link AsyncWatches}. At any time it is in one phase: waiting for the timer, handed to the executor or
 * polling there, or over. The lock guards the phase alone and is never held while something of somebody else runs.
 */
final class AsyncWatch implements Watch {
    private enum Phase {
        WAITING,
        BUSY,
        OVER
    }

    private final WatchStep step;
    private final TimeSource time;
    private final Timer timer;
    private final Executor executor;
    private final Consumer<AsyncWatch> onEnd;
    private final long start;
    private final CompletableFuture<TaskOutcome> outcome = new CompletableFuture<>();

    private final Object lock = new Object();
    private Phase phase = Phase.WAITING;
    private Timer.@Nullable Entry wakeUp;
    private boolean stopped;
    private boolean hurried;
    private volatile WatchState state;

    AsyncWatch(
            TaskRef task, WatchStep step, TimeSource time, Timer timer, Executor executor, Consumer<AsyncWatch> onEnd) {
        this.step = step;
        this.time = time;
        this.timer = timer;
        this.executor = executor;
        this.onEnd = onEnd;
        this.start = time.nanoTime();
        this.state = step.start(task);
    }

    @Override
    public TaskRef task() {
        return state.task();
    }

    @Override
    public CompletionStage<TaskOutcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    @Override
    public Optional<TaskStatus> latest() {
        return Optional.ofNullable(state.lastSeen());
    }

    @Override
    public void stop() {
        synchronized (lock) {
            stopped = true;
            if (!leaveWaiting(Phase.OVER)) {
                return; // over already, or the poll under way will see it
            }
        }
        end(step.stop(state));
    }

    @Override
    public void pollNow() {
        synchronized (lock) {
            hurried = phase == Phase.BUSY;
            if (!leaveWaiting(Phase.BUSY)) {
                return;
            }
        }
        handOver();
    }

    // Only with the lock held.
    private boolean leaveWaiting(Phase next) {
        if (phase != Phase.WAITING) {
            return false;
        }
        phase = next;
        if (wakeUp != null) {
            wakeUp.cancel();
            wakeUp = null;
        }
        return true;
    }

    private void handOver() {
        try {
            executor.execute(this::poll);
        } catch (RejectedExecutionException noWorker) {
            over();
            end(step.stop(state));
        }
    }

    private void poll() {
        try {
            StepResult result =
                    isStopped() ? step.stop(state) : step.poll(state, () -> Duration.ofNanos(time.nanoTime() - start));
            if (result instanceof StepResult.Pending pending) {
                state = pending.state();
                await(pending.notBefore());
            } else {
                over();
                end(result);
            }
        } catch (RuntimeException | Error broken) {
            // A policy or a criterion of the user's failed; nobody else would ever hear of it.
            over();
            onEnd.accept(this);
            outcome.completeExceptionally(broken);
        }
    }

    private boolean isStopped() {
        synchronized (lock) {
            return stopped;
        }
    }

    private void over() {
        synchronized (lock) {
            phase = Phase.OVER;
        }
    }

    private void await(Duration wait) {
        boolean stopNow;
        synchronized (lock) {
            stopNow = stopped;
            phase = stopNow ? Phase.OVER : Phase.WAITING;
            if (!stopNow) {
                Duration delay = hurried ? Duration.ZERO : wait;
                hurried = false;
                wakeUp = timer.schedule(delay, this::pollNow);
            }
        }
        if (stopNow) {
            end(step.stop(state));
        }
    }

    private void end(StepResult result) {
        onEnd.accept(this);
        if (result instanceof StepResult.Finished finished) {
            outcome.complete(finished.outcome());
        } else if (result instanceof StepResult.GaveUp gaveUp) {
            state = gaveUp.state();
            outcome.completeExceptionally(new WatchGivenUpException(gaveUp));
        }
    }
}
