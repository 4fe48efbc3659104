package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.internal.base.Timeouts;
import io.github.anaplan4j.internal.port.Definitions;
import io.github.anaplan4j.internal.port.ProcessDefinition;
import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileDefinition;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a model defines: its processes, imports, exports, other actions and files. */
public final class DefinitionApi implements Definitions {
    private final ApiUris uris;
    private final ApiExchange exchange;
    private final Timeouts timeouts;
    private final Pages pages;

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
    }

    @Override
    public List<FileDefinition> files(ModelRef model) {
        return pages.readAll(uris.files(model), answer -> {
            List<FileDefinition> files = new ArrayList<>();
            for (JsonNode row : Json.objects(answer, "files")) {
                files.add(new FileDefinition(
                        new FileRef(model, Json.required(row, "id")),
                        Json.orEmpty(row, "name"),
                        Json.integer(row, "chunkCount"),
                        Json.text(row.get("format")),
                        Json.text(row.get("encoding"))));
            }
            return files;
        });
    }

    @Override
    public List<ActionDefinition> actions(ModelRef model, ActionKind kind) {
        return pages.readAll(uris.actions(model, kind), answer -> {
            List<ActionDefinition> definitions = new ArrayList<>();
            for (JsonNode row : Json.objects(answer, kind.collection())) {
                definitions.add(definition(model, kind, row));
            }
            return definitions;
        });
    }

    private static ActionDefinition definition(ModelRef model, ActionKind kind, JsonNode row) throws Json.Unexpected {
        String id = Json.required(row, "id");
        return new ActionDefinition(
                model.action(kind, id), Json.orEmpty(row, "name"), Json.text(row.get("code")), type(kind, row));
    }

    private static @Nullable String type(ActionKind kind, JsonNode row) {
        return switch (kind) {
            case PROCESS -> null;
            case IMPORT -> Json.text(row.get("importType"));
            case EXPORT -> Json.text(row.get("exportType"));
            case ACTION -> Json.text(row.get("actionType"));
        };
    }

    @Override
    public ProcessDefinition process(ActionRef process) {
        return exchange.get(uris.action(process), timeouts.read(), answer -> {
            JsonNode metadata = Json.object(answer, "processMetadata");
            if (metadata == null) {
                throw new Json.Unexpected("it has no \"processMetadata\"");
            }
            List<ProcessStep> steps = new ArrayList<>();
            for (JsonNode row : Json.objects(metadata, "actions")) {
                steps.add(new ProcessStep(
                        Json.required(row, "id"), Json.orEmpty(row, "name"), Json.text(row.get("actionType"))));
            }
            return new ProcessDefinition(Json.orEmpty(metadata, "name"), steps);
        });
    }
}
