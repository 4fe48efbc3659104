package io.github.anaplan4j.spi;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of a transport that it creates itself. A transport passed in by the user is already set up. Immutable: each
 * {@code with} method returns a copy.
 *
 * @param connectTimeout the longest wait for a connection; a shorter timeout of a request goes before
 * @param maxConnections how many requests may be under way at once
 * @param proxy the proxy for https; null for that of the JVM, if it has one
 * @param sslContext whom to trust, and who to be, in TLS; null for the JVM's
 */
public record TransportSettings(
        Duration connectTimeout,
        int maxConnections,
        @Nullable HttpProxy proxy,
        @Nullable SSLContext sslContext) {
    /** @throws IllegalArgumentException if a value is not positive */
    public TransportSettings {
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("The connect timeout is not positive: " + connectTimeout);
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections is " + maxConnections + "; it must be at least 1");
        }
    }

    /** {@return 10 seconds to connect, 16 requests at once, proxy and TLS of the JVM} */
    public static TransportSettings defaults() {
        return new TransportSettings(Duration.ofSeconds(10), 16, null, null);
    }

    /**
     * @param newTimeout the longest wait for a connection
     * @return a copy with that timeout
     * @throws IllegalArgumentException if it is not positive
     */
    public TransportSettings withConnectTimeout(Duration newTimeout) {
        return new TransportSettings(newTimeout, maxConnections, proxy, sslContext);
    }

    /**
     * @param newMaximum how many requests may be under way at once
     * @return a copy with that maximum
     * @throws IllegalArgumentException if it is not positive
     */
    public TransportSettings withMaxConnections(int newMaximum) {
        return new TransportSettings(connectTimeout, newMaximum, proxy, sslContext);
    }

    /**
     * @param newProxy the proxy for https
     * @return a copy with that proxy
     */
    public TransportSettings withProxy(HttpProxy newProxy) {
        return new TransportSettings(connectTimeout, maxConnections, newProxy, sslContext);
    }

    /**
     * @param newContext whom to trust, and who to be, in TLS
     * @return a copy with that context
     */
    public TransportSettings withSslContext(SSLContext newContext) {
        return new TransportSettings(connectTimeout, maxConnections, proxy, newContext);
    }
}
