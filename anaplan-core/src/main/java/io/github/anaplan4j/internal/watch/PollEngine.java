package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.Pauses;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.Decision;
import io.github.anaplan4j.watch.Observation;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the polls of watches, for all drivers; they only wait.
 *
 * <p>For each poll it asks leave, polls once, sorts what came back, folds it into the state, holds that against the
 * limit, tells the listener and asks the policy. Thread-safe and without state of its own.
 */
public final class PollEngine {
    private static final Logger LOG = LoggerFactory.getLogger(PollEngine.class);

    private static final Duration WITHOUT_A_WORKER = Duration.ofSeconds(1);
    // How long a watch waits for a login before it looks whether there is a token after all.
    private static final Duration LOGIN = Duration.ofMinutes(1);
    // What is left of the limit for the last poll; within less, an answer is not to be expected.
    private static final Duration LAST_POLL = Duration.ofSeconds(1);
    // HTTP libraries count in whole milliseconds.
    private static final Duration TICK = Duration.ofMillis(1);

    private final SharedLooks looks;
    private final Supplier<? extends CompletableFuture<?>> ready;
    private final WatchSettings settings;
    private final RequestLimiter limiter;
    private final Lifecycle lifecycle;
    private final TimeSource time;
    private final Pauses pauses;
    private final WatchEvents events;
    private final Endings endings;
    // Of a watch that has the engine for itself.
    private final SharedLooks.@Nullable Place place;

    /**
     * Makes an engine.
     *
     * @param looks where the status comes from
     * @param ready gets ready what a poll needs and may take a while, such as a token; done when nothing has to be
     *     waited for
     * @param settings how to watch
     * @param limiter lets the polls out, whatever the policy says
     * @param lifecycle ends each watch when the client is closed
     * @param time the clock
     */
    public PollEngine(
            SharedLooks looks,
            Supplier<? extends CompletableFuture<?>> ready,
            WatchSettings settings,
            RequestLimiter limiter,
            Lifecycle lifecycle,
            TimeSource time) {
        this(
                looks,
                ready,
                settings,
                limiter,
                lifecycle,
                time,
                new WatchEvents(settings.listener(), Runnable::run),
                Endings.KEPT_NOWHERE,
                null);
    }

    private PollEngine(
            SharedLooks looks,
            Supplier<? extends CompletableFuture<?>> ready,
            WatchSettings settings,
            RequestLimiter limiter,
            Lifecycle lifecycle,
            TimeSource time,
            WatchEvents events,
            Endings endings,
            SharedLooks.@Nullable Place place) {
        this.looks = looks;
        this.ready = ready;
        this.settings = settings;
        this.limiter = limiter;
        this.lifecycle = lifecycle;
        this.time = time;
        this.pauses = new Pauses(lifecycle, time);
        this.events = events;
        this.endings = endings;
        this.place = place;
    }

    /**
     * Makes an engine that does the same, and minds what its ends mean to stores.
     *
     * @param stores what they mean
     * @return the engine
     */
    public PollEngine minding(Endings stores) {
        return new PollEngine(looks, ready, settings, limiter, lifecycle, time, events, stores, place);
    }

    /**
     * Makes an engine that does the same for one watch alone, which need not be polled alone.
     *
     * @param callbacks calls the listener
     * @param wakeUp ends the wait of the watch when its status has come with others
     * @return the engine
     */
    PollEngine telling(Executor callbacks, Runnable wakeUp) {
        return new PollEngine(
                looks,
                ready,
                settings,
                limiter,
                lifecycle,
                time,
                new WatchEvents(settings.listener(), callbacks),
                endings,
                new SharedLooks.Place(wakeUp));
    }

    WatchState start(TaskRef task) {
        endings.begin(task, settings);
        return WatchState.start(task, time.now());
    }

    /**
     * Makes one step of a watch that was stored in between.
     *
     * <p>A scheduler comes when it comes. So after the limit it may make the last poll still, in a poll's usual time.
     */
    Turn pollStored(WatchState state) {
        Supplier<Duration> elapsed = () -> storedElapsed(state);
        Duration blocked = waitUntil(state.blockedUntil(), state);
        Duration tooEarly = waitUntil(state.nextPoll(), state);
        // Where the limit came first, the wait is over before the block; with a longer limit now the block counts.
        boolean isBlocked = !blocked.isZero() && !isTimeSpent(elapsed.get());
        Duration wait = isBlocked ? Durations.longer(tooEarly, blocked) : tooEarly;
        if (!wait.isZero()) {
            return waiting(state, wait, blocked, elapsed.get());
        }
        if (!blocked.isZero()) { // the time is spent, and it is too early even for the last poll
            return Turn.over(timeSpent(state, elapsed.get()));
        }
        endings.begin(state.task(), settings); // in this process the watch may do so now
        Turn turn = poll(state, elapsed, Durations.ENDLESS);
        if (turn.ready() != null && await(turn, () -> false)) {
            return poll(state, elapsed, Durations.ENDLESS);
        }
        return turn;
    }

