package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.internal.base.Timeouts;
import io.github.anaplan4j.internal.port.Definitions;
import io.github.anaplan4j.internal.port.ProcessDefinition;
import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileDefinition;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelDefinition;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model defines: its processes, imports, exports, other actions and files. */
public final class DefinitionApi implements Definitions {
    private final ApiUris uris;
    private final ApiExchange exchange;
    private final Timeouts timeouts;
    private final Pages pages;
    private final Pages pagesOfFiles;

    /**
     * Makes the resource of a session.
     *
     * @param session the connection to the API
     */
    public DefinitionApi(ApiSession session) {
        this.uris = session.uris();
        this.exchange = session.exchange();
        this.timeouts = session.timeouts();
        this.pages = new Pages(exchange, timeouts.read(), session.time());
        this.pagesOfFiles = new Pages(exchange, timeouts.transfer(), session.time()); // silent while a model is busy
    }

    @Override
    public List<FileDefinition> files(ModelRef model) {
        return pagesOfFiles.readAll(uris.files(model), answer -> {
            List<FileDefinition> files = new ArrayList<>();
            for (JsonObject row : Pages.rows(answer, "files")) {
                files.add(new FileDefinition(
                        new FileRef(model, row.required("id")),
                        row.orEmpty("name"),
                        row.integer("chunkCount"),
                        row.text("format"),
                        row.text("encoding")));
            }
            return files;
        });
    }

    @Override
    public List<ActionDefinition> actions(ModelRef model, ActionKind kind) {
        return pages.readAll(uris.actions(model, kind), answer -> {
            List<ActionDefinition> definitions = new ArrayList<>();
            for (JsonObject row : Pages.rows(answer, kind.collection())) {
                definitions.add(definition(model, kind, row));
            }
            return definitions;
        });
    }

    private static ActionDefinition definition(ModelRef model, ActionKind kind, JsonObject row) throws Json.Unexpected {
        String id = row.required("id");
        return new ActionDefinition(
                model.action(kind, id), row.orEmpty("name"), row.text("code"), type(kind, row), source(row));
    }

    // Empty, or missing, where the source is another model.
    private static @Nullable String source(JsonObject row) {
        String source = row.orEmpty("importDataSourceId");
        return source.isEmpty() ? null : source;
    }

    private static @Nullable String type(ActionKind kind, JsonObject row) {
        return switch (kind) {
            case PROCESS -> null;
            case IMPORT -> row.text("importType");
            case EXPORT -> row.text("exportType");
            case ACTION -> row.text("actionType");
        };
    }

    @Override
    public List<ModelDefinition> models() {
        return pages.readAll(uris.models(), answer -> {
            List<ModelDefinition> models = new ArrayList<>();
            for (JsonObject row : Pages.rows(answer, "models")) {
                models.add(model(row));
            }
            return models;
        });
    }

    @Override
    public ModelDefinition model(ModelRef model) {
        return exchange.get(uris.model(model), timeouts.read(), answer -> model(inner(answer, "model")));
    }

    // Of a workspace that the user sees no more there is no name.
    private static ModelDefinition model(JsonObject row) throws Json.Unexpected {
        return new ModelDefinition(
                new ModelRef(row.required("currentWorkspaceId"), row.required("id")),
                row.orEmpty("name"),
                row.orEmpty("currentWorkspaceName"),
                row.text("activeState"));
    }

    @Override
    public String user() {
        return exchange.get(
                uris.user(), timeouts.read(), answer -> inner(answer, "user").orEmpty("email"));
    }

    private static JsonObject inner(JsonObject answer, String member) throws Json.Unexpected {
        JsonObject inner = answer.object(member);
        if (inner == null) {
            throw new Json.Unexpected("it has no \"" + member + "\"");
        }
        return inner;
    }

    @Override
    public ProcessDefinition process(ActionRef process) {
        return exchange.get(uris.action(process), timeouts.read(), answer -> {
            JsonObject metadata = inner(answer, "processMetadata");
            List<ProcessStep> steps = new ArrayList<>();
            for (JsonObject row : metadata.objects("actions")) {
                steps.add(new ProcessStep(row.required("id"), row.orEmpty("name"), row.text("actionType")));
            }
            return new ProcessDefinition(metadata.orEmpty("name"), steps);
        });
    }
}
