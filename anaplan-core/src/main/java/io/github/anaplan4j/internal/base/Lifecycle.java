package io.github.anaplan4j.internal.base;

/**
 * Knows whether a client is open.
 *
 * <p>It is the one place that does. A client that closes sends nothing any more but the end of its logins. One that is
 * closed sends nothing at all. Thread-safe.
 */
public final class Lifecycle {
    private enum Phase {
        OPEN,
        CLOSING,
        CLOSED
    }

    private Phase phase = Phase.OPEN;

    /** Makes the life cycle of a client that is open. */
    public Lifecycle() {}

    /** {@return whether the client is open} */
    public synchronized boolean isOpen() {
        return phase == Phase.OPEN;
    }

    /** {@return whether nothing may be sent any more, not even a log-out} */
    public synchronized boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /**
     * Begins to close.
     *
     * @return whether this call began it
     */
    public synchronized boolean beginClosing() {
        boolean first = phase == Phase.OPEN;
        if (first) {
            phase = Phase.CLOSING;
        }
        return first;
    }

    /** Ends closing. */
    public synchronized void endClosing() {
        phase = Phase.CLOSED;
    }

    /**
     * Checks that the client is open.
     *
     * @param what what somebody wants of it, for the message
     * @throws IllegalStateException if it is not
     */
    public void checkOpen(Object what) {
        if (!isOpen()) {
            throw closed(what);
        }
    }

    /**
     * Says that the client is closed.
     *
     * @param what what somebody wanted of it
     * @return the exception to throw
     */
    public static IllegalStateException closed(Object what) {
        return new IllegalStateException("The client is closed: " + what + " is not possible any more.");
    }
}