    /** Waits on this thread for what a turn waits for, as {@link Turn#await} does. */
    boolean await(Turn turn, BooleanSupplier isHurried) {
        return turn.await(pauses, time, isHurried);
    }

    StepResult.GaveUp stopStored(WatchState state) {
        return stop(state, storedElapsed(state));
    }

    private Duration storedElapsed(WatchState state) {
        Duration since = Duration.between(state.asOf(), time.now());
        return state.elapsed().plus(Durations.longer(since, Duration.ZERO));
    }

    /** {@return how long until that moment; nothing if the clock was set back, and so tells nothing} */
    private Duration waitUntil(Instant moment, WatchState state) {
        Instant now = time.now();
        return now.isBefore(state.asOf()) || now.isAfter(moment) ? Duration.ZERO : Duration.between(now, moment);
    }

    /**
     * Makes one step of a watch within a process.
     *
     * @param state the watch so far
     * @param elapsed tells the time since the watch began
     * @return where the watch stands now
     */
    Turn poll(WatchState state, Supplier<Duration> elapsed) {
        Duration left = left(elapsed.get()).orElse(Durations.ENDLESS);
        return Durations.isOver(left) && lifecycle.isOpen()
                ? Turn.over(timeSpent(state, elapsed.get()))
                : poll(state, elapsed, left);
    }

    private Turn poll(WatchState state, Supplier<Duration> elapsed, Duration atMost) {
        if (!lifecycle.isOpen()) {
            return Turn.over(stop(state, elapsed.get()));
        }
        CompletableFuture<?> readiness = ready.get();
        if (!readiness.isDone()) {
            return waiting(state, LOGIN, waitUntil(state.blockedUntil(), state), elapsed.get(), readiness);
        }
        Optional<Poll> told = looks.take(place);
        if (told.isPresent()) {
            return afterwards(state, told.get(), elapsed.get());
        }
        Duration tooEarly = looks.ask(state, place);
        if (!tooEarly.isZero()) {
            return waiting(state, tooEarly, Durations.shorter(limiter.blocked(state.task()), tooEarly), elapsed.get());
        }
        Duration begun = elapsed.get();
        @Nullable Poll poll;
        try {
            poll = looks.poll(state, place, settings.processDetails(), atMost).orElse(null);
        } catch (RuntimeException failure) {
            poll = failed(state, failure);
        } finally {
            limiter.pollDone(state.task());
        }
        if (poll == null) {
            looks.keepTurn(state, place);
            looks.insist(place);
            return waiting(state, limiter.floor(), limiter.floor(), elapsed.get());
        }
        if (poll.failure() instanceof TransportException congested && congested.isOwnCongestion()) {
            LOG.warn("No poll of {} for now", state.task(), congested);
            return waitForAWorker(state, elapsed.get());
        }
        if (poll.failure() instanceof TransportException transport
                && transport.kind() == TransportException.Kind.INTERRUPTED) {
            return Turn.over(giveUp(state.at(elapsed.get(), time.now()), GiveUpReason.STOPPED, transport));
        }
        if (poll.failure() instanceof TransportException cutOff && hasTaken(begun, atMost, elapsed.get())) {
            return Turn.over(leave(state, elapsed.get(), GiveUpReason.TIME_SPENT, cutOff));
        }
        return afterwards(state, poll, elapsed.get());
    }

    // A poll that the limit of the watch has cut off says nothing about the server.
    private static boolean hasTaken(Duration begun, Duration atMost, Duration now) {
        return now.minus(begun).compareTo(atMost.minus(TICK)) >= 0;
    }

    private Poll failed(WatchState state, RuntimeException failure) {
        Duration serversWait = failure instanceof AnaplanApiException answer
                ? Durations.shorter(answer.demandedWait(), RequestLimiter.LONGEST_PAUSE)
                : Duration.ZERO;
        if (failure instanceof AnaplanApiException answer && answer.condition() == ApiCondition.THROTTLED) {
            // A wait that is over already, as a past date says, is still a wait.
            Duration wait = Durations.longer(serversWait, limiter.floor());
            limiter.throttled(Durations.longer(answer.demandedWait(), limiter.floor()));
            looks.keepTurn(state, place);
            return Poll.failed(new Observation.Throttled(wait), failure, wait);
        }
        return Poll.failed(
                new Observation.PollFailed(FailureKinds.of(failure, state.lastFailure())), failure, serversWait);
    }

