package io.github.anaplan4j.client;

import io.github.anaplan4j.transport.HttpTransport;
import io.github.anaplan4j.transport.TransportRequest;
import io.github.anaplan4j.transport.TransportResponse;

/** The way out of one client, closed with it even if the transport is the user's and goes on serving others. */
final class ClientTransport implements HttpTransport {
    private final HttpTransport transport;
    private final boolean isOurs;
    private volatile boolean isClosed;

    /** @param isOurs whether closing this closes the transport */
    ClientTransport(HttpTransport transport, boolean isOurs) {
        this.transport = transport;
        this.isOurs = isOurs;
    }

    @Override
    public TransportResponse execute(TransportRequest request) {
        if (isClosed) {
            throw new IllegalStateException("The client is closed; it cannot send " + request);
        }
        return transport.execute(request);
    }

    @Override
    public void close() {
        isClosed = true;
        if (isOurs) {
            transport.close();
        }
    }
}
