package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.testkit.page.Snapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the status of a run says from some moment on: values, or a text that a test has written by hand. */
sealed interface RunAnswer permits RunStatus, RawAnswer {
    /** Returns its state; empty if a text by hand has none, or none that Anaplan documents. */
    Optional<RunState> knownState();

    /** Returns the name of its state as the list of tasks has it; empty if there is none. */
    String stateName();

    /** Returns what the run does, in Anaplan's words. */
    String currentStep();

    /** Returns whether the run was successful, if it has a result that says so. */
    Optional<Boolean> successful();

    /** Says whether the result announces a failure dump: that of a step, or without a step the run's own. */
    boolean hasDump(@Nullable String objectId);

    /** Says whether the result announces any failure dump. */
    boolean announcesDump();

    /** Says whether a state may follow. After a text by hand without a documented state any may. */
    default boolean mayBecome(RunState next) {
        return knownState().map(state -> state.mayBecome(next)).orElse(true);
    }

    /** Says whether nothing follows. */
    default boolean isOver() {
        return knownState().map(RunState::isFinal).orElse(false);
    }

    /** Returns state and success in words, and whether rows were rejected, for people. */
    default String inWords() {
        return stateName()
                + successful()
                        .map(well -> well ? ", successful" : ", not successful")
                        .orElse("")
                + (announcesDump() ? ", rows rejected" : "");
    }

    /** Returns how that looks at a glance. */
    default Snapshot.Look look() {
        if (!isOver()) {
            return Snapshot.Look.UNDER_WAY;
        }
        return !successful().orElse(false)
                ? Snapshot.Look.BAD
                : announcesDump() ? Snapshot.Look.WARNING : Snapshot.Look.GOOD;
    }
}