    private Turn afterwards(WatchState before, Poll poll, Duration elapsed) {
        Observation observation = poll.observation();
        WatchState state = before.after(observation, elapsed, time.now());
        events.report(before, state, poll);
        try {
            if (observation instanceof Observation.Seen seen
                    && seen.status().state().isTerminal()) {
                return Turn.over(finish(state, seen.status()));
            }
            if (isTimeSpent(state.elapsed())) {
                return Turn.over(giveUp(state, GiveUpReason.TIME_SPENT, poll.failure()));
            }
            Decision decision = Objects.requireNonNull(endings.decide(state, observation, settings), "the decision");
            if (decision instanceof Decision.GiveUp && poll.isShared()) {
                looks.insist(place);
                return waiting(state, limiter.floor(), limiter.floor(), state.elapsed());
            }
            if (decision instanceof Decision.GiveUp giveUp) {
                return Turn.over(giveUp(state, giveUp.reason(), poll.failure()));
            }
            if (decision instanceof Decision.Again again) {
                Duration blocked = Durations.longer(limiter.floor(), poll.serversWait());
                return waiting(state, Durations.longer(again.delay(), blocked), blocked, state.elapsed());
            }
            throw new AssertionError(decision);
        } catch (RuntimeException broken) {
            return Turn.over(giveUp(state, GiveUpReason.BROKEN, broken));
        }
    }

    /**
     * Waits, but not beyond the limit.
     *
     * <p>The last poll is made a second before that, if it is not too early even then; else the watch ends without it.
     *
     * @param state the watch so far
     * @param wait how long to wait
     * @param blocked the part of the wait that is not the policy's to shorten
     * @param elapsed the time since the watch began
     * @return where the watch stands now
     */
    private Turn waiting(WatchState state, Duration wait, Duration blocked, Duration elapsed) {
        return waiting(state, wait, blocked, elapsed, null);
    }

    private Turn waiting(
            WatchState state,
            Duration wait,
            Duration blocked,
            Duration elapsed,
            @Nullable CompletableFuture<?> readiness) {
        if (isTimeSpent(elapsed)) {
            return Turn.over(timeSpent(state, elapsed));
        }
        Duration delay = left(elapsed).map(left -> delay(wait, blocked, left)).orElse(wait);
        Instant now = time.now();
        return new Turn(
                new StepResult.Pending(state.waiting(now.plus(delay), now.plus(blocked))),
                delay,
                Durations.shorter(blocked, delay),
                readiness);
    }

    private static Duration delay(Duration wait, Duration blocked, Duration left) {
        Duration untilLast = left.minus(LAST_POLL);
        boolean hasLast = !Durations.isOver(untilLast) && untilLast.compareTo(blocked) >= 0;
        return hasLast ? Durations.shorter(wait, untilLast) : left;
    }

    /** {@return how long until the limit, if there is one} */
    Optional<Duration> left(Duration elapsed) {
        return Optional.ofNullable(settings.limit()).map(limit -> limit.minus(elapsed));
    }

    private boolean isTimeSpent(Duration elapsed) {
        return left(elapsed).filter(Durations::isOver).isPresent();
    }

    /** Waits a little because there is nobody to make the poll. */
    Turn waitForAWorker(WatchState state, Duration elapsed) {
        Duration wait = Durations.longer(limiter.floor(), WITHOUT_A_WORKER);
        return waiting(state, wait, wait, elapsed);
    }

    private StepResult.Finished finish(WatchState state, TaskStatus status) {
        TaskOutcome outcome = TaskOutcome.of(state.task(), status, settings.criterion());
        endings.tell(state, outcome, settings);
        events.ended(state, outcome);
        return new StepResult.Finished(outcome);
    }

    /** {@return the exception of a watch that was given up, with its cure if a ledger keeps the task} */
    WatchGivenUpException toException(StepResult.GaveUp gaveUp) {
        return endings.toException(gaveUp);
    }

    /** Ends a watch because its caller wants that. */
    StepResult.GaveUp stop(WatchState state, Duration elapsed) {
        // Whoever did not stop it wants to know who did.
        Throwable cause = lifecycle.isOpen() ? null : new CancellationException("the client was closed");
        return leave(state, elapsed, GiveUpReason.STOPPED, cause);
    }

    /** Ends a watch whose time is over, without another poll. */
    StepResult.GaveUp timeSpent(WatchState state, Duration elapsed) {
        return leave(state, elapsed, GiveUpReason.TIME_SPENT, null);
    }

    /** Ends a watch that a driver can no longer drive. */
    StepResult.GaveUp breakOff(WatchState state, Duration elapsed, Throwable cause) {
        return leave(state, elapsed, GiveUpReason.BROKEN, cause);
    }

    private StepResult.GaveUp leave(
            WatchState state, Duration elapsed, GiveUpReason reason, @Nullable Throwable cause) {
        return giveUp(state.at(elapsed, time.now()), reason, cause);
    }

    private StepResult.GaveUp giveUp(WatchState state, GiveUpReason reason, @Nullable Throwable cause) {
        looks.leave(state, place);
        events.gaveUp(state, reason);
        return new StepResult.GaveUp(state, reason, cause);
    }
}
