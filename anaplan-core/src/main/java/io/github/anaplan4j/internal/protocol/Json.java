package io.github.anaplan4j.internal.protocol;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads and writes JSON with Jackson's streams. */
final class Json {
    // Process results nest two deep; anything much deeper is an attack or an accident.
    private static final int MAX_NESTING = 100;
    // A page of 5,000 definitions has some 80,000; what is much denser needs many times its size in memory.
    private static final long MAX_TOKENS = 500_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /** What is wrong with a body, in words for {@code MalformedResponseException}. */
    static final class Unexpected extends Exception {
        private static final long serialVersionUID = 1L;

        Unexpected(String problem) {
            super(problem);
        }
    }

    /** A number as it was written, which is how it is read: what it means, its reader knows. */
    record Number(String text) {}

    /** {@return an object as text} */
    static String write(Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            generator.writeStartObject();
            members.accept(generator);
            generator.writeEndObject();
        }
        return text.toString();
    }

    /** {@return an object as text, whose members are all strings} */
    static String write(Map<String, String> members) {
        return write(json -> members.forEach(json::writeStringProperty));
    }

    /** {@return the object that is the whole body} */
    static JsonObject object(byte[] body) throws Unexpected {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new Unexpected("empty");
            }
            Object root = value(parser, first);
            if (parser.nextToken() != null) {
                throw new Unexpected(notJson(parser.currentTokenLocation()));
            }
            if (root instanceof JsonObject object) {
                return object;
            }
            throw new Unexpected("JSON, but not an object");
        } catch (JacksonException broken) {
            throw new Unexpected(describe(broken));
        }
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Number(parser.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static JsonObject members(JsonParser parser) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken()));
        }
        return new JsonObject(members);
    }

    private static List<@Nullable Object> elements(JsonParser parser) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            elements.add(value(parser, next));
        }
        return elements;
    }

    // In words of our own: the parser's quote the body, and so whatever secret a server may echo.
    private static String describe(JacksonException broken) {
        return broken instanceof StreamConstraintsException
                ? "JSON that is nested too deeply, or has too many or too long values"
                : notJson(broken.getLocation());
    }

    private static String notJson(@Nullable TokenStreamLocation location) {
        return "not valid JSON" + (location == null ? "" : ", from byte " + location.getByteOffset() + " on");
    }
}
