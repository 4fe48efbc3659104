package io.github.anaplan4j.internal.port;

/**
 * Notes whether a request has left for the server, so that a failure of any kind can be judged.
 *
 * <p>It may wait for its turn, and for a token, before. What fails before it has left was surely not processed. One
 * object is for one request and one thread.
 */
public final class Departure {
    private final Runnable beforehand;
    private boolean hasLeft;

    /** Makes the note of a request that has not left. */
    public Departure() {
        this(() -> {});
    }

    /**
     * Makes the note of a request that has not left.
     *
     * @param beforehand what is done right before it leaves; if that throws, the request does not leave
     */
    public Departure(Runnable beforehand) {
        this.beforehand = beforehand;
    }

    /** Notes that the request leaves now. */
    public void leaves() {
        beforehand.run();
        hasLeft = true;
    }

    /** {@return whether the server may have the request} */
    public boolean hasLeft() {
        return hasLeft;
    }
}
