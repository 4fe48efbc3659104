package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.task.Transition;
import io.github.anaplan4j.watch.Observation;
import io.github.anaplan4j.watch.WatchEvent;
import io.github.anaplan4j.watch.WatchListener;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener what happens in a watch, and lets nothing that it throws be felt there. */
final class WatchEvents {
    private static final Logger LOG = LoggerFactory.getLogger(WatchEvents.class);

    private final WatchListener listener;
    private final Executor callbacks;

    WatchEvents(WatchListener listener, Executor callbacks) {
        this.listener = listener;
        this.callbacks = callbacks;
    }

    void report(WatchState before, WatchState after, Poll poll) {
        TaskRef task = after.task();
        Duration elapsed = after.elapsed();
        if (poll.observation() instanceof Observation.Seen seen) {
            reportStatus(task, elapsed, before.lastSeen(), seen.status());
        } else if (poll.observation() instanceof Observation.Throttled throttled) {
            tell(new WatchEvent.Throttled(task, elapsed, throttled.atLeast()));
        } else if (poll.observation() instanceof Observation.PollFailed failed && poll.failure() != null) {
            RuntimeException cause = asPublic(poll.failure());
            tell(new WatchEvent.PollFailed(task, elapsed, failed.kind(), after.consecutiveFailures(), cause));
        } else {
            throw new AssertionError(poll);
        }
    }

    // Listeners are of users, who know the exported exceptions alone.
    private static RuntimeException asPublic(RuntimeException failure) {
        return failure instanceof TokenRejectedException rejected ? rejected.rejection() : failure;
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

    void ended(WatchState state, TaskOutcome outcome) {
        tell(new WatchEvent.Ended(state.task(), state.elapsed(), outcome));
    }

    void gaveUp(WatchState state, GiveUpReason reason) {
        tell(new WatchEvent.GaveUp(state.task(), state.elapsed(), reason, state.lastSeen()));
    }

    private void tell(WatchEvent event) {
        callbacks.execute(() -> tellNow(event));
    }

    private void tellNow(WatchEvent event) {
        try {
            listener.onEvent(event);
        } catch (Throwable broken) { // also what other languages throw undeclared
            LOG.warn("A listener failed on {}; the watch goes on", event, broken);
        }
    }
}
