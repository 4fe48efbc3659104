package io.github.anaplan4j.internal.protocol;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads members of Anaplan's JSON objects.
 *
 * <p>There are two rules. A member on which an outcome depends must be of its type, or be null or absent. A member for
 * display only is taken if it can be read and is absent otherwise.
 */
final class Json {
    // Process results nest two deep; anything much deeper is an attack or an accident.
    private static final int MAX_NESTING = 100;
    // A page of 5,000 definitions has some 80,000; what is much denser needs many times its size in memory.
    private static final long MAX_TOKENS = 500_000;

    private static final int LONGEST_NUMBER = 40;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** What is wrong with a body, in words for {@code MalformedResponseException}. */
    static final class Unexpected extends Exception {
        private static final long serialVersionUID = 1L;

        Unexpected(String problem) {
            super(problem);
        }
    }

    // In words of our own: the parser's quote the body, and so whatever secret a server may echo.
    private static String describe(JacksonException broken) {
        if (broken instanceof StreamConstraintsException) {
            return "JSON that is nested too deeply, or has too many or too long values";
        }
        TokenStreamLocation location = broken.getLocation();
        return "not valid JSON" + (location == null ? "" : ", from byte " + location.getByteOffset() + " on");
    }

    /** {@return the object that is the whole body} */
    static JsonNode object(byte[] body) throws Unexpected {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (JacksonException broken) {
            throw new Unexpected(describe(broken));
        }
        if (root.isMissingNode()) {
            throw new Unexpected("empty");
        }
        if (!root.isObject()) {
            throw new Unexpected("JSON, but not an object");
        }
        return root;
    }

    static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    static boolean has(JsonNode object, String member) {
        return object.hasNonNull(member);
    }

    /** {@return the object under a name, or null if it is null or absent} */
    static @Nullable JsonNode object(JsonNode parent, String member) throws Unexpected {
        if (!has(parent, member)) {
            return null;
        }
        JsonNode child = parent.get(member);
        if (!child.isObject()) {
            throw wrongType(member, "an object");
        }
        return child;
    }

    /** {@return the elements of the array under a name, nulls left out; empty if it is null or absent} */
    static List<JsonNode> objects(JsonNode parent, String member) throws Unexpected {
        if (!has(parent, member)) {
            return List.of();
        }
        JsonNode array = parent.get(member);
        if (!array.isArray()) {
            throw wrongType(member, "an array");
        }
        List<JsonNode> objects = new ArrayList<>();
        for (JsonNode element : array) {
            if (element.isNull()) {
                continue;
            }
            if (!element.isObject()) {
                throw wrongType(member, "an array of objects");
            }
            objects.add(element);
        }
        return objects;
    }

    static @Nullable String string(JsonNode parent, String member) throws Unexpected {
        if (!has(parent, member)) {
            return null;
        }
        if (!parent.get(member).isString()) {
            throw wrongType(member, "a string");
        }
        return parent.get(member).stringValue();
    }

    static @Nullable Boolean flag(JsonNode parent, String member) throws Unexpected {
        if (!has(parent, member)) {
            return null;
        }
        if (!parent.get(member).isBoolean()) {
            throw wrongType(member, "true or false");
        }
        return parent.get(member).booleanValue();
    }

    /** {@return a scalar as text, or null: for display, and for values that come as strings or as bare numbers} */
    static @Nullable String text(@Nullable JsonNode value) {
        return value == null || value.isNull() || !value.isValueNode() ? null : value.asString();
    }

    static @Nullable Double number(JsonNode parent, String member) {
        return readable(parent, member, Double::valueOf);
    }

    static @Nullable Integer integer(JsonNode parent, String member) {
        return readable(parent, member, text -> new BigDecimal(text).intValueExact());
    }

    /** {@return epoch milliseconds as an instant; Anaplan sends them as a number here and as a string there} */
    static @Nullable Instant instant(JsonNode parent, String member) {
        return readable(parent, member, text -> Instant.ofEpochMilli(millis(text)));
    }

    /** {@return milliseconds as a duration; Anaplan sends them as a string} */
    static @Nullable Duration duration(JsonNode parent, String member) {
        return readable(parent, member, text -> Duration.ofMillis(millis(text)));
    }

    private static long millis(String text) {
        return new BigDecimal(text).longValueExact();
    }

    private static <T> @Nullable T readable(JsonNode parent, String member, Function<String, T> reader) {
        String text = text(parent.get(member));
        if (text == null || text.length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            return reader.apply(text.strip());
        } catch (ArithmeticException | NumberFormatException unreadable) {
            return null;
        }
    }

    static String orEmpty(JsonNode row, String member) {
        return Objects.requireNonNullElse(text(row.get(member)), "");
    }

    static String required(JsonNode row, String member) throws Unexpected {
        String text = text(row.get(member));
        if (text == null) {
            throw new Unexpected("a row has no \"" + member + "\"");
        }
        return text;
    }

    private static Unexpected wrongType(String member, String expected) {
        return new Unexpected("the member \"" + member + "\" is not " + expected);
    }
}
