package io.github.anaplan4j.task;

import io.github.anaplan4j.internal.base.Printable;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code result} that Anaplan reports of a task, or of one action inside it.
 *
 * <p>The result of a process has the results of its actions nested in it. The flags of the whole and of its parts are
 * independent observations and may disagree; a {@link SuccessCriterion} weighs them.
 *
 * @param objectId the id of the process or action, or null if the server sent none
 * @param objectName its name, or null; the server mostly sends none
 * @param successful whether it succeeded, or null if the server did not say, which is never taken for a yes
 * @param failureDumpAvailable whether this result has a failure dump; on top of a process, whether it or any action in
 *     it has one
 * @param details messages and row counts; empty if there were none
 * @param nestedResults the results of the actions of a process in their order; empty if there were none, and shorter
 *     than the process if it stopped early
 * @param duration how long it took, or null; sent only if process details were asked for
 * @param startTime when it started, or null; sent only if process details were asked for. It is reported as given:
 *     Anaplan's own sample has an action that starts before its process
 */
public record TaskResult(
        @Nullable String objectId,
        @Nullable String objectName,
        @Nullable Boolean successful,
        boolean failureDumpAvailable,
        List<ResultDetail> details,
        List<TaskResult> nestedResults,
        @Nullable Duration duration,
        @Nullable Instant startTime)
        implements Serializable {
    /**
     * Copies the lists.
     *
     * @param objectId the id of the process or action, or null if the server sent none
     * @param objectName its name, or null
     * @param successful whether it succeeded, or null if the server did not say, which is never taken for a yes
     * @param failureDumpAvailable whether this result has a failure dump
     * @param details messages and row counts
     * @param nestedResults the results of the actions of a process in their order
     * @param duration how long it took, or null
     * @param startTime when it started, or null
     */
    public TaskResult {
        details = List.copyOf(details);
        nestedResults = List.copyOf(nestedResults);
    }

    /** {@return whether the server said that it succeeded} */
    public boolean isSuccessful() {
        return Boolean.TRUE.equals(successful);
    }

    /** {@return this result and all nested in it, each before its parts, in the server's order} */
    public Stream<TaskResult> tree() {
        return Stream.concat(Stream.of(this), nestedResults.stream().flatMap(TaskResult::tree));
    }

    /**
     * {@return whether this result, or any nested in it, has a failure dump or
     * {@linkplain ResultDetail#reportsRejectedRows reports} rejected rows or rows with warnings}
     */
    public boolean hasRejectedRows() {
        return tree().anyMatch(result ->
                result.failureDumpAvailable || result.details.stream().anyMatch(ResultDetail::reportsRejectedRows));
    }

    /** {@return the row counts in the details, in the server's order; empty if this is no import} */
    public List<RowCounts> rowCounts() {
        return details.stream().flatMap(detail -> detail.rowCounts().stream()).toList();
    }

    /** {@return all of it on one line, with a blank for each character that cannot be shown} */
    @Override
    public String toString() {
        return Printable.shown("TaskResult[objectId=" + objectId + ", objectName=" + objectName
                + ", successful=" + successful + ", failureDumpAvailable=" + failureDumpAvailable
                + ", details=" + details + ", nestedResults=" + nestedResults
                + ", duration=" + duration + ", startTime=" + startTime + "]");
    }
}
