package io.github.anaplan4j.transport.httpclient;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * A pool whose connections nobody waits for beyond the limit of a call.
 *
 * <p>Name look-ups, trust managers and the JVM's authenticator run while HttpClient connects, and may hang.
 */
final class TimeLimitedPool implements HttpClientConnectionManager {
    private final HttpClientConnectionManager pool;

    TimeLimitedPool(HttpClientConnectionManager pool) {
        this.pool = pool;
    }

    @Override
    public LeaseRequest lease(String id, HttpRoute route, Timeout most, Object state) {
        return pool.lease(id, route, most, state);
    }

    @Override
    public void release(ConnectionEndpoint endpoint, Object state, TimeValue validity) {
        pool.release(endpoint, state, validity);
    }

    @Override
    public void connect(ConnectionEndpoint endpoint, TimeValue most, HttpContext context) throws IOException {
        Callable<ConnectionEndpoint> connecting = () -> {
            pool.connect(endpoint, most, context);
            return endpoint;
        };
        Departure.of(context).offload(connecting, late -> late.close(CloseMode.IMMEDIATE));
    }

    @Override
    public void upgrade(ConnectionEndpoint endpoint, HttpContext context) throws IOException {
        Callable<ConnectionEndpoint> securing = () -> {
            pool.upgrade(endpoint, context);
            return endpoint;
        };
        Departure.of(context).offload(securing, late -> late.close(CloseMode.IMMEDIATE));
    }

    @Override
    public void close(CloseMode mode) {
        pool.close(mode);
    }

    @Override
    public void close() throws IOException {
        pool.close();
    }
}
