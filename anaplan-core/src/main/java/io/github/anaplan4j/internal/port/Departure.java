package io.github.anaplan4j.internal.port;

/**
 * Notes whether a request has left for the server, so that a failure of any kind can be judged.
 *
 * <p>What fails before it has left was surely not processed. One object is for one request and one thread.
 */
public final class Departure {
    private boolean hasLeft;

    /** Makes the note of a request that has not left. */
    public Departure() {}

    /** Notes that the request leaves now. */
    public void leaves() {
        hasLeft = true;
    }

    /** {@return whether the server may have the request} */
    public boolean hasLeft() {
        return hasLeft;
    }
}
