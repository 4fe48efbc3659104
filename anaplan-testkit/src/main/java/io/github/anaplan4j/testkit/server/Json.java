package io.github.anaplan4j.testkit.server;

import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes and reads JSON. Never by the library's own code: a mistake made in both would not be seen. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static byte[] bytes(JsonObject object) {
        return written(object).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns a text as it stands between the quotes of a string. */
    static String insideQuotes(String text) {
        String quoted = written(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String written(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, generator);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator generator) {
        if (value instanceof JsonObject object) {
            generator.writeStartObject();
            object.members().forEach((name, member) -> {
                generator.writeName(name);
                write(member, generator);
            });
            generator.writeEndObject();
        } else if (value instanceof List<?> array) {
            generator.writeStartArray();
            array.forEach(element -> write(element, generator));
            generator.writeEndArray();
        } else if (value instanceof JsonObject.Raw raw) {
            generator.writeRawValue(raw.text());
        } else if (value instanceof String string) {
            generator.writeString(string);
        } else if (value instanceof Number number) {
            generator.writeNumber(number.toString());
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value == null) {
            generator.writeNull();
        } else {
            throw new AssertionError(value);
        }
    }

    /** Returns the object that a text is; an empty one if it is none. */
    static JsonObject parsed(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
            JsonObject object = isObject ? members(parser) : new JsonObject();
            return parser.nextToken() == null ? object : new JsonObject();
        } catch (JacksonException notJson) {
            return new JsonObject();
        }
    }

    static JsonObject parsed(byte[] body) {
        return parsed(new String(body, StandardCharsets.UTF_8));
    }

    private static @Nullable Object value(JsonToken first, JsonParser parser) {
        return switch (first) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new AssertionError(first);
        };
    }

    private static JsonObject members(JsonParser parser) {
        JsonObject object = new JsonObject();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            object.put(name, value(parser.nextToken(), parser));
        }
        return object;
    }

    private static List<@Nullable Object> elements(JsonParser parser) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            elements.add(value(next, parser));
        }
        return elements;
    }

    /** Returns the fields of a form as the members of an object. */
    static JsonObject ofForm(byte[] body) {
        JsonObject fields = new JsonObject();
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
}
