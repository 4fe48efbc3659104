package io.github.anaplan4j.spi;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * One HTTP request.
 *
 * @param method the method
 * @param uri the absolute URI, already percent-encoded
 * @param headers the headers by name; the names differ in more than case
 * @param body the body, not copied and not to be changed afterwards; if empty, DELETE sends none; GET never does
 * @param timeout the longest wait for the server at any point of the exchange; positive
 */
public record TransportRequest(Method method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {
    /** The methods that Anaplan's API uses. */
    public enum Method {
        /** Reads; safe to repeat. */
        GET,
        /** Starts, logs in; not safe to repeat. */
        POST,
        /** Uploads. */
        PUT,
        /** Cancels, deletes; safe to repeat. */
        DELETE
    }

    /** @throws IllegalArgumentException if the URI is not absolute, the timeout not positive, or a GET has a body */
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
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The timeout is not positive: " + timeout);
        }
    }

    /**
     * A request without a body.
     *
     * @param method the method
     * @param uri the absolute URI, already percent-encoded
     * @param headers the headers by name
     * @param timeout the longest wait for the server at any point of the exchange
     * @return the request
     */
    public static TransportRequest withoutBody(Method method, URI uri, Map<String, String> headers, Duration timeout) {
        return new TransportRequest(method, uri, headers, new byte[0], timeout);
    }

    /** {@return the timeout in milliseconds for libraries that count in {@code int}: at least 1, for they take 0 for none} */
    public int timeoutMillis() {
        return timeoutMillis(timeout);
    }

    /**
     * @param longest another limit
     * @return the shorter of the timeout and that limit in milliseconds: at least 1
     */
    public int timeoutMillis(Duration longest) {
        Duration shorter = longest.compareTo(timeout) < 0 ? longest : timeout;
        long millis =
                shorter.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0 ? Integer.MAX_VALUE : shorter.toMillis();
        return (int) Math.max(1, millis);
    }

    /** {@return method and path, without query, headers and body: fit for logs and messages} */
    @Override
    public String toString() {
        return method + " " + uri.getRawPath();
    }
}
