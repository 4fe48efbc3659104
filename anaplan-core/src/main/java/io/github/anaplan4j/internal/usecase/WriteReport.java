package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.internal.port.Definitions;
import io.github.anaplan4j.internal.port.ProcessDefinition;
import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskOutcome;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes reports with the names that the model knows.
 *
 * <p>That they cannot be had is no reason to fail. Thread-safe.
 */
public final class WriteReport {
    private static final Logger LOG = LoggerFactory.getLogger(WriteReport.class);

    private final Definitions definitions;
    private final FindDefinitions actions;

    /**
     * Makes the use case.
     *
     * @param definitions tells what the model defines
     */
    public WriteReport(Definitions definitions) {
        this.definitions = definitions;
        this.actions = new FindDefinitions(definitions);
    }

    /**
     * Reports on the end of a task.
     *
     * @param outcome how it ended
     * @return the report; with ids alone if the names cannot be had
     */
    public TaskReport report(TaskOutcome outcome) {
        ActionRef action = outcome.task().action();
        try {
            if (action.kind() == ActionKind.PROCESS) {
                ProcessDefinition process = definitions.process(action);
                return TaskReport.of(outcome, process.name(), process.steps());
            }
            return TaskReport.of(
                    outcome, actions.find(action).map(ActionDefinition::name).orElse(""), List.of());
        } catch (AnaplanException | IllegalStateException unknown) { // the latter if the client is closed
            LOG.info("The report on {} is without names: {}", outcome.task(), unknown.getMessage());
            return TaskReport.of(outcome);
        }
    }
}
