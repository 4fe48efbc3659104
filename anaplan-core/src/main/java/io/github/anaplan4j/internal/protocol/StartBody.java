package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.task.StartOptions;
import tools.jackson.core.JsonGenerator;

/**
 * Makes the body of a start.
 *
 * <p>Anaplan wants {@code localeName} before {@code mappingParameters}.
 */
final class StartBody {
    private StartBody() {}

    static String of(StartOptions options) {
        return Json.write(body -> {
            body.writeStringProperty("localeName", options.localeName());
            if (!options.mappings().isEmpty()) {
                body.writeArrayPropertyStart("mappingParameters");
                options.mappings().forEach(mapping -> write(mapping, body));
                body.writeEndArray();
            }
        });
    }

    private static void write(StartOptions.Mapping mapping, JsonGenerator body) {
        body.writeStartObject();
        if (mapping.importId() != null) {
            body.writeStringProperty("importId", mapping.importId());
        }
        body.writeStringProperty("entityType", mapping.entityType());
        body.writeStringProperty("entityName", mapping.entityName());
        body.writeEndObject();
    }
}
