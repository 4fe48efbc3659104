package io.github.anaplan4j.spi;

import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP response whose body is still to be read.
 *
 * <p>Not thread-safe. Whoever made the request closes it.
 */
public final class TransportResponse implements AutoCloseable {
    private final int status;
    private final Map<String, List<String>> headers;
    private final InputStream body;
    private final AutoCloseable connection;

    /**
     * Makes a response whose body is read later.
     *
     * @param status the HTTP status
     * @param headers the headers as they came
     * @param body the body as it arrives; an empty stream if there is none
     * @param connection what {@link #close} closes to free the connection, even if the body was not read to its end
     */
    public TransportResponse(
            int status, Map<String, ? extends Collection<String>> headers, InputStream body, AutoCloseable connection) {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(connection, "connection");
        this.status = status;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> {
            if (name != null) { // the JDK files the status line under null
                this.headers.put(name, List.copyOf(values));
            }
        });
        this.body = body;
        this.connection = connection;
    }

    /** {@return the HTTP status} */
    public int status() {
        return status;
    }

    /**
     * Looks up a header.
     *
     * @param name the header's name, in any case
     * @return its first value, if there is one
     */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /**
     * Looks up a header that may stand on several lines, as a list does.
     *
     * @param name the header's name, in any case
     * @return its values, one for each line, in the order in which they came; empty if there is none
     */
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** {@return the body; the same stream at each call, closed with this response} */
    public InputStream body() {
        return body;
    }

    /**
     * Frees the connection.
     *
     * <p>It throws nothing, because the answer is no longer wanted whatever goes wrong here.
     */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception ignored) {
            // nobody waits for the answer any more
        }
    }
}
