package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.InMemory;
import io.github.anaplan4j.internal.base.ReadsAhead;
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
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
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
    private final boolean inline;

    /**
     * Makes it.
     *
     * @param history what the client knows; a watch may have another one
     * @param tellers tells a history, which may hang
     * @param inline whether whoever begins a watch may be held up by a history
     */
    public Learning(DurationHistory history, Executor tellers, boolean inline) {
        this.history = history;
        this.policy = PollingPolicy.learned(history);
        this.tellers = tellers;
        this.inline = inline;
    }

    /** {@return when a watch polls: as it was told, or else by what the client has learned} */
    PollingPolicy policy(WatchSettings settings) {
        return Objects.requireNonNullElse(settings.policy(), policy);
    }

    /** {@return whether a watch is polled by what the client has learned, perhaps with settings around it} */
    boolean isLearned(WatchSettings settings) {
        return reader(policy(settings)).filter(reader -> reader.goesBy(history)).isPresent();
    }

    /** Has the history of a watch that begins read, so that no poll of it has to wait for that. */
    void begin(ActionRef action, WatchSettings settings) {
        reader(policy(settings)).ifPresent(reader -> reader.readAhead(action, inline));
    }

    /** {@return of how many runs the client knows how long they took; empty if its history cannot be read in time} */
    OptionalInt known(ActionRef action) {
        return reader(policy).map(reader -> reader.readAhead(action, true)).orElseGet(OptionalInt::empty);
    }

    @SuppressWarnings("unchecked") // no policy reads anything else
    private static Optional<ReadsAhead<ActionRef>> reader(PollingPolicy policy) {
        return policy instanceof ReadsAhead<?> reader ? Optional.of((ReadsAhead<ActionRef>) reader) : Optional.empty();
    }

    /** Takes in what Anaplan says of a past run; returns whether it tells how long that took. */
    boolean learn(TaskRef task, TaskStatus status) {
        Optional<Duration> duration = told(status);
        duration.ifPresent(known -> learn(task, known, history, policy));
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
            learn(state.task(), told(outcome.status()).orElse(seen), own, policy(settings));
        }
    }

    private void learn(TaskRef task, Duration duration, DurationHistory own, PollingPolicy others) {
        if (Durations.isOver(duration)) {
            return;
        }
        Executor teller = own instanceof InMemory ? Runnable::run : tellers;
        try {
            teller.execute(() -> {
                add(task, duration, own);
                // For those that go on. Whatever goes by the same history has the same reader.
                Stream.of(others, policy)
                        .flatMap(each -> reader(each).stream())
                        .filter(reader -> reader.goesBy(own))
                        .findFirst()
                        .ifPresent(reader -> reader.readAhead(task.action(), inline));
            });
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
