package io.github.anaplan4j.error;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A request got no complete response.
 *
 * <p>The connection could not be made, broke, or stayed silent for too long. That says nothing about the task on the
 * server, which runs on undisturbed.
 */
public final class TransportException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    /** The kind of failure. */
    private final Kind kind;

    /** Whether the server may have received the request. */
    private final boolean mayHaveBeenSent;

    /** Whether the caller's own requests had used up all connections. */
    private final boolean ownCongestion;

    /** The kinds of failures. */
    public enum Kind {
        /** No connection: refused, unknown host, no route, failed TLS handshake, no free connection in the pool. */
        CONNECT,
        /** The server said nothing, or not all of the answer, within the request's timeouts. */
        TIMEOUT,
        /** The connection was made and then broke, before or during the answer. */
        CONNECTION_LOST,
        /** The calling thread was interrupted; its interrupt flag is set. */
        INTERRUPTED
    }

    /**
     * Makes an exception of the given kind.
     *
     * @param kind what broke
     * @param mayHaveBeenSent false only if the server surely never received the request
     * @param message what happened and what to do about it
     * @param cause the HTTP library's own exception, or null
     */
    public TransportException(Kind kind, boolean mayHaveBeenSent, String message, @Nullable Throwable cause) {
        this(kind, mayHaveBeenSent, false, message, cause);
    }

    private TransportException(
            Kind kind, boolean mayHaveBeenSent, boolean ownCongestion, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.mayHaveBeenSent = mayHaveBeenSent;
        this.ownCongestion = ownCongestion;
    }

    /**
     * Makes an exception of an {@code IOException}, by its type.
     *
     * <p>In doubt, the request counts as one that may have been sent. So it does after a failed TLS handshake, which a
     * server can ask for again when it has read the request. A transport that knows what was written looks at that
     * first, and one whose HTTP library has exception types of its own at those.
     *
     * @param request the request in words, such as {@code GET /2/0/models}, for the message
     * @param cause what the library threw
     * @return the exception to throw
     */
    public static TransportException from(String request, IOException cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException) {
            return notConnected(request, why, cause);
        }
        // Some libraries report a timeout, and virtual threads an interrupt, by other types. The thread's flag tells.
        boolean interrupted = Thread.currentThread().isInterrupted();
        if (cause instanceof SocketTimeoutException || cause instanceof InterruptedIOException && !interrupted) {
            return timedOut(request, why, cause);
        }
        if (interrupted && (cause instanceof InterruptedIOException || cause instanceof SocketException)) {
            return new TransportException(
                    Kind.INTERRUPTED, true, request + ": the calling thread was interrupted", cause);
        }
        return new TransportException(
                Kind.CONNECTION_LOST,
                true,
                request + ": the connection broke before the answer was complete (" + why
                        + "). If that lasts, look for a proxy, firewall or load balancer on the way that ends"
                        + " connections. A proxy of your own is set with proxy of AnaplanClient.builder().",
                cause);
    }

    /**
     * Makes an exception for a request that was never sent, because there was no connection.
     *
     * @param request the request in words
     * @param why the reason in words
     * @param cause the HTTP library's own exception, or null
     * @return the exception to throw
     */
    public static TransportException notConnected(String request, String why, @Nullable Throwable cause) {
        return new TransportException(
                Kind.CONNECT,
                false,
                request + " was not sent: no connection (" + why
                        + "). Check the host name of the API, the proxy and the firewall"
                        + (isOfTls(cause)
                                ? ", and that this JVM trusts the certificate: an sslContext in the settings of the"
                                        + " transport, or javax.net.ssl.trustStore."
                                : "."),
                cause);
    }

    private static boolean isOfTls(@Nullable Throwable cause) {
        return cause instanceof SSLException || cause != null && isOfTls(cause.getCause());
    }

    /**
     * Makes an exception for a request that was never sent, because other requests held all connections of the pool.
     *
     * @param request the request in words
     * @param waited how long it waited for a connection
     * @param cause the HTTP library's own exception, or null
     * @return the exception to throw
     */
    public static TransportException noFreeConnection(String request, Duration waited, @Nullable Throwable cause) {
        return new TransportException(
                Kind.CONNECT,
                false,
                true,
                request + " was not sent: all connections of the pool were busy for " + waited
                        + ". Allow more of them, with maxConnections where the transport is made.",
                cause);
    }

    /**
     * Makes an exception for a server that was silent, or not done, for too long after the request may have reached it.
     *
     * @param request the request in words
     * @param why the reason in words
     * @param cause the HTTP library's own exception, or null
     * @return the exception to throw
     */
    public static TransportException timedOut(String request, String why, @Nullable Throwable cause) {
        return new TransportException(
                Kind.TIMEOUT,
                true,
                request + ": no complete answer within the timeout (" + why
                        + "). Try again later, or allow more time: pollTimeout, startTimeout, transferTimeout or"
                        + " readTimeout of AnaplanClient.builder().",
                cause);
    }

    /** {@return what broke} */
    public Kind kind() {
        return kind;
    }

    /**
     * {@return whether the caller's own requests held all connections, which says nothing about the server}
     *
     * <p>A watch does not count that as a failed poll.
     */
    public boolean isOwnCongestion() {
        return ownCongestion;
    }

    /**
     * {@return whether the server may have received, and acted on, the request}
     *
     * <p>Only a {@code false} makes it safe to repeat a request that is not idempotent.
     */
    public boolean mayHaveBeenSent() {
        return mayHaveBeenSent;
    }
}
