package io.github.anaplan4j.transport.httpclient;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/** The JVM's TLS, with the request's timeout for the handshake, which HttpClient has no limit for before 5.6. */
final class PunctualTls implements TlsSocketStrategy {
    private final TlsSocketStrategy tls = DefaultClientTlsStrategy.createSystemDefault();

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext context)
            throws IOException {
        int timeout = HttpClientContext.cast(context)
                .getRequestConfig()
                .getResponseTimeout()
                .toMillisecondsIntBound();
        socket.setSoTimeout(timeout);
        return tls.upgrade(socket, target, port, attachment, context);
    }
}
