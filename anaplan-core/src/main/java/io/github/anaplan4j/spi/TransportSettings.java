package io.github.anaplan4j.spi;

import io.github.anaplan4j.internal.base.Durations;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings for a transport that a client creates itself.
 *
 * <p>A transport passed in by the user is already set up. Immutable: each {@code with} method returns a copy.
 *
 * @param connectTimeout the longest wait for a connection; a request's timeout counts instead if it is shorter
 * @param maxConnections how many requests may be under way at once
 * @param proxy the proxy for https; null for that of the JVM, if it has one
 * @param sslContext the certificates to trust and to show in TLS; null for the JVM's
 */
public record TransportSettings(
        Duration connectTimeout,
        int maxConnections,
        @Nullable HttpProxy proxy,
        @Nullable SSLContext sslContext) {
    /**
     * Checks the values.
     *
     * @param connectTimeout the longest wait for a connection
     * @param maxConnections how many requests may be under way at once
     * @param proxy the proxy for https; null for that of the JVM
     * @param sslContext the certificates to trust and to show in TLS; null for the JVM's
     * @throws IllegalArgumentException if a value is not positive
     */
    public TransportSettings {
        if (Durations.isOver(connectTimeout)) {
            throw new IllegalArgumentException("The connect timeout is not positive: " + connectTimeout);
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections is " + maxConnections + "; it must be at least 1");
        }
    }

    /**
     * {@return the default settings: 10 seconds to connect, 80 requests at once, proxy and TLS of the JVM}
     *
     * <p>That is room for the 16 polls that a client makes at once, and for as many starts, reads and transfers each.
     */
    public static TransportSettings defaults() {
        return new TransportSettings(Duration.ofSeconds(10), 80, null, null);
    }

    /**
     * Sets the connect timeout.
     *
     * @param newTimeout the longest wait for a connection
     * @return a copy with that timeout
     * @throws IllegalArgumentException if it is not positive
     */
    public TransportSettings withConnectTimeout(Duration newTimeout) {
        return new TransportSettings(newTimeout, maxConnections, proxy, sslContext);
    }

    /**
     * Sets the number of connections.
     *
     * @param newMaximum how many requests may be under way at once
     * @return a copy with that maximum
     * @throws IllegalArgumentException if it is not positive
     */
    public TransportSettings withMaxConnections(int newMaximum) {
        return new TransportSettings(connectTimeout, newMaximum, proxy, sslContext);
    }

    /**
     * Sets the proxy.
     *
     * @param newProxy the proxy for https
     * @return a copy with that proxy
     */
    public TransportSettings withProxy(HttpProxy newProxy) {
        return new TransportSettings(connectTimeout, maxConnections, newProxy, sslContext);
    }

    /**
     * Sets the context for TLS.
     *
     * @param newContext the certificates to trust and to show in TLS
     * @return a copy with that context
     */
    public TransportSettings withSslContext(SSLContext newContext) {
        return new TransportSettings(connectTimeout, maxConnections, proxy, newContext);
    }
}
