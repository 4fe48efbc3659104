package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.spi.TransportRequest;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.concurrent.Cancellable;

/** A request of HttpClient's, which knows whether it waits for a connection of the pool. */
final class Message extends HttpUriRequestBase {
    private static final long serialVersionUID = 1L;

    private transient volatile boolean hasHadConnection;
    private transient volatile boolean waitsForConnection;

    Message(TransportRequest request) {
        super(request.method().name(), request.uri());
    }

    /** {@return whether it still waits, or waited to its end, for its first connection} */
    boolean waitsForConnection() {
        return waitsForConnection;
    }

    // HttpClient tells each request in this way what there is to be cancelled.
    @Override
    public void setDependency(Cancellable dependency) {
        waitsForConnection = dependency instanceof LeaseRequest && !hasHadConnection;
        hasHadConnection |= !(dependency instanceof LeaseRequest);
        super.setDependency(dependency);
    }
}
