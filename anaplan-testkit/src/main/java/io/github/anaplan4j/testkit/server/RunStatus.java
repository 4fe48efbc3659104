package io.github.anaplan4j.testkit.server;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of a run as values.
 *
 * @param state its state
 * @param currentStep what it does, in Anaplan's words
 * @param progress how far it is, from 0 to 1
 * @param cancelledBy who has cancelled it, in full; null if nobody has, or the user who runs it
 * @param result its result; null if it has none yet
 */
record RunStatus(
        RunState state,
        String currentStep,
        BigDecimal progress,
        @Nullable String cancelledBy,
        @Nullable RunResult result)
        implements RunAnswer {
    static final RunStatus NOT_STARTED = under(RunState.NOT_STARTED, "Pending.", "0.0");
    static final RunStatus CANCELLING = under(RunState.CANCELLING, "Cancelling …", "0.4");

    private static RunStatus under(RunState state, String currentStep, String progress) {
        return new RunStatus(state, currentStep, new BigDecimal(progress), null, null);
    }

    static RunStatus running(String progress) {
        return under(RunState.IN_PROGRESS, "Processing …", progress);
    }

    static RunStatus running(ScriptedStep step, int place, int steps) {
        BigDecimal progress = BigDecimal.valueOf((double) place / steps).setScale(2, RoundingMode.HALF_UP);
        return new RunStatus(RunState.IN_PROGRESS, "Processing " + step.name() + " …", progress, null, null);
    }

    static RunStatus cancelled(@Nullable String by) {
        return new RunStatus(RunState.CANCELLED, "Cancelled.", new BigDecimal("1.0"), by, null);
    }

    static RunStatus complete(String progress, RunResult result) {
        String step = result.successful() ? "Complete." : "Failed.";
        return new RunStatus(RunState.COMPLETE, step, new BigDecimal(progress), null, result);
    }

    @Override
    public Optional<RunState> knownState() {
        return Optional.of(state);
    }

    @Override
    public String stateName() {
        return state.name();
    }

    @Override
    public Optional<Boolean> successful() {
        return Optional.ofNullable(result).map(RunResult::successful);
    }

    @Override
    public boolean announcesDump() {
        return result != null && result.dumpAvailable();
    }

    @Override
    public boolean hasDump(@Nullable String objectId) {
        return result != null && (objectId == null ? result.hasOwnDump() : result.hasDumpOf(objectId));
    }
}
