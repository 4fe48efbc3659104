package io.github.anaplan4j.watch;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.task.Transition;
import io.github.anaplan4j.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One step of a watch: ask leave to poll, poll once, sort what came back, fold it into the state, tell the listener, ask the
 * policy. All drivers share it; they only wait. A scheduler that keeps its jobs can be a driver too: it stores
 * {@link WatchState#toText} and calls {@link #poll(WatchState)} when the wait is over. A step repeated after a crash does no
 * harm. Thread-safe and without state of its own.
 */
public final class WatchStep {
    private static final Logger LOG = LoggerFactory.getLogger(WatchStep.class);

    private static final Duration WITHOUT_A_WORKER = Duration.ofSeconds(1);
    // What waited longer for its token has to line up again: all that wait for one login would leave together.
    private static final long AT_ONCE = Duration.ofMillis(100).toNanos();

    private final TaskStatusSource source;
    private final WatchSettings settings;
    private final PollingGate gate;
    private final TimeSource time;

    /**
     * @param source where the status comes from
     * @param settings how to watch
     * @param gate lets the polls out, whatever the policy says
     * @param time the clock
     */
    public WatchStep(TaskStatusSource source, WatchSettings settings, PollingGate gate, TimeSource time) {
        this.source = source;
        this.settings = settings;
        this.gate = gate;
        this.time = time;
    }

    /**
     * @param task the task to watch
     * @return the state before the first poll
     */
    public WatchState start(TaskRef task) {
        return WatchState.start(task, time.now());
    }

    /**
     * Makes one step of a watch that was stored in between. Elapsed time is counted by the wall clock, for there is no
     * other that outlives a process; a clock that jumps back counts as one that stood still.
     *
     * @param state the state that the step before left, or that of {@link #start}
     * @return where the watch stands now; {@link StepResult.Pending} with an unchanged state if it was too early to poll
     */
    public StepResult poll(WatchState state) {
        Supplier<Duration> elapsed = () -> storedElapsed(state);
        Duration tooEarly = state.waitAt(time.now());
        return tooEarly.isZero() ? poll(state, elapsed) : waiting(state, tooEarly, tooEarly, elapsed.get());
    }

    /**
     * Ends a watch that was stored in between, because its caller wants that; sends nothing, and leaves the task alone.
     *
     * @param state the state that the step before left
     * @return the end of the watch
     */
    public StepResult.GaveUp stop(WatchState state) {
        return stop(state, storedElapsed(state));
    }

    private Duration storedElapsed(WatchState state) {
        Duration since = Duration.between(state.asOf(), time.now());
        return state.elapsed().plus(since.isNegative() ? Duration.ZERO : since);
    }

    /**
     * Makes one step of a watch within a process.
     *
     * @param elapsed tells the time since the watch began
     */
    StepResult poll(WatchState state, Supplier<Duration> elapsed) {
        if (gate.isClosed()) {
            return stop(state, elapsed.get());
        }
        if (isAtTheLimit(elapsed.get()) && !state.waitAt(time.now()).isZero()) {
            return timeSpent(state, elapsed.get()); // too early even for the last poll
        }
        Duration tooEarly = gate.ask(state.task());
        if (!tooEarly.isZero()) {
            return waiting(state, tooEarly, tooEarly, elapsed.get());
        }
        Poll poll;
        long start = time.nanoTime();
        try {
            source.prepare();
            if (time.nanoTime() - start > AT_ONCE) {
                return waiting(state, gate.floor(), gate.floor(), elapsed.get());
            }
            poll = ask(state);
        } catch (RuntimeException notPrepared) {
            poll = failed(state, notPrepared);
        } finally {
            gate.done(state.task());
        }
        if (poll.failure() instanceof TransportException transport
                && transport.kind() == TransportException.Kind.INTERRUPTED) {
            return giveUp(state.at(elapsed.get(), time.now()), GiveUpReason.STOPPED, transport);
        }
        return afterwards(state, poll, elapsed.get());
    }

    StepResult.GaveUp stop(WatchState state, Duration elapsed) {
        gate.leave(state.task());
        return giveUp(state.at(elapsed, time.now()), GiveUpReason.STOPPED, null);
    }

    boolean isClosed() {
        return gate.isClosed();
    }

    /**
     * What one poll brought.
     *
     * @param observation for the policy
     * @param failure why there is no status, or null
     * @param serversWait how long the server wants to be left alone
     */
    private record Poll(Observation observation, @Nullable RuntimeException failure, Duration serversWait) {}

    private Poll ask(WatchState state) {
        try {
            TaskStatus status = source.status(state.task());
            return new Poll(new Observation.Seen(status), null, Duration.ZERO);
        } catch (RuntimeException failure) {
            return failed(state, failure);
        }
    }

    private Poll failed(WatchState state, RuntimeException failure) {
        Duration serversWait = failure instanceof AnaplanApiException answer ? answer.demandedWait() : Duration.ZERO;
        if (failure instanceof AnaplanApiException answer && answer.condition() == ApiCondition.THROTTLED) {
            // A wait that is over already, as a past date says, is still a wait.
            Duration wait = max(serversWait, gate.floor());
            gate.throttled(wait);
            return new Poll(new Observation.Throttled(wait), failure, wait);
        }
        FailureKind kind = FailureKind.of(failure, state.lastFailure());
        return new Poll(new Observation.PollFailed(kind), failure, serversWait);
    }

    private StepResult afterwards(WatchState before, Poll poll, Duration elapsed) {
        Observation observation = poll.observation();
        WatchState state = before.after(observation, elapsed, time.now());
        report(before, state, poll);
        try {
            if (observation instanceof Observation.Seen seen
                    && seen.status().state().isTerminal()) {
                return finish(state, seen.status());
            }
            if (isAtTheLimit(state.elapsed())) {
                return giveUp(state, GiveUpReason.TIME_SPENT, poll.failure());
            }
            Decision decision = settings.policy().decide(state, observation);
            if (decision instanceof Decision.GiveUp giveUp) {
                return giveUp(state, giveUp.reason(), poll.failure());
            }
            Duration hardWait = max(gate.floor(), poll.serversWait());
            Duration wait = max(((Decision.Again) decision).notBefore(), hardWait);
            return waiting(state, wait, hardWait, state.elapsed());
        } catch (RuntimeException broken) {
            return giveUp(state, GiveUpReason.BROKEN, broken);
        }
    }

    /**
     * Waits, but not beyond the limit. There the last poll is made, unless it is too early even then; if so, the watch ends
     * without it.
     *
     * @param hardWait the part of the wait that is not the policy's to shorten
     */
    private StepResult waiting(WatchState state, Duration wait, Duration hardWait, Duration elapsed) {
        Duration left = left(elapsed).orElse(wait);
        if (wait.compareTo(left) <= 0) {
            return new StepResult.Pending(state.notBefore(time.now().plus(wait)), wait);
        }
        return left.isNegative() || left.isZero()
                ? timeSpent(state, elapsed)
                : new StepResult.Pending(state.notBefore(time.now().plus(max(left, hardWait))), left);
    }

    private boolean isAtTheLimit(Duration elapsed) {
        return left(elapsed).filter(left -> left.compareTo(Duration.ZERO) <= 0).isPresent();
    }

    /** Ends a watch whose time is over, without another poll. */
    StepResult.GaveUp timeSpent(WatchState state, Duration elapsed) {
        gate.leave(state.task());
        return giveUp(state.at(elapsed, time.now()), GiveUpReason.TIME_SPENT, null);
    }

    /** {@return how long until the limit, if there is one} */
    Optional<Duration> left(Duration elapsed) {
        return Optional.ofNullable(settings.limit()).map(limit -> limit.minus(elapsed));
    }

    /** Waits because there is nobody to make the poll. */
    StepResult waitForAWorker(WatchState state, Duration elapsed) {
        Duration wait = max(gate.floor(), WITHOUT_A_WORKER);
        return waiting(state, wait, wait, elapsed);
    }

    private StepResult.Finished finish(WatchState state, TaskStatus status) {
        TaskOutcome outcome = TaskOutcome.of(state.task(), status, settings.criterion());
        learn(state, outcome);
        tell(new WatchEvent.Ended(state.task(), state.elapsed(), outcome));
        return new StepResult.Finished(outcome);
    }

    // What Anaplan says of the run, or else how long it was seen running, if it was seen before that. A cancelled run
    // teaches nothing.
    private void learn(WatchState state, TaskOutcome outcome) {
        if (!outcome.status().state().equals(TaskState.COMPLETE)) {
            return;
        }
        Duration seenRunning = state.sawTheBeginning() ? state.running() : Duration.ZERO;
        Duration duration = outcome.result()
                .flatMap(result -> Optional.ofNullable(result.duration()))
                .orElse(seenRunning);
        if (duration.isNegative() || duration.isZero()) {
            return;
        }
        try {
            settings.history().add(state.task().action(), duration);
        } catch (RuntimeException broken) {
            LOG.warn("The history of durations failed on {}; the watch goes on", state.task(), broken);
        }
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private void report(WatchState before, WatchState after, Poll poll) {
        TaskRef task = after.task();
        Duration elapsed = after.elapsed();
        if (poll.observation() instanceof Observation.Seen seen) {
            reportStatus(task, elapsed, before.lastSeen(), seen.status());
        } else if (poll.observation() instanceof Observation.Throttled throttled) {
            tell(new WatchEvent.Throttled(task, elapsed, throttled.atLeast()));
        } else if (poll.observation() instanceof Observation.PollFailed failed && poll.failure() != null) {
            tell(new WatchEvent.PollFailed(task, elapsed, failed.kind(), after.consecutiveFailures(), poll.failure()));
        }
    }

    private void reportStatus(TaskRef task, Duration elapsed, @Nullable TaskStatus before, TaskStatus now) {
        tell(new WatchEvent.Polled(task, elapsed, now));
        TaskState from = before == null ? null : before.state();
        TaskState to = now.state();
        if (!to.equals(from)) {
            tell(new WatchEvent.StateChanged(task, elapsed, from, to));
            boolean irregular = from == null
                    ? to.kind() == TaskState.Kind.UNKNOWN
                    : Transition.between(from, to) == Transition.IRREGULAR;
            if (irregular) {
                tell(new WatchEvent.IrregularTransition(task, elapsed, from, to));
            }
        }
        String stepBefore = before == null ? null : before.currentStep();
        if (!Objects.equals(stepBefore, now.currentStep())) {
            tell(new WatchEvent.StepChanged(task, elapsed, stepBefore, now.currentStep()));
        }
    }

    /** Ends a watch that a driver can no longer drive. */
    StepResult.GaveUp breakOff(WatchState state, Duration elapsed, Throwable cause) {
        gate.leave(state.task());
        return giveUp(state.at(elapsed, time.now()), GiveUpReason.BROKEN, cause);
    }

    private StepResult.GaveUp giveUp(WatchState state, GiveUpReason reason, @Nullable Throwable cause) {
        tell(new WatchEvent.GaveUp(state.task(), state.elapsed(), reason, state.lastSeen()));
        return new StepResult.GaveUp(state, reason, cause);
    }

    private void tell(WatchEvent event) {
        try {
            settings.listener().onEvent(event);
        } catch (Throwable broken) { // also what other languages throw undeclared
            LOG.warn("A listener failed on {}; the watch goes on", event, broken);
        }
    }
}
