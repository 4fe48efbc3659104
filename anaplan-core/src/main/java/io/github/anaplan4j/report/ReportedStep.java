package io.github.anaplan4j.report;

import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.task.RowCounts;
import io.github.anaplan4j.task.TaskResult;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An action inside a task: what the process defines, and what the server reported of it.
 *
 * <p>At least one of the two is there.
 *
 * @param place its place, such as 2, or 2.1 for the first action inside the second
 * @param definition the action as the process defines it, or null if it is not known or the process has no such action
 * @param result the result of it, or null if the server reported none, as of the actions after one that failed
 * @param dump its failure dump, or null if it has none
 * @param offset how long after the task it started, as reported: negative in Anaplan's own sample; null if not reported
 * @param steps the actions inside it; Anaplan has none so far
 */
public record ReportedStep(
        String place,
        @Nullable ProcessStep definition,
        @Nullable TaskResult result,
        @Nullable DumpRef dump,
        @Nullable Duration offset,
        List<ReportedStep> steps)
        implements Serializable {
    /**
     * Copies the list.
     *
     * @param place its place, such as 2, or 2.1 for the first action inside the second
     * @param definition the action as the process defines it, or null if it is not known or the process has no such
     *     action
     * @param result the result of it, or null if the server reported none, as of the actions after one that failed
     * @param dump its failure dump, or null if it has none
     * @param offset how long after the task it started, as reported; null if not reported
     * @param steps the actions inside it
     */
    public ReportedStep {
        steps = List.copyOf(steps);
    }

    /** {@return its name: the server's, or else the process's; empty if neither says} */
    public Optional<String> name() {
        return Optional.ofNullable(result)
                .map(TaskResult::objectName)
                .or(() -> Optional.ofNullable(definition).map(ProcessStep::name))
                .filter(name -> !name.isEmpty());
    }

    /** {@return what it does in Anaplan's words, such as {@code IMPORT}; empty if the process does not say} */
    public Optional<String> type() {
        return Optional.ofNullable(definition).map(ProcessStep::type);
    }

    /** {@return its id; empty if the server sent a result without one} */
    public Optional<String> id() {
        return Optional.ofNullable(definition)
                .map(ProcessStep::id)
                .or(() -> Optional.ofNullable(result).map(TaskResult::objectId));
    }

    /** {@return whether the server reported a result for it} */
    public boolean isReported() {
        return result != null;
    }

    /** {@return whether the server said that it failed} */
    public boolean hasFailed() {
        return result != null && Boolean.FALSE.equals(result.successful());
    }

    /** {@return the row counts of an import; empty if there are none} */
    public List<RowCounts> rowCounts() {
        return result == null ? List.of() : result.rowCounts();
    }

    /** {@return how long it took, as reported} */
    public Optional<Duration> duration() {
        return Optional.ofNullable(result).map(TaskResult::duration);
    }

    /** {@return the innermost failures, in order: this one, or those inside it} */
    Stream<ReportedStep> failures() {
        List<ReportedStep> inner =
                steps.stream().flatMap(ReportedStep::failures).toList();
        if (!inner.isEmpty()) {
            return inner.stream();
        }
        return hasFailed() ? Stream.of(this) : Stream.empty();
    }
}
