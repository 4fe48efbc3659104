package io.github.anaplan4j.watch;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
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
        return poll(state, () -> {
            Duration since = Duration.between(state.asOf(), time.now());
            return state.elapsed().plus(since.isNegative() ? Duration.ZERO : since);
        });
    }

    /**
     * Makes one step of a watch within a process.
     *
     * @param state the state that the step before left, or that of {@link #start}
     * @param elapsed tells the time since the watch began; asked after the poll
     * @return where the watch stands now; {@link StepResult.Pending} with an unchanged state if it was too early to poll
     */
    StepResult poll(WatchState state, Supplier<Duration> elapsed) {
        Duration tooEarly = gate.ask(state.task());
        if (!tooEarly.isZero()) {
            return new StepResult.Pending(state, tooEarly);
        }
        Observation observation;
        AnaplanException failure = null;
        try {
            observation = new Observation.Seen(source.status(state.task(), settings.pollTimeout()));
        } catch (AnaplanException failed) {
            if (failed instanceof TransportException transport
                    && transport.kind() == TransportException.Kind.INTERRUPTED) {
                return giveUp(state, GiveUpReason.STOPPED, failed);
            }
            failure = failed;
            observation = observe(failed);
        }
        WatchState next = state.after(observation, elapsed.get(), time.now());
        report(state, next, observation, failure);
        if (observation instanceof Observation.Seen seen
                && seen.status().state().isTerminal()) {
            return finish(next, seen.status());
        }
        Decision decision = settings.policy().decide(next, observation);
        if (decision instanceof Decision.GiveUp giveUp) {
            return giveUp(next, giveUp.reason(), failure);
        }
        return new StepResult.Pending(next, notBefore((Decision.Again) decision, observation));
    }

    /**
     * Ends the watch because its caller wants that; sends nothing, and leaves the task alone.
     *
     * @param state the state that the step before left
     * @return the end of the watch
     */
    public StepResult.GaveUp stop(WatchState state) {
        gate.leave(state.task());
        return giveUp(state, GiveUpReason.STOPPED, null);
    }

    private StepResult.Finished finish(WatchState state, TaskStatus status) {
        TaskOutcome outcome = TaskOutcome.of(state.task(), status, settings.criterion());
        learn(state, outcome);
        tell(new WatchEvent.Ended(state.task(), state.elapsed(), outcome));
        return new StepResult.Finished(outcome);
    }

    // What Anaplan says of the run, or else how long it was seen running. A cancelled run teaches nothing.
    private void learn(WatchState state, TaskOutcome outcome) {
        if (!outcome.status().state().equals(TaskState.COMPLETE)) {
            return;
        }
        Duration duration = outcome.result()
                .flatMap(result -> Optional.ofNullable(result.duration()))
                .orElse(state.running());
        if (duration.isNegative() || duration.isZero()) {
            return;
        }
        try {
            settings.history().add(state.task().action(), duration);
        } catch (RuntimeException broken) {
            LOG.warn("The history of durations failed on {}; the watch goes on", state.task(), broken);
        }
    }

    private Observation observe(AnaplanException failed) {
        if (failed instanceof AnaplanApiException answer && answer.status() == 429) {
            // A wait that is over already, as a past date says, is still a wait.
            Duration wait = max(answer.retryAfter().orElse(Observation.Throttled.DEFAULT_WAIT), gate.floor());
            gate.throttled(wait);
            return new Observation.Throttled(wait);
        }
        return new Observation.PollFailed(FailureKind.of(failed));
    }

    private Duration notBefore(Decision.Again again, Observation observation) {
        Duration wait = max(again.notBefore(), gate.floor());
        return observation instanceof Observation.Throttled throttled ? max(wait, throttled.atLeast()) : wait;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private void report(
            WatchState before, WatchState after, Observation observation, @Nullable AnaplanException failure) {
        TaskRef task = after.task();
        Duration elapsed = after.elapsed();
        if (observation instanceof Observation.Seen seen) {
            reportStatus(task, elapsed, before.lastSeen(), seen.status());
        } else if (observation instanceof Observation.Throttled throttled) {
            tell(new WatchEvent.Throttled(task, elapsed, throttled.atLeast()));
        } else if (observation instanceof Observation.PollFailed failed && failure != null) {
            tell(new WatchEvent.PollFailed(task, elapsed, failed.kind(), after.consecutiveFailures(), failure));
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

    private StepResult.GaveUp giveUp(WatchState state, GiveUpReason reason, @Nullable AnaplanException cause) {
        tell(new WatchEvent.GaveUp(state.task(), state.elapsed(), reason, state.lastSeen()));
        return new StepResult.GaveUp(state, reason, cause);
    }

    private void tell(WatchEvent event) {
        try {
            settings.listener().onEvent(event);
        } catch (RuntimeException | Error broken) {
            LOG.warn("A listener failed on {}; the watch goes on", event, broken);
        }
    }
}
