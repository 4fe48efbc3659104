package io.github.anaplan4j.transport.feign;

import io.github.anaplan4j.spi.HttpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes TLS sockets that tunnel through a proxy.
 *
 * <p>The JDK can tunnel by itself, but it sends no password to a proxy unless a system property of the whole JVM lets
 * it. Feign's client for proxies sends the password to the server behind the proxy.
 */
final class TunnelledTls extends SSLSocketFactory {
    private final SSLSocketFactory tls;
    private final HttpProxy proxy;

    TunnelledTls(SSLSocketFactory tls, HttpProxy proxy) {
        this.tls = tls;
        this.proxy = proxy;
    }

    /** Makes a socket that the JDK connects and then passes back, to have TLS put over it. */
    @Override
    public Socket createSocket() {
        return new TunnelSocket(proxy);
    }

    @Override
    public Socket createSocket(Socket tunnel, String host, int port, boolean autoClose) throws IOException {
        return tls.createSocket(tunnel, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw notByThisWay();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw notByThisWay();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw notByThisWay();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw notByThisWay();
    }

    private static UnsupportedOperationException notByThisWay() {
        return new UnsupportedOperationException("Only HttpsURLConnection uses this factory, and not in this way");
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }
}
