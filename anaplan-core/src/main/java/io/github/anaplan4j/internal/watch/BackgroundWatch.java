package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.internal.base.Durations;
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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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

    // An executor that has kept a poll for that long may never run it.
    private static final Duration LONGEST_HAND_OVER = Duration.ofMinutes(1);
    // How long callbacks wait where the JVM has no thread for them.
    private static final Duration UNTIL_A_THREAD = Duration.ofSeconds(1);

    /** A poll that is handed over. */
    private final class HandedOver implements PollWorkers.Poll {
        @Override
        public void run() {
            poll(this);
        }

        @Override
        public void refused(Throwable noWorker) {
            postpone(this, noWorker);
        }
    }

    private final PollEngine engine;
    private final TimeSource time;
    private final Timer timer;
    private final PollWorkers workers;
    private final Executor callbacks;
    private final Consumer<BackgroundWatch> onEnd;
    private final long start;
    private final CompletableFuture<TaskOutcome> outcome = new CompletableFuture<>();
    // One for all who ask: each stage stays in the future as long as the watch goes on.
    private final CompletionStage<TaskOutcome> stage = outcome.minimalCompletionStage();

    private final Object lock = new Object();
    private Phase phase = Phase.WAITING;
    private Timer.@Nullable Entry wakeUp;
    // Tells a wait, or a poll that is handed over, from earlier ones.
    private Object current = new Object();
    private long blockedUntil;
    private boolean stopped;
    private boolean hurried;
    private volatile WatchState state;
    private volatile @Nullable TaskStatus latest;

    BackgroundWatch(
            TaskRef task,
            PollEngine engine,
            TimeSource time,
            Timer timer,
            PollWorkers workers,
            Consumer<BackgroundWatch> onEnd) {
        this.callbacks = workers.newCallbacks(retry -> timer.schedule(UNTIL_A_THREAD, retry));
        this.engine = engine.telling(callbacks, this::hurry);
        this.time = time;
        this.timer = timer;
        this.workers = workers;
        this.onEnd = onEnd;
        this.start = time.nanoTime();
        this.blockedUntil = start;
        this.state = engine.start(task);
    }

    @Override
    public TaskRef task() {
        return state.task();
    }

    @Override
    public CompletionStage<TaskOutcome> outcome() {
        return stage;
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
            if (phase != Phase.WAITING || blockedUntil - time.nanoTime() > 0) {
                hurry();
                return;
            }
        }
        begin();
    }

    // Not here and now, for it may be called amid the poll of another watch.
    private void hurry() {
        synchronized (lock) {
            hurried = phase == Phase.POLLING;
            if (phase == Phase.WAITING) {
                changeTo(Phase.WAITING);
                wakeUp = timer.schedule(untilAllowed(), this::begin);
            }
        }
    }

    // Only with the lock held.
    private Duration untilAllowed() {
        return Duration.ofNanos(Math.max(0, blockedUntil - time.nanoTime()));
    }

    /** Hands the next poll over, if the watch is waiting for it. */
    void begin() {
        HandedOver poll = new HandedOver();
        synchronized (lock) {
            if (phase != Phase.WAITING) {
                return;
            }
            changeTo(Phase.HANDED_OVER);
            current = poll;
            guard(poll);
        }
        workers.execute(poll);
    }

    // Only with the lock held.
    private void changeTo(Phase next) {
        if (phase == Phase.HANDED_OVER && next != Phase.POLLING && current instanceof HandedOver late) {
            workers.forget(late);
        }
        phase = next;
        if (wakeUp != null) {
            wakeUp.cancel();
            wakeUp = null;
        }
    }

    // Only with the lock held. An executor that is shut down may drop the poll without a word.
    private void guard(HandedOver poll) {
        Optional<Duration> left = engine.left(elapsed());
        if (workers.areUsers()) {
            left = Optional.of(Durations.shorter(left.orElse(LONGEST_HAND_OVER), LONGEST_HAND_OVER));
        }
        left.ifPresent(most -> wakeUp = timer.schedule(most, () -> takeBack(poll)));
    }

    // A pool that is full now may have room later; one that is shut down never has.
    private void postpone(HandedOver poll, Throwable noWorker) {
        synchronized (lock) {
            if (phase != Phase.HANDED_OVER || current != poll) {
                return;
            }
            changeTo(Phase.POLLING); // for the moment that it takes to decide
        }
        if (workers.areShutDown()) {
            over(engine.breakOff(state, elapsed(), noWorker));
        } else {
            LOG.warn("The executor takes no poll of {}; trying again later", state.task(), noWorker);
            goOn(engine.waitForAWorker(state, elapsed()));
        }
    }

    /** Ends the hand-over of a poll that nobody has begun: at the limit of the watch, or after a minute. */
    private void takeBack(HandedOver poll) {
        boolean isTimeSpent = engine.left(elapsed()).filter(Durations::isOver).isPresent();
        boolean isShutDown = workers.areShutDown();
        HandedOver again = new HandedOver();
        synchronized (lock) {
            if (phase != Phase.HANDED_OVER || current != poll) {
                return;
            }
            if (isTimeSpent || isShutDown) {
                changeTo(Phase.OVER);
            } else {
                changeTo(Phase.HANDED_OVER);
                current = again;
                guard(again);
            }
        }
        if (isTimeSpent) {
            end(engine.timeSpent(state, elapsed()));
        } else if (isShutDown) {
            end(engine.breakOff(
                    state,
                    elapsed(),
                    new RejectedExecutionException("The executor was shut down before it had made the poll.")));
        } else {
            LOG.warn("The executor has made no poll of {} for {}", state.task(), LONGEST_HAND_OVER);
            workers.executeHere(again);
        }
    }

    private void poll(HandedOver poll) {
        synchronized (lock) {
            if (phase != Phase.HANDED_OVER || current != poll) {
                return; // stopped or taken back meanwhile
            }
            changeTo(Phase.POLLING);
        }
        try {
            Turn turn = engine.poll(state, this::elapsed);
            if (turn.ready() != null && workers.areInline()) {
                engine.await(turn, () -> false);
                turn = engine.poll(state, this::elapsed);
            }
            goOn(turn);
        } catch (Throwable broken) { // nobody else would ever hear of it
            over(engine.breakOff(state, elapsed(), broken));
        }
    }

    private void goOn(Turn turn) {
        if (turn.result() instanceof StepResult.Pending pending) {
            state = pending.state();
            latest = state.lastSeen();
            await(turn);
        } else {
            over(turn.result());
        }
    }

    private void await(Turn turn) {
        Object wait = new Object();
        boolean stopNow;
        synchronized (lock) {
            stopNow = stopped;
            if (!stopNow) {
                phase = Phase.WAITING;
                current = wait;
                blockedUntil = time.nanoTime() + TimeUnit.NANOSECONDS.convert(turn.blocked());
                Duration delay = hurried ? turn.blocked() : turn.delay();
                wakeUp = timer.schedule(delay, this::begin);
                hurried = false;
            }
        }
        if (stopNow) {
            over(engine.stop(state, elapsed()));
        } else if (turn.ready() != null) {
            turn.ready().whenComplete((token, failure) -> beginAfter(wait));
        }
    }

    private void beginAfter(Object wait) {
        synchronized (lock) {
            if (phase != Phase.WAITING || current != wait) {
                return;
            }
        }
        begin();
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
            endBy(() -> outcome.complete(finished.outcome()));
        } else if (result instanceof StepResult.GaveUp gaveUp) {
            latest = gaveUp.state().lastSeen();
            endBy(() -> outcome.completeExceptionally(engine.toException(gaveUp)));
        } else {
            throw new AssertionError(result);
        }
    }

    private void endBy(SerialCallbacks.End end) {
        callbacks.execute(end);
    }

    private Duration elapsed() {
        return Duration.ofNanos(time.nanoTime() - start);
    }
}
