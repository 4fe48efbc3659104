package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.internal.protocol.Json.Unexpected;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of Anaplan's JSON objects, as it was read.
 *
 * <p>There are two rules. A member on which an outcome depends must be of its type, or be null or absent. A member for
 * display only is taken if it can be read and is absent otherwise.
 */
final class JsonObject {
    /** What stands for an answer without content (204); it has no members. */
    static final JsonObject NOTHING = new JsonObject(Map.of());

    private static final int LONGEST_NUMBER = 40;

    // Strings, numbers as they were written, truth values, lists, objects, nulls.
    private final Map<String, @Nullable Object> members;

    JsonObject(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    /** {@return whether it has a member of that name that is not null} */
    boolean has(String member) {
        return members.get(member) != null;
    }

    /** {@return whether it has a member of that name, null or not} */
    boolean mentions(String member) {
        return members.containsKey(member);
    }

    /** {@return the object under a name, or null if it is null or absent} */
    @Nullable
    JsonObject object(String member) throws Unexpected {
        return typed(member, JsonObject.class, "an object");
    }

    /** {@return the elements of the array under a name, nulls left out; empty if it is null or absent} */
    List<JsonObject> objects(String member) throws Unexpected {
        List<?> array = typed(member, List.class, "an array");
        List<JsonObject> objects = new ArrayList<>();
        for (Object element : array == null ? List.of() : array) {
            if (element instanceof JsonObject object) {
                objects.add(object);
            } else if (element != null) {
                throw wrongType(member, "an array of objects");
            }
        }
        return objects;
    }

    @Nullable
    String string(String member) throws Unexpected {
        return typed(member, String.class, "a string");
    }

    @Nullable
    Boolean flag(String member) throws Unexpected {
        return typed(member, Boolean.class, "true or false");
    }

    private <T> @Nullable T typed(String member, Class<T> type, String expected) throws Unexpected {
        Object value = members.get(member);
        if (value != null && !type.isInstance(value)) {
            throw wrongType(member, expected);
        }
        return type.cast(value);
    }

    private static Unexpected wrongType(String member, String expected) {
        return new Unexpected("the member \"" + member + "\" is not " + expected);
    }

    /** {@return a scalar as text, or null: for display, and for values that come as strings or as bare numbers} */
    @Nullable
    String text(String member) {
        return text(members.get(member));
    }

    /** {@return the elements of an array as text, null where one is none; empty if there is no array} */
    List<@Nullable String> texts(String member) {
        List<@Nullable String> texts = new ArrayList<>();
        if (members.get(member) instanceof List<?> array) {
            array.forEach(element -> texts.add(text(element)));
        }
        return texts;
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof Json.Number number) {
            return number.text();
        }
        return value instanceof String || value instanceof Boolean ? value.toString() : null;
    }

    @Nullable
    Double number(String member) {
        return readable(member, Double::valueOf);
    }

    @Nullable
    Integer integer(String member) {
        return readable(member, text -> new BigDecimal(text).intValueExact());
    }

    /** {@return epoch milliseconds as an instant; Anaplan sends them as a number here and as a string there} */
    @Nullable
    Instant instant(String member) {
        return readable(member, text -> Instant.ofEpochMilli(millis(text)));
    }

    /** {@return milliseconds as a duration; Anaplan sends them as a string} */
    @Nullable
    Duration duration(String member) {
        return readable(member, text -> Duration.ofMillis(millis(text)));
    }

    private static long millis(String text) {
        return new BigDecimal(text).longValueExact();
    }

    private <T> @Nullable T readable(String member, Function<String, T> reader) {
        String text = text(member);
        if (text == null || text.length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            return reader.apply(text.strip());
        } catch (ArithmeticException | NumberFormatException unreadable) {
            return null;
        }
    }

    String orEmpty(String member) {
        return Objects.requireNonNullElse(text(member), "");
    }

    String required(String member) throws Unexpected {
        String text = text(member);
        if (text == null) {
            throw new Unexpected("a row has no \"" + member + "\"");
        }
        return text;
    }
}
