package io.github.anaplan4j.internal.limit;

/** The classes of requests that wait in line, each with its weight. */
public enum RequestClass {
    /** Polls of watches. */
    POLL(2),
    /** Chunks of downloads and uploads. */
    TRANSFER(1);

    private final int weight;

    RequestClass(int weight) {
        this.weight = weight;
    }

    /** {@return the share of the pace when all classes wait, relative to the others} */
    int weight() {
        return weight;
    }
}
