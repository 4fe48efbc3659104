package io.github.anaplan4j.spi;

import io.github.anaplan4j.internal.base.Durations;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * An HTTP request.
 *
 * @param method the method
 * @param uri the absolute URI, already percent-encoded
 * @param headers the headers by name; the names differ in more than case
 * @param body the body, not copied, and not to be changed while the call lasts; if it is empty, DELETE sends none; GET
 *     never sends one
 * @param timeout the longest silence: how long to wait for the connection, for the whole head of the answer, and for
 *     each next part of its body; positive
 * @param callTimeout the longest time for the whole call, from its beginning to the last byte of the answer's body,
 *     however busy the server is meanwhile; positive
 */
public record TransportRequest(
        Method method, URI uri, Map<String, String> headers, byte[] body, Duration timeout, Duration callTimeout) {
    /** The methods that Anaplan's API uses. */
    public enum Method {
        /** Reads; it is safe to repeat. */
        GET,
        /** Starts or logs in; it is not safe to repeat. */
        POST,
        /** Uploads. */
        PUT,
        /** Cancels or deletes; it is safe to repeat. */
        DELETE
    }

    /**
     * Checks the values and copies the headers.
     *
     * @param method the method
     * @param uri the absolute URI, already percent-encoded
     * @param headers the headers by name
     * @param body the body, not copied, and not to be changed while the call lasts
     * @param timeout the longest silence; positive
     * @param callTimeout the longest time for the whole call; positive
     * @throws IllegalArgumentException if the URI is not absolute, a timeout not positive, or a GET has a body
     */
    public TransportRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(body, "body");
        headers = Map.copyOf(headers);
        if (!uri.isAbsolute()) {
            throw new IllegalArgumentException("Not an absolute URI: " + uri);
        }
        if (method == Method.GET && body.length > 0) {
            throw new IllegalArgumentException("A GET has no body: " + uri.getRawPath());
        }
        if (Durations.isOver(timeout)) {
            throw new IllegalArgumentException("The timeout is not positive: " + timeout);
        }
        if (Durations.isOver(callTimeout)) {
            throw new IllegalArgumentException("The call timeout is not positive: " + callTimeout);
        }
    }

    /**
     * Makes a request whose timeout is also the limit of the whole call.
     *
     * @param method the method
     * @param uri the absolute URI, already percent-encoded
     * @param headers the headers by name
     * @param body the body, not copied, and not to be changed while the call lasts
     * @param timeout the longest silence, and the longest time for the whole call; positive
     * @throws IllegalArgumentException if the URI is not absolute, the timeout not positive, or a GET has a body
     */
    public TransportRequest(Method method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {
        this(method, uri, headers, body, timeout, timeout);
    }

    /**
     * Makes a request without a body, whose timeout is also the limit of the whole call.
     *
     * @param method the method
     * @param uri the absolute URI, already percent-encoded
     * @param headers the headers by name
     * @param timeout the longest silence, and the longest time for the whole call; positive
     * @return the request
     */
    public static TransportRequest withoutBody(Method method, URI uri, Map<String, String> headers, Duration timeout) {
        return new TransportRequest(method, uri, headers, new byte[0], timeout);
    }

    /**
     * Sets the limit of the whole call.
     *
     * @param newLimit the longest time for the whole call; positive
     * @return a copy with that limit
     * @throws IllegalArgumentException if it is not positive
     */
    public TransportRequest withCallTimeout(Duration newLimit) {
        return new TransportRequest(method, uri, headers, body, timeout, newLimit);
    }

    /**
     * {@return the timeout in milliseconds, for libraries that count in {@code int}}
     *
     * <p>It is at least 1, because such libraries take 0 for no timeout, and no longer than the whole call may take.
     */
    public int timeoutMillis() {
        return timeoutMillis(timeout);
    }

    /**
     * Takes the shortest of the two timeouts and another limit.
     *
     * @param longest another limit
     * @return the shortest of the three in milliseconds: at least 1
     */
    public int timeoutMillis(Duration longest) {
        Duration shorter = Durations.shorter(longest, Durations.shorter(timeout, callTimeout));
        long millis =
                shorter.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0 ? Integer.MAX_VALUE : shorter.toMillis();
        return (int) Math.max(1, millis);
    }

    /** {@return whether the other is a request with the same method, URI, headers, bytes and timeouts} */
    @Override
    public boolean equals(Object other) {
        return other instanceof TransportRequest request
                && method == request.method
                && uri.equals(request.uri)
                && headers.equals(request.headers)
                && Arrays.equals(body, request.body)
                && timeout.equals(request.timeout)
                && callTimeout.equals(request.callTimeout);
    }

    /** {@return a hash of all parts} */
    @Override
    public int hashCode() {
        return Objects.hash(method, uri, headers, Arrays.hashCode(body), timeout, callTimeout);
    }

    /** {@return the method and path, without query, headers and body: fit for logs and messages} */
    @Override
    public String toString() {
        return method + " " + uri.getRawPath();
    }
}
