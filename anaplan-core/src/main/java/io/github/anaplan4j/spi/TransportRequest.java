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
 * @param body the body, not copied and not to be changed afterwards; if it is empty, DELETE sends none; GET never sends
 *     one
 * @param timeout the longest wait for the server at any point of the exchange; positive
 */
public record TransportRequest(Method method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {
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
     * @param body the body, not copied and not to be changed afterwards
     * @param timeout the longest wait for the server at any point of the exchange; positive
     * @throws IllegalArgumentException if the URI is not absolute, the timeout not positive, or a GET has a body
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
    }

    /**
     * Makes a request without a body.
     *
     * @param method the method
     * @param uri the absolute URI, already percent-encoded
     * @param headers the headers by name
     * @param timeout the longest wait for the server at any point of the exchange; positive
     * @return the request
     */
    public static TransportRequest withoutBody(Method method, URI uri, Map<String, String> headers, Duration timeout) {
        return new TransportRequest(method, uri, headers, new byte[0], timeout);
    }

    /**
     * {@return the timeout in milliseconds, for libraries that count in {@code int}}
     *
     * <p>It is at least 1, because such libraries take 0 for no timeout.
     */
    public int timeoutMillis() {
        return timeoutMillis(timeout);
    }

    /**
     * Takes the shorter of the timeout and another limit.
     *
     * @param longest another limit
     * @return the shorter of the two in milliseconds: at least 1
     */
    public int timeoutMillis(Duration longest) {
        Duration shorter = Durations.shorter(longest, timeout);
        long millis =
                shorter.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0 ? Integer.MAX_VALUE : shorter.toMillis();
        return (int) Math.max(1, millis);
    }

    /** {@return whether the other is a request with the same method, URI, headers, bytes and timeout} */
    @Override
    public boolean equals(Object other) {
        return other instanceof TransportRequest request
                && method == request.method
                && uri.equals(request.uri)
                && headers.equals(request.headers)
                && Arrays.equals(body, request.body)
                && timeout.equals(request.timeout);
    }

    /** {@return a hash of all parts} */
    @Override
    public int hashCode() {
        return Objects.hash(method, uri, headers, Arrays.hashCode(body), timeout);
    }

    /** {@return the method and path, without query, headers and body: fit for logs and messages} */
    @Override
    public String toString() {
        return method + " " + uri.getRawPath();
    }
}
