package io.github.anaplan4j.transport.httpclient;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Puts TLS over a socket, and ends the handshake at the request's timeout.
 *
 * <p>Before version 5.6 HttpClient has no limit for the handshake itself.
 */
final class TimeLimitedTls implements TlsSocketStrategy {
    private final @Nullable SSLContext context;

    /**
     * Makes TLS with the given trust.
     *
     * @param context whom to trust; null for the JVM's default
     */
    TimeLimitedTls(@Nullable SSLContext context) {
        this.context = context;
    }

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext request)
            throws IOException {
        int timeout = HttpClientContext.cast(request)
                .getRequestConfig()
                .getResponseTimeout()
                .toMillisecondsIntBound();
        socket.setSoTimeout(timeout);
        return strategy().upgrade(socket, target, port, attachment, request);
    }

    // The JVM's own context takes long to be made the first time, and without https nobody needs it.
    private TlsSocketStrategy strategy() {
        return context == null ? DefaultClientTlsStrategy.createSystemDefault() : new DefaultClientTlsStrategy(context);
    }
}
