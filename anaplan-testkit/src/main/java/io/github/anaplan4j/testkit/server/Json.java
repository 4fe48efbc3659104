package io.github.anaplan4j.testkit.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds, writes and reads trees of JSON. Never by the library's own code: a mistake made in both would not be seen.
 */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static byte[] bytes(JsonNode tree) {
        return MAPPER.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the tree of a text; an empty object if it is no JSON. */
    static JsonNode parsed(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException notJson) {
            return object();
        }
    }

    static JsonNode parsed(byte[] body) {
        return parsed(new String(body, StandardCharsets.UTF_8));
    }

    /** Returns the fields of a form as the members of an object. */
    static ObjectNode ofForm(byte[] body) {
        ObjectNode fields = object();
        for (String field : new String(body, StandardCharsets.UTF_8).split("&")) {
            String[] pair = field.split("=", 2);
            if (pair.length == 2) {
                fields.put(decoded(pair[0]), decoded(pair[1]));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Returns a text as it stands between the quotes of a string. */
    static String insideQuotes(String text) {
        String quoted = JsonNodeFactory.instance.stringNode(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }
}
