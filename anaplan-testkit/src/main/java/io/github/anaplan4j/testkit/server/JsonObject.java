package io.github.anaplan4j.testkit.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An object of JSON, whose members keep their order.
 *
 * @param members strings, numbers, truth values, lists, objects, {@link Raw} texts and nulls, by their names
 */
record JsonObject(Map<String, @Nullable Object> members) {
    JsonObject() {
        this(new LinkedHashMap<>());
    }

    /**
     * A text that is written as it is, whether it is JSON or not.
     *
     * @param text the text
     */
    record Raw(String text) {}

    JsonObject put(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    /** Puts an empty object there, and returns it. */
    JsonObject putObject(String name) {
        JsonObject inner = new JsonObject();
        put(name, inner);
        return inner;
    }

    /** Says whether there is such a member, null or not. */
    boolean has(String name) {
        return members.containsKey(name);
    }

    /** Returns the object of that name; an empty one if there is none. */
    JsonObject object(String name) {
        return members.get(name) instanceof JsonObject inner ? inner : new JsonObject();
    }

    /** Returns the objects in the array of that name. */
    Stream<JsonObject> objects(String name) {
        Stream<?> elements = members.get(name) instanceof List<?> array ? array.stream() : Stream.empty();
        return elements.filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    /** Returns a string, a number or a truth value as text; an empty one if there is none. */
    String text(String name) {
        Object value = members.get(name);
        return value instanceof String || value instanceof Number || value instanceof Boolean ? value.toString() : "";
    }

    Optional<Boolean> flag(String name) {
        return members.get(name) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }
}
