package io.github.anaplan4j.spi;

/**
 * Offers a transport to {@link java.util.ServiceLoader}.
 *
 * <p>An implementation has a public no-argument constructor that touches no class of its HTTP library, so that looking
 * for transports never fails for want of one.
 */
public interface HttpTransportProvider {
    /** The system property that chooses among several transports by name. */
    String PROPERTY = "anaplan.transport";

    /** {@return the name by which the system property {@code anaplan.transport} chooses it, such as {@code feign}} */
    String name();

    /**
     * Makes a transport.
     *
     * @param settings the time limits, number of connections, proxy and TLS to use
     * @return a new transport, which the caller closes
     */
    HttpTransport create(TransportSettings settings);
}
