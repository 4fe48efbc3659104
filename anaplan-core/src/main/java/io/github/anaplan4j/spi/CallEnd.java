package io.github.anaplan4j.spi;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.error.TransportException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** How a call ended, and what is told of it then. */
enum CallEnd {
    /** Not yet. */
    NONE,
    /** The head of its answer was too late. */
    NO_HEAD,
    /** It was too late as a whole. */
    EXPIRED,
    /** Its thread was interrupted. */
    INTERRUPTED,
    /** Its transport was closed. */
    CLOSED,
    /** What was offloaded for it was too late, or its waiting thread was interrupted meanwhile. */
    GIVEN_UP,
    /** By itself. */
    DONE;

    private static final String BY_INTERRUPT = "the calling thread was interrupted";
    private static final String BY_CLOSING = "the transport was closed";

    boolean isTooLate() {
        return this == NO_HEAD || this == EXPIRED || this == INTERRUPTED;
    }

    private String late(TransportRequest request) {
        return this == NO_HEAD
                ? "the head of the answer may take " + request.timeout()
                : "the whole call may take " + request.callTimeout();
    }

    /**
     * Makes the exception of a call that fails.
     *
     * @param request its request
     * @param failure what was thrown; null if nothing was
     * @param mayHaveBeenSent false only if surely no byte of the request was written
     * @return the exception to throw
     */
    TransportException failed(TransportRequest request, @Nullable Throwable failure, boolean mayHaveBeenSent) {
        return switch (this) {
            case NO_HEAD, EXPIRED ->
                failure instanceof TransportException told && told.isOwnCongestion()
                        ? told // which says more than that it was too late
                        : mayHaveBeenSent
                                ? TransportException.timedOut(request.toString(), late(request), failure)
                                : TransportException.notConnected(
                                        request.toString(), "timed out: " + late(request), failure);
            case INTERRUPTED -> interrupted(request, failure, mayHaveBeenSent);
            case CLOSED ->
                mayHaveBeenSent
                        ? new TransportException(Kind.CONNECTION_LOST, true, request + ": " + BY_CLOSING, failure)
                        : TransportException.notConnected(request.toString(), BY_CLOSING, failure);
            case NONE, GIVEN_UP, DONE -> sorted(request, failure, mayHaveBeenSent);
        };
    }

    private static TransportException interrupted(
            TransportRequest request, @Nullable Throwable failure, boolean mayHaveBeenSent) {
        return new TransportException(
                Kind.INTERRUPTED,
                mayHaveBeenSent,
                request + (mayHaveBeenSent ? "" : " was not sent") + ": " + BY_INTERRUPT,
                failure);
    }

    private static TransportException sorted(TransportRequest request, Throwable failure, boolean mayHaveBeenSent) {
        if (failure instanceof TransportException told && told.mayHaveBeenSent() == mayHaveBeenSent) {
            return told;
        }
        if (!mayHaveBeenSent && Thread.currentThread().isInterrupted()) {
            return interrupted(request, failure, false);
        }
        if (!(failure instanceof IOException io)) { // its message may quote a header or a body
            return new TransportException(
                    mayHaveBeenSent ? Kind.CONNECTION_LOST : Kind.CONNECT,
                    mayHaveBeenSent,
                    request
                            + (mayHaveBeenSent ? ": failed with " : " was not sent: it failed with ")
                            + failure.getClass().getName(),
                    failure);
        }
        if (!mayHaveBeenSent) {
            String why = io.getMessage() == null ? io.getClass().getSimpleName() : io.getMessage();
            return TransportException.notConnected(request.toString(), why, io);
        }
        TransportException byType = TransportException.from(request.toString(), io);
        return byType.mayHaveBeenSent()
                ? byType
                : new TransportException(byType.kind(), true, request + ": " + io.getMessage(), io);
    }

    /** {@return what the body of a call fails with} */
    IOException broken(TransportRequest request, Throwable failure) {
        switch (this) {
            case NO_HEAD, EXPIRED:
                SocketTimeoutException late = new SocketTimeoutException(late(request));
                late.initCause(failure);
                return late;
            case INTERRUPTED:
                InterruptedIOException interrupt = new InterruptedIOException(BY_INTERRUPT);
                interrupt.initCause(failure);
                return interrupt;
            case CLOSED:
                return new IOException(BY_CLOSING, failure);
            default:
                return failure instanceof IOException io
                        ? io
                        : new IOException(
                                "reading the body failed with "
                                        + failure.getClass().getName(),
                                failure);
        }
    }
}
