package io.github.anaplan4j.internal.limit;

/** The classes of requests that wait in line, each with its weight; in doubt the first of them goes first. */
public enum RequestClass {
    /** Cancels, which must not wait behind starts that hang. */
    CANCEL(2, true),
    /** Starts. */
    START(2, true),
    /** What somebody waits for: lists, definitions, a status outside a watch. */
    READ(2, true),
    /** Polls of watches. */
    POLL(2, false),
    /** Chunks of downloads and uploads. */
    TRANSFER(1, false);

    private final int weight;
    private final boolean urgent;

    RequestClass(int weight, boolean urgent) {
        this.weight = weight;
        this.urgent = urgent;
    }

    /** {@return the share of the pace when all classes wait, relative to the others} */
    int weight() {
        return weight;
    }

    /** {@return whether a few of them may go at once instead of at the pace} */
    boolean isUrgent() {
        return urgent;
    }
}
