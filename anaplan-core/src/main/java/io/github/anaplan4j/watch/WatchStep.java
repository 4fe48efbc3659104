package io.github.anaplan4j.watch;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.task.Transition;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One step of a watch: poll once, sort what came back, fold it into the state, tell the listener, ask the policy. All
 * drivers share it; they only wait. Thread-safe and without state of its own.
 */
public final class WatchStep {
    private static final Logger LOG = LoggerFactory.getLogger(WatchStep.class);

    private final TaskStatusSource source;
    private final WatchSettings settings;
    private final PollingFloor floor;

    /**
     * @param source where the status comes from
     * @param settings how to watch
     * @param floor the shortest time between two polls, whatever the policy says
     */
    public WatchStep(TaskStatusSource source, WatchSettings settings, PollingFloor floor) {
        this.source = source;
        this.settings = settings;
        this.floor = floor;
    }

    /**
     * Polls once.
     *
     * @param task the watched task
     * @param state the state that the step before left, or {@link WatchState#start}
     * @param elapsed tells the time since the watch began; asked after the poll
     * @return where the watch stands now
     */
    public StepResult poll(TaskRef task, WatchState state, Supplier<Duration> elapsed) {
        Observation observation;
        AnaplanException failure = null;
        try {
            observation = new Observation.Seen(source.status(task, settings.pollTimeout()));
        } catch (AnaplanException failed) {
            if (failed instanceof TransportException transport
                    && transport.kind() == TransportException.Kind.INTERRUPTED) {
                return giveUp(task, state, GiveUpReason.STOPPED, failed);
            }
            failure = failed;
            observation = observe(failed);
        }
        WatchState next = state.after(observation, elapsed.get());
        report(task, state, next, observation, failure);
        if (observation instanceof Observation.Seen seen
                && seen.status().state().isTerminal()) {
            TaskOutcome outcome = TaskOutcome.of(task, seen.status(), settings.criterion());
            tell(new WatchEvent.Ended(task, next.elapsed(), outcome));
            return new StepResult.Finished(outcome);
        }
        Decision decision = settings.policy().decide(next, observation);
        if (decision instanceof Decision.GiveUp giveUp) {
            return giveUp(task, next, giveUp.reason(), failure);
        }
        return new StepResult.Pending(next, notBefore((Decision.Again) decision, observation));
    }

    /**
     * Ends the watch because its caller wants that; sends nothing.
     *
     * @param task the watched task
     * @param state the state that the step before left
     * @return the end of the watch
     */
    public StepResult.GaveUp stop(TaskRef task, WatchState state) {
        return giveUp(task, state, GiveUpReason.STOPPED, null);
    }

    private static Observation observe(AnaplanException failed) {
        return failed instanceof AnaplanApiException answer && answer.status() == 429
                ? new Observation.Throttled(answer.retryAfter().orElse(Observation.Throttled.DEFAULT_WAIT))
                : new Observation.PollFailed(FailureKind.of(failed));
    }

    private Duration notBefore(Decision.Again again, Observation observation) {
        Duration wait = max(again.notBefore(), floor.duration());
        return observation instanceof Observation.Throttled throttled ? max(wait, throttled.atLeast()) : wait;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private void report(
            TaskRef task,
            WatchState before,
            WatchState after,
            Observation observation,
            @Nullable AnaplanException failure) {
        Duration elapsed = after.elapsed();
        if (observation instanceof Observation.Seen seen) {
            reportStatus(task, elapsed, before.lastSeen(), seen.status());
        } else if (observation instanceof Observation.Throttled throttled) {
            tell(new WatchEvent.Throttled(task, elapsed, max(throttled.atLeast(), floor.duration())));
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

    private StepResult.GaveUp giveUp(
            TaskRef task, WatchState state, GiveUpReason reason, @Nullable AnaplanException cause) {
        tell(new WatchEvent.GaveUp(task, state.elapsed(), reason, state.lastSeen()));
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
