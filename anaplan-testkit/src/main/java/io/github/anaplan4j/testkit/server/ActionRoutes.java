package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.testkit.server.ActionRegistry.Definition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The definitions of actions over HTTP. Thread-safe. */
final class ActionRoutes {
    private final ModelRegistry models;
    private final ActionRegistry actions;

    ActionRoutes(ModelRegistry models, ActionRegistry actions) {
        this.models = models;
        this.actions = actions;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", ApiPaths.ACTIONS, this::definitions),
                new Route("GET", ApiPaths.ACTION, this::definition));
    }

    private static ActionKind kind(MatchResult path) {
        return ActionKind.ofCollection(path.group(3)).orElseThrow();
    }

    /** Returns the action that a path names. */
    static ActionRef action(ModelRegistry models, MatchResult path) {
        return models.ref(path).action(kind(path), Route.id(path, 4));
    }

    private Reply definitions(MatchResult path, LoggedRequest request) {
        ModelRef model = models.ref(path);
        if (!models.has(model)) {
            return Reply.notFound(request);
        }
        List<ObjectNode> rows = actions.ofKind(model, kind(path)).stream()
                .map(ActionRoutes::row)
                .toList();
        return Reply.page("action", kind(path).collection(), rows, request);
    }

    private static ObjectNode row(Definition definition) {
        ObjectNode row = Json.object().put("id", definition.action().actionId()).put("name", definition.name());
        return switch (definition.action().kind()) {
            case PROCESS -> row;
            case IMPORT -> row.put("importType", definition.type());
            case EXPORT -> row.put("exportType", definition.type());
            case ACTION -> row.put("actionType", definition.type());
        };
    }

    private Reply definition(MatchResult path, LoggedRequest request) {
        Optional<Definition> found = actions.find(action(models, path));
        if (found.isEmpty()) {
            // Of an unknown import Anaplan says this, and nobody knows why.
            return kind(path) == ActionKind.IMPORT
                    ? Reply.error(500, "Internal Server Error", request)
                    : Reply.notFound(request);
        }
        String kind = kind(path).name().toLowerCase(Locale.ROOT);
        ObjectNode metadata = kind(path) == ActionKind.PROCESS ? process(found.get()) : row(found.get());
        return Reply.single(kind, kind + "Metadata", metadata);
    }

    private static ObjectNode process(Definition definition) {
        ObjectNode process = Json.object().put("name", definition.name());
        if (!definition.steps().isEmpty()) {
            ArrayNode steps = process.putArray("actions");
            definition.steps().forEach(step -> {
                ObjectNode json = steps.addObject().put("id", step.id()).put("name", step.name());
                if (step.type() != null) {
                    json.put("actionType", step.type());
                }
            });
        }
        return process;
    }
}
