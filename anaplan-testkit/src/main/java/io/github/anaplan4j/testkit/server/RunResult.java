package io.github.anaplan4j.testkit.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run, or of a step of it, as values.
 *
 * @param objectId what it is the result of; null for the action that was run
 * @param successful whether it went well
 * @param dumpAvailable whether there is a failure dump: its own, or that of a step
 * @param times when it was carried out; null if the answer never says it
 * @param details what there is to say of it
 * @param nested the results of the steps; empty unless it is of a process
 */
record RunResult(
        @Nullable String objectId,
        boolean successful,
        boolean dumpAvailable,
        @Nullable Times times,
        List<Detail> details,
        List<RunResult> nested) {
    RunResult {
        details = List.copyOf(details);
        nested = List.copyOf(nested);
    }

    /**
     * A message in a result.
     *
     * @param text the message
     * @param type Anaplan's name for its kind
     * @param values names and values in turn, of which some are null; empty for none
     */
    record Detail(String text, String type, List<@Nullable String> values) {}

    /** When something was carried out: known from the beginning, or from the frames of its script. */
    sealed interface Times {}

    /**
     * Times as they stand in a documented sample.
     *
     * @param duration how long it took
     * @param start when it began
     */
    record Documented(Duration duration, Instant start) implements Times {}

    /**
     * The time between two frames of the script, which may still be moved.
     *
     * @param from the number of the frame with which it began
     * @param to the number of the frame with which it ended
     */
    record BetweenFrames(int from, int to) implements Times {}

    /** Returns the result of a process, which is what the results of its steps make of it. */
    static RunResult ofProcess(@Nullable Times times, List<RunResult> nested) {
        return new RunResult(
                null,
                nested.stream().allMatch(RunResult::successful),
                nested.stream().anyMatch(RunResult::dumpAvailable),
                times,
                List.of(),
                nested);
    }

    /** Says whether the dump is of the action itself. A process has none: its flag says that a step has one. */
    boolean hasOwnDump() {
        return dumpAvailable && nested.isEmpty();
    }

    /** Says whether a step has a dump. */
    boolean hasDumpOf(String step) {
        return nested.stream()
                .anyMatch(result -> result.dumpAvailable && step.equals(result.objectId) || result.hasDumpOf(step));
    }
}
