package io.github.anaplan4j.report;

import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskResult;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A report for people on how a task ended.
 *
 * <p>It has the steps of the task with the names and types that the process defines, and with their times. The steps
 * that the server did not report are among them. {@link #toString} is the text.
 *
 * @param outcome how the task ended
 * @param name the name of the action; empty if it is not known
 * @param steps the actions inside it in the order in which they ran, then those that did not; empty unless it is a
 *     process
 */
public record TaskReport(TaskOutcome outcome, String name, List<ReportedStep> steps) implements Serializable {
    /**
     * Copies the list.
     *
     * @param outcome how the task ended
     * @param name the name of the action; empty if it is not known
     * @param steps the actions inside it in the order in which they ran, then those that did not
     */
    public TaskReport {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(name, "name");
        steps = List.copyOf(steps);
    }

    /**
     * Makes a report with ids alone.
     *
     * @param outcome how a task ended
     * @return a report with ids alone
     */
    public static TaskReport of(TaskOutcome outcome) {
        return of(outcome, "", List.of());
    }

    /**
     * Makes a report with the names that the process defines.
     *
     * @param outcome how a task ended
     * @param name the name of the action; empty if it is not known
     * @param defined the actions inside it as its process defines them; empty if they are not known or it is no process
     * @return the report
     */
    public static TaskReport of(TaskOutcome outcome, String name, List<ProcessStep> defined) {
        TaskResult result = outcome.status().result();
        List<TaskResult> results = result == null ? List.of() : result.nestedResults();
        return new TaskReport(
                outcome,
                name,
                ReportedSteps.of(outcome.task(), result == null ? null : result.startTime(), results, defined));
    }

    /** {@return the first step that the server reported as failed, if there is one} */
    public Optional<ReportedStep> firstFailedStep() {
        return steps.stream().flatMap(ReportedStep::failures).findFirst();
    }

    /**
     * {@return the whole report as text of several lines, which is not meant for programs}
     *
     * <p>It says how the task ended and which step failed first. Then it has each step with its result, start,
     * duration, row counts, messages and failure dump.
     */
    @Override
    public String toString() {
        return new TaskReportText(this).toString();
    }
}
