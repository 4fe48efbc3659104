package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.Timer;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.Watch;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watch of {@link BackgroundDriver}.
 *
 * <p>It is always in one phase: waiting for the timer, handed to the executor, polling there, or over. Each change of
 * phase is made by whoever finds it in the phase before, under a lock that is never held while something of somebody
 * else runs.
 */
final class BackgroundWatch implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundWatch.class);

    private enum Phase {
        WAITING,
        HANDED_OVER,
        POLLING,
        OVER
    }

    private final PollEngine engine;
    private final TimeSource time;
    private final Timer timer;
    private final Executor executor;
    private final Consumer<BackgroundWatch> onEnd;
    private final long start;
    private final CompletableFuture<TaskOutcome> outcome = new CompletableFuture<>();

    private final Object lock = new Object();
    private Phase phase = Phase.WAITING;
    private Timer.@Nullable Entry wakeUp;
    private boolean stopped;
    private boolean hurried;
    private volatile WatchState state;
    private volatile @Nullable TaskStatus latest;

    BackgroundWatch(
            TaskRef task,
            PollEngine engine,
            TimeSource time,
            Timer timer,
            Executor executor,
            Consumer<BackgroundWatch> onEnd) {
        this.engine = engine;
        this.time = time;
        this.timer = timer;
        this.executor = executor;
        this.onEnd = onEnd;
        this.start = time.nanoTime();
        this.state = engine.start(task);
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
        return Optional.ofNullable(latest);
    }

    @Override
    public void stop() {
        synchronized (lock) {
            stopped = true;
            if (phase == Phase.POLLING || phase == Phase.OVER) {
                return; // the poll under way will see it
            }
            changeTo(Phase.OVER);
        }
        end(engine.stop(state, elapsed()));
    }

    @Override
    public void pollNow() {
        synchronized (lock) {
            hurried = phase == Phase.POLLING;
        }
        begin();
    }

    /** Hands the next poll over, if the watch is waiting for it. */
    void begin() {
        synchronized (lock) {
            if (phase != Phase.WAITING) {
                return;
            }
            changeTo(Phase.HANDED_OVER);
            // An executor that is shut down may drop the poll without a word.
            engine.left(elapsed()).ifPresent(left -> wakeUp = timer.schedule(left, this::giveUpOnTheExecutor));
        }
        try {
            executor.execute(this::poll);
        } catch (RuntimeException | Error noWorker) {
            postpone(noWorker);
        }
    }

    // Only with the lock held.
    private void changeTo(Phase next) {
        phase = next;
        if (wakeUp != null) {
            wakeUp.cancel();
            wakeUp = null;
        }
    }

    // A pool that is full now may have room later; one that is shut down never has.
    private void postpone(Throwable noWorker) {
        synchronized (lock) {
            if (phase != Phase.HANDED_OVER) {
                return;
            }
            changeTo(Phase.POLLING); // for the moment that it takes to decide
        }
        if (executor instanceof ExecutorService service && service.isShutdown()) {
            over(engine.breakOff(state, elapsed(), noWorker));
        } else {
            LOG.warn("The executor takes no poll of {}; trying again later", state.task(), noWorker);
            goOn(engine.waitForAWorker(state, elapsed()));
        }
    }

    private void giveUpOnTheExecutor() {
        synchronized (lock) {
            if (phase != Phase.HANDED_OVER) {
                return;
            }
            changeTo(Phase.OVER);
        }
        end(engine.timeSpent(state, elapsed()));
    }

    private void poll() {
        synchronized (lock) {
            if (phase != Phase.HANDED_OVER) {
                return; // stopped meanwhile
            }
            changeTo(Phase.POLLING);
        }
        try {
            goOn(engine.poll(state, this::elapsed));
        } catch (Throwable broken) { // nobody else would ever hear of it
            over(engine.breakOff(state, elapsed(), broken));
        }
    }

    private void goOn(Turn turn) {
        if (turn.result() instanceof StepResult.Pending pending) {
            state = pending.state();
            latest = state.lastSeen();
            await(turn.delay());
        } else {
            over(turn.result());
        }
    }

    private void await(Duration wait) {
        boolean stopNow;
        synchronized (lock) {
            stopNow = stopped;
            if (!stopNow) {
                phase = Phase.WAITING;
                wakeUp = timer.schedule(hurried ? Duration.ZERO : wait, this::begin);
                hurried = false;
            }
        }
        if (stopNow) {
            over(engine.stop(state, elapsed()));
        }
    }

    private void over(StepResult result) {
        synchronized (lock) {
            phase = Phase.OVER;
        }
        end(result);
    }

    private void end(StepResult result) {
        onEnd.accept(this);
        if (result instanceof StepResult.Finished finished) {
            latest = finished.outcome().status();
            outcome.complete(finished.outcome());
        } else if (result instanceof StepResult.GaveUp gaveUp) {
            latest = gaveUp.state().lastSeen();
            outcome.completeExceptionally(gaveUp.toException());
        } else {
            throw new AssertionError(result);
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(time.nanoTime() - start);
    }
}
