package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.InMemory;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the end of a watch means to the stores of its client.
 *
 * <p>Thread-safe.
 */
public final class Endings {
    /** Those of a client whose ledger keeps nothing. */
    static final Endings KEPT_NOWHERE = new Endings(task -> {}, task -> false, Runnable::run);

    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

    private final Consumer<TaskRef> over;
    private final Predicate<TaskRef> isKept;
    private final Executor histories;

    /**
     * Makes them.
     *
     * @param over is told of each task whose end was seen, and throws nothing
     * @param isKept whether a ledger keeps a task until its end was seen
     * @param histories tells a history, which may hang
     */
    public Endings(Consumer<TaskRef> over, Predicate<TaskRef> isKept, Executor histories) {
        this.over = over;
        this.isKept = isKept;
        this.histories = histories;
    }

    /** Tells the stores of an end that was seen, before its owner hears of it. */
    void tell(WatchState state, TaskOutcome outcome, DurationHistory history) {
        over.accept(state.task());
        Duration duration = duration(state, outcome);
        if (!Durations.isOver(duration)) {
            Executor teller = history instanceof InMemory ? Runnable::run : histories;
            try {
                teller.execute(() -> learn(history, state.task(), duration));
            } catch (Error noThread) { // the outcome is told all the same
                warn(state.task(), noThread);
            }
        }
    }

    // What Anaplan says of the run, or else how long it was seen running, if it was seen before that. A cancelled run
    // teaches nothing.
    private static Duration duration(WatchState state, TaskOutcome outcome) {
        if (!outcome.status().state().equals(TaskState.COMPLETE)) {
            return Duration.ZERO;
        }
        boolean sawTheBeginning =
                state.runningAt() != null && !state.runningAt().isZero();
        return outcome.result()
                .flatMap(result -> Optional.ofNullable(result.duration()))
                .orElse(sawTheBeginning ? state.running() : Duration.ZERO);
    }

    private static void learn(DurationHistory history, TaskRef task, Duration duration) {
        try {
            history.add(task, duration);
        } catch (RuntimeException broken) {
            warn(task, broken);
        }
    }

    private static void warn(TaskRef task, Throwable failure) {
        LOG.warn("The history of durations failed on {}; the watch goes on", task, failure);
    }

    /** {@return the exception of a watch that was given up, with its cure if a ledger keeps the task} */
    WatchGivenUpException toException(StepResult.GaveUp gaveUp) {
        boolean isForGood = gaveUp.reason() == GiveUpReason.PERMANENT_ERROR;
        WatchGivenUpException told = gaveUp.toException();
        return isForGood && isKept.test(told.task()) ? told.withCureOfLedger() : told;
    }
}
