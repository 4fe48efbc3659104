package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.testkit.server.ActionRegistry.Definition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.stream.Stream;

/** The definitions of actions over HTTP. Thread-safe. */
final class ActionRoutes {
    private static final String CSV = "text/csv";

    private final ModelRegistry models;
    private final ActionRegistry actions;
    private final FileRoutes files;

    ActionRoutes(ModelRegistry models, ActionRegistry actions, FileRoutes files) {
        this.models = models;
        this.actions = actions;
        this.files = files;
    }

    // Of the other actions Anaplan has the list alone.
    List<Route> routes() {
        return models.guarding(List.of(
                new Route("GET", ApiPaths.ACTIONS, this::definitions),
                new Route("GET", ApiPaths.MODEL + "/(processes|imports|exports)/([^/]+)", this::definition)));
    }

    private static ActionKind kind(MatchResult path) {
        return ActionKind.ofCollection(path.group(3)).orElseThrow();
    }

    /** Returns the action that a path names. */
    static ActionRef action(ModelRegistry models, MatchResult path) {
        return models.ref(path).action(kind(path), Route.id(path, 4));
    }

    private Reply definitions(MatchResult path, LoggedRequest request) {
        List<JsonObject> rows = actions.ofKind(models.ref(path), kind(path)).stream()
                .map(this::row)
                .toList();
        return Listing.of("action", kind(path).collection(), rows, request);
    }

    private JsonObject row(Definition definition) {
        ActionRef action = definition.action();
        JsonObject row = new JsonObject().put("id", action.actionId()).put("name", definition.name());
        return switch (action.kind()) {
            case PROCESS -> row;
            case IMPORT -> addImport(row, action, definition.type());
            case EXPORT -> addExport(row, definition.type()).put("encoding", "UTF-8");
            case ACTION -> row.put("actionType", definition.type());
        };
    }

    private JsonObject addImport(JsonObject row, ActionRef action, String type) {
        String source = actions.source(action).map(FileRef::fileId).orElse("");
        return row.put("importType", type).put("importDataSourceId", source);
    }

    private static JsonObject addExport(JsonObject row, String type) {
        return row.put("exportType", type).put("exportFormat", CSV).put("layout", type);
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
        JsonObject metadata = switch (kind(path)) {
            case IMPORT -> ofImport(found.get());
            case EXPORT -> ofExport(found.get());
            default -> ofProcess(found.get());
        };
        return Reply.single(kind, kind + "Metadata", metadata);
    }

    private JsonObject ofImport(Definition definition) {
        JsonObject metadata = new JsonObject().put("name", definition.name());
        Optional<FileRef> source = actions.source(definition.action());
        if (source.isEmpty()) {
            return metadata.put("type", "MODEL");
        }
        CsvHead head = files.head(source.get());
        metadata.put("type", "FILE")
                .putObject("source")
                .put("textEncoding", "UTF-8")
                .put("columnSeparator", ",")
                .put("textDelimiter", "\"")
                .put("headerRow", 1)
                .put("firstDataRow", 2)
                .put("decimalSeparator", ".")
                .put("columnCount", head.names().size())
                .put("headerNames", head.names());
        return metadata;
    }

    private JsonObject ofExport(Definition definition) {
        ActionRef action = definition.action();
        CsvHead head = files.head(new FileRef(action.model(), action.actionId()));
        List<String> types = Stream.iterate("ENTITY", before -> "MIXED")
                .limit(head.names().size())
                .toList();
        return new JsonObject()
                .put("columnCount", head.names().size())
                .put("delimiter", "\"")
                .put("encoding", "UTF-8")
                .put("exportFormat", CSV)
                .put("rowCount", head.rows())
                .put("separator", ",")
                .put("headerNames", head.names())
                .put("dataTypes", types);
    }

    private JsonObject ofProcess(Definition definition) {
        JsonObject process = new JsonObject().put("name", definition.name());
        if (!definition.steps().isEmpty()) {
            ModelRef model = definition.action().model();
            process.put(
                    "actions",
                    definition.steps().stream().map(step -> step(model, step)).toList());
        }
        return process;
    }

    private JsonObject step(ModelRef model, ProcessStep step) {
        JsonObject json = new JsonObject().put("id", step.id()).put("name", step.name());
        String type = step.type();
        if (type == null) {
            return json;
        }
        json.put("actionType", type);
        return switch (type) {
            case "IMPORT" -> addImport(json, model.action(ActionKind.IMPORT, step.id()), "HIERARCHY_DATA");
            case "EXPORT" -> addExport(json, "TABULAR_MULTI_COLUMN");
            default -> json;
        };
    }
}
