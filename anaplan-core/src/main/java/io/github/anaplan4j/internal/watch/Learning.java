package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.InMemory;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the watches of a client learn of how long runs take, and when they poll by that.
 *
 * <p>Thread-safe.
 */
public final class Learning {
    private static final Logger LOG = LoggerFactory.getLogger(Learning.class);

    // What a watch may have missed of a run that it still knows the duration of.
    private static final Duration HARDLY_ANY = Duration.ofSeconds(10);

    private final DurationHistory history;
    private final PollingPolicy policy;
    private final Executor tellers;

    /**
     * Makes it.
     *
     * @param history what the client knows; a watch may have another one
     * @param tellers tells a history, which may hang
     */
    public Learning(DurationHistory history, Executor tellers) {
        this.history = history;
        this.policy = PollingPolicy.learned(history);
        this.tellers = tellers;
    }

    /** {@return when watches poll that have no policy of their own} */
    PollingPolicy policy() {
        return policy;
    }

    /** {@return of how many runs of an action the client knows how long they took} */
    int known(ActionRef action) {
        return history.durations(action).size();
    }

    /** Takes in what Anaplan says of a past run; returns whether it tells how long that took. */
    boolean learn(TaskRef task, TaskStatus status) {
        Optional<Duration> duration = told(status);
        duration.ifPresent(known -> learn(task, known, history));
        return duration.isPresent();
    }

    /** Takes in the end of a run. */
    void learn(WatchState state, TaskOutcome outcome, WatchSettings settings) {
        Duration seen = state.missed()
                .filter(missed -> missed.compareTo(HARDLY_ANY) <= 0)
                .map(missed -> state.running())
                .orElse(Duration.ZERO);
        if (outcome.status().state().equals(TaskState.COMPLETE)) {
            DurationHistory own = Objects.requireNonNullElse(settings.history(), history);
            learn(state.task(), told(outcome.status()).orElse(seen), own);
        }
    }

    private void learn(TaskRef task, Duration duration, DurationHistory own) {
        if (Durations.isOver(duration)) {
            return;
        }
        Executor teller = own instanceof InMemory ? Runnable::run : tellers;
        try {
            teller.execute(() -> add(task, duration, own));
        } catch (Error noThread) { // the outcome is told all the same
            warn(task, noThread);
        }
    }

    private static void add(TaskRef task, Duration duration, DurationHistory own) {
        try {
            own.add(task, duration);
        } catch (RuntimeException broken) {
            warn(task, broken);
        }
    }

    private static void warn(TaskRef task, Throwable failure) {
        LOG.warn("The history of durations failed on {}; the watch goes on", task, failure);
    }

    // What Anaplan says of a run, successful or not. A cancelled one teaches nothing.
    private static Optional<Duration> told(TaskStatus status) {
        return status.state().equals(TaskState.COMPLETE) && status.result() != null
                ? Optional.ofNullable(status.result().duration())
                : Optional.empty();
    }
}
