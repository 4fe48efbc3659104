package io.github.anaplan4j.transport.feign;

import feign.Client;
import feign.DefaultClient;
import io.github.anaplan4j.spi.HttpProxy;
import io.github.anaplan4j.spi.TransportSettings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** Feign's own client, with the settings that it has room for. */
final class JdkClient extends DefaultClient {
    private JdkClient(SSLSocketFactory sockets) {
        super(sockets, null);
    }

    static Client of(TransportSettings settings) {
        SSLContext context = settings.sslContext();
        HttpProxy proxy = settings.proxy();
        if (proxy == null) {
            return new DefaultClient(context == null ? null : context.getSocketFactory(), null);
        }
        SSLSocketFactory tls =
                context == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : context.getSocketFactory();
        return new JdkClient(new TunnelledTls(tls, proxy));
    }

    // The sockets go through the proxy by themselves, and loopback goes without.
    @Override
    public HttpURLConnection getConnection(URL url) throws IOException {
        return (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    }
}
