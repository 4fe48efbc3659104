package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.TransportRequest;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** Turns what HttpClient throws into a {@link TransportException}. */
final class Failures {
    private Failures() {}

    static TransportException sorted(TransportRequest request, IOException failure, boolean neverSetOut) {
        if (failure instanceof ConnectTimeoutException) {
            return TransportException.notConnected(request.toString(), String.valueOf(failure.getMessage()), failure);
        }
        if (failure instanceof ConnectionRequestTimeoutException) {
            return TransportException.noFreeConnection(request.toString(), request.timeout(), failure);
        }
        TransportException sorted = TransportException.from(request.toString(), failure);
        return neverSetOut && sorted.kind() != TransportException.Kind.INTERRUPTED && sorted.mayHaveBeenSent()
                ? TransportException.notConnected(request.toString(), String.valueOf(failure.getMessage()), failure)
                : sorted;
    }

    static TransportException refusedByProxy(TransportRequest request, int status) {
        String cure = status == 407 ? "; check user and password for the proxy" : "";
        return TransportException.notConnected(request.toString(), "the proxy answered " + status + cure, null);
    }

    /** Tells why a wait for a connection of the pool was broken off: by an interrupt, or as the pool was closed. */
    static TransportException withoutConnection(TransportRequest request, CancellationException failure) {
        if (Thread.currentThread().isInterrupted()) {
            return new TransportException(
                    TransportException.Kind.INTERRUPTED,
                    false,
                    request + " was not sent: the calling thread was interrupted",
                    failure);
        }
        return TransportException.notConnected(request.toString(), "the pool of connections was closed", failure);
    }
}
