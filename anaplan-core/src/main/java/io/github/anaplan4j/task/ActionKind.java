package io.github.anaplan4j.task;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The kinds of actions that Anaplan runs as tasks.
 *
 * <p>All four share one task resource, each under a collection of its own.
 */
public enum ActionKind {
    /** A process: a chain of the other kinds. */
    PROCESS("processes"),
    /** An import. */
    IMPORT("imports"),
    /** An export. */
    EXPORT("exports"),
    /** A deletion or any other action, such as ordering a list. */
    ACTION("actions");

    private final String collection;

    ActionKind(String collection) {
        this.collection = collection;
    }

    /** {@return Anaplan's name for the collection of this kind, such as {@code processes}} */
    public String collection() {
        return collection;
    }

    /**
     * Finds the kind that has a collection of the given name.
     *
     * @param collection Anaplan's name of a collection, such as {@code processes}
     * @return its kind, or empty if no kind has that collection
     */
    public static Optional<ActionKind> ofCollection(String collection) {
        Objects.requireNonNull(collection, "collection");
        return Arrays.stream(values())
                .filter(kind -> kind.collection.equals(collection))
                .findFirst();
    }
}
