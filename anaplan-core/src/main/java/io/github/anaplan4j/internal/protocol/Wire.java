package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.error.TransportException.Kind;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import java.util.Objects;

/**
 * Calls a transport, and takes whatever it throws for a failure after the request may have been sent.
 *
 * <p>Only a {@link TransportException} can say otherwise. A transport throws nothing else while it is open, but it may
 * be anybody's, and a start that was sent must not look like one that was not.
 */
final class Wire {
    private Wire() {}

    static TransportResponse execute(HttpTransport transport, TransportRequest request) {
        try {
            return Objects.requireNonNull(transport.execute(request), "the transport returned null");
        } catch (TransportException told) {
            throw told;
        } catch (RuntimeException | Error untold) {
            throw broken(request, untold);
        }
    }

    // The message of what was thrown may quote a header or a body, so it stays in the cause.
    static TransportException broken(TransportRequest request, Throwable failure) {
        return new TransportException(
                Kind.CONNECTION_LOST,
                true,
                request + ": the transport failed with " + failure.getClass().getName()
                        + ". See the cause; it is closed, or breaks its contract.",
                failure);
    }
}
