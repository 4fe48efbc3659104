package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.Decision;
import io.github.anaplan4j.watch.Observation;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a watch means to its client, and what the client knows to the watch.
 *
 * <p>Thread-safe.
 */
public final class Endings {
    /** Those of a client whose ledger keeps nothing. */
    static final Endings KEPT_NOWHERE = new Endings(
            task -> {}, task -> false, new Learning(DurationHistory.none(), Runnable::run, true), state -> {});

    private final Consumer<TaskRef> over;
    private final Predicate<TaskRef> isKept;
    private final Learning learning;
    private final Consumer<WatchState> goingOn;

    /**
     * Makes them.
     *
     * @param over is told of each task whose end was seen, and throws nothing
     * @param isKept whether a ledger keeps a task until its end was seen
     * @param learning what the watches of the client learn
     * @param goingOn is told of each run that goes on and is polled by what the client has learned, and throws nothing
     */
    public Endings(Consumer<TaskRef> over, Predicate<TaskRef> isKept, Learning learning, Consumer<WatchState> goingOn) {
        this.over = over;
        this.isKept = isKept;
        this.learning = learning;
        this.goingOn = goingOn;
    }

    /** Gets ready what the client knows for a watch that begins. */
    void begin(TaskRef task, WatchSettings settings) {
        learning.begin(task.action(), settings);
    }

    /** Decides when to poll a run that goes on: by the policy of the watch, or else by what the client has learned. */
    Decision decide(WatchState state, Observation latest, WatchSettings settings) {
        if (learning.isLearned(settings)) {
            goingOn.accept(state);
        }
        return learning.policy(settings).decide(state, latest);
    }

    /** Tells the stores of an end that was seen, before its owner hears of it. */
    void tell(WatchState state, TaskOutcome outcome, WatchSettings settings) {
        over.accept(state.task());
        learning.learn(state, outcome, settings);
    }

    /** {@return the exception of a watch that was given up, with its cure if a ledger keeps the task} */
    WatchGivenUpException toException(StepResult.GaveUp gaveUp) {
        boolean isForGood = gaveUp.reason() == GiveUpReason.PERMANENT_ERROR;
        WatchGivenUpException told = gaveUp.toException();
        return isForGood && isKept.test(told.task()) ? told.withCureOfLedger() : told;
    }
}
