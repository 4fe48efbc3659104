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

/**
 * Feign's default client, on the JDK's {@link HttpURLConnection}, with the settings that it has room for.
 *
 * <p>An instance of this class is needed for a proxy only. Without one, Feign's own class is used as it is.
 */
final class UrlConnectionClient extends DefaultClient {
    private UrlConnectionClient(SSLSocketFactory sockets) {
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
        return new UrlConnectionClient(new TunnelledTls(tls, proxy));
    }

    // The sockets go through the proxy by themselves. A loopback address is reached without it.
    @Override
    public HttpURLConnection getConnection(URL url) throws IOException {
        return (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    }
}
