package io.github.anaplan4j.transport;

import java.time.Duration;

/**
 * What a client asks of a transport that it creates itself. A transport passed in by the user is already set up.
 *
 * @param connectTimeout the longest wait for a connection; a shorter timeout of a request goes before
 * @param maxConnections how many requests may be under way at once
 */
public record TransportSettings(Duration connectTimeout, int maxConnections) {
    /** @throws IllegalArgumentException if a value is not positive */
    public TransportSettings {
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("The connect timeout is not positive: " + connectTimeout);
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections is " + maxConnections + "; it must be at least 1");
        }
    }

    /** {@return 10 seconds to connect, 16 requests at once} */
    public static TransportSettings defaults() {
        return new TransportSettings(Duration.ofSeconds(10), 16);
    }
}
