package io.github.anaplan4j.client;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.protocol.DefinitionApi;
import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessDefinition;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the model defines. Actions are found by name: exactly, and only then without regard to case. Names are not unique, so
 * two matches are an error.
 */
final class Definitions {
    private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);

    private final DefinitionApi api;
    private final Repeating repeating;
    private final Duration timeout;

    Definitions(DefinitionApi api, Repeating repeating, Duration timeout) {
        this.api = api;
        this.repeating = repeating;
        this.timeout = timeout;
    }

    List<ActionDefinition> list(ModelRef model, ActionKind kind) {
        return repeating.send(() -> api.list(model, kind, timeout));
    }

    ProcessDefinition process(ActionRef process) {
        return repeating.send(() -> api.process(process, timeout));
    }

    /** A report with the names that the model knows. That they cannot be had is no reason to fail. */
    TaskReport report(TaskOutcome outcome) {
        ActionRef action = outcome.task().action();
        try {
            if (action.kind() == ActionKind.PROCESS) {
                ProcessDefinition process = process(action);
                return TaskReport.of(outcome, process.name(), process.steps());
            }
            return TaskReport.of(
                    outcome, find(action).map(ActionDefinition::name).orElse(""), List.of());
        } catch (AnaplanException | IllegalStateException unknown) { // the latter if the client is closed
            LOG.info("The report on {} is without names: {}", outcome.task(), unknown.getMessage());
            return TaskReport.of(outcome);
        }
    }

    Optional<ActionDefinition> find(ActionRef action) {
        return list(action.model(), action.kind()).stream()
                .filter(definition -> definition.ref().equals(action))
                .findFirst();
    }

    ActionDefinition named(ModelRef model, ActionKind kind, String name) {
        List<ActionDefinition> all = list(model, kind);
        List<ActionDefinition> matches =
                matching(all, definition -> definition.name().equals(name));
        if (matches.isEmpty()) {
            matches = matching(all, definition -> definition.name().equalsIgnoreCase(name));
        }
        if (matches.size() != 1) {
            throw new ActionLookupException(model, kind, name, matches.isEmpty() ? all : matches, matches.isEmpty());
        }
        return matches.get(0);
    }

    private static List<ActionDefinition> matching(
            List<ActionDefinition> definitions, Predicate<ActionDefinition> condition) {
        return definitions.stream().filter(condition).toList();
    }
}
