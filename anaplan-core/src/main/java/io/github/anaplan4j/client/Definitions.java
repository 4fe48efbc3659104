package io.github.anaplan4j.client;

import io.github.anaplan4j.protocol.DefinitionApi;
import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessStep;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Finds actions by name: exactly, and only then without regard to case. Names are not unique, so two matches are an error. */
final class Definitions {
    private final DefinitionApi api;
    private final Duration timeout;

    Definitions(DefinitionApi api, Duration timeout) {
        this.api = api;
        this.timeout = timeout;
    }

    List<ActionDefinition> list(ModelRef model, ActionKind kind) {
        return api.list(model, kind, timeout);
    }

    List<ProcessStep> steps(ActionRef process) {
        return api.steps(process, timeout);
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
