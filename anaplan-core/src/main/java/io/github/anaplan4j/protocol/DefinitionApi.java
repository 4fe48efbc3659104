package io.github.anaplan4j.protocol;

import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessDefinition;
import io.github.anaplan4j.task.ProcessStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a model defines: its processes, imports, exports and other actions. Thread-safe. */
public final class DefinitionApi {
    private final ApiUris uris;
    private final ApiExchange exchange;
    private final Pages pages;

    /** @param api the connection to the API */
    public DefinitionApi(AnaplanApi api) {
        this.uris = api.uris();
        this.exchange = api.exchange();
        this.pages = new Pages(exchange);
    }

    /**
     * @param model the model
     * @param kind the kind of action
     * @param timeout the longest wait for the server, for each page
     * @return all actions of that kind, in the server's order
     */
    public List<ActionDefinition> list(ModelRef model, ActionKind kind, Duration timeout) {
        return pages.readAll(uris.actions(model, kind), timeout, answer -> {
            List<ActionDefinition> definitions = new ArrayList<>();
            for (JsonNode row : Json.objects(answer, kind.collection())) {
                definitions.add(definition(model, kind, row));
            }
            return definitions;
        });
    }

    private static ActionDefinition definition(ModelRef model, ActionKind kind, JsonNode row) throws Json.Unexpected {
        String id = required(row, "id");
        return new ActionDefinition(
                model.action(kind, id), orEmpty(row, "name"), Json.text(row.get("code")), type(kind, row));
    }

    private static @Nullable String type(ActionKind kind, JsonNode row) {
        return switch (kind) {
            case PROCESS -> null;
            case IMPORT -> Json.text(row.get("importType"));
            case EXPORT -> Json.text(row.get("exportType"));
            case ACTION -> Json.text(row.get("actionType"));
        };
    }

    /**
     * @param process a process
     * @param timeout the longest wait for the server
     * @return what the model says of it
     */
    public ProcessDefinition process(ActionRef process, Duration timeout) {
        return exchange.get(uris.action(process), timeout, answer -> {
            JsonNode metadata = Json.object(answer, "processMetadata");
            if (metadata == null) {
                throw new Json.Unexpected("it has no \"processMetadata\"");
            }
            List<ProcessStep> steps = new ArrayList<>();
            for (JsonNode row : Json.objects(metadata, "actions")) {
                steps.add(new ProcessStep(required(row, "id"), orEmpty(row, "name"), Json.text(row.get("actionType"))));
            }
            return new ProcessDefinition(orEmpty(metadata, "name"), steps);
        });
    }

    static String orEmpty(JsonNode row, String member) {
        return Objects.requireNonNullElse(Json.text(row.get(member)), "");
    }

    static String required(JsonNode row, String member) throws Json.Unexpected {
        String text = Json.text(row.get(member));
        if (text == null) {
            throw new Json.Unexpected("a row has no \"" + member + "\"");
        }
        return text;
    }
}
