package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.task.StartOptions;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the body of a start.
 *
 * <p>Anaplan wants {@code localeName} before {@code mappingParameters}.
 */
final class StartBody {
    private StartBody() {}

    static String of(StartOptions options) {
        ObjectNode body = Json.newObject();
        body.put("localeName", options.localeName());
        if (!options.mappings().isEmpty()) {
            ArrayNode mappings = body.putArray("mappingParameters");
            for (StartOptions.Mapping mapping : options.mappings()) {
                ObjectNode entry = mappings.addObject();
                if (mapping.importId() != null) {
                    entry.put("importId", mapping.importId());
                }
                entry.put("entityType", mapping.entityType());
                entry.put("entityName", mapping.entityName());
            }
        }
        return body.toString();
    }
}
