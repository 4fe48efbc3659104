package io.github.anaplan4j.transport.feign;

import feign.Request;
import io.github.anaplan4j.spi.HttpProxy;
import io.github.anaplan4j.spi.Silence;
import io.github.anaplan4j.spi.TransportCalls;
import io.github.anaplan4j.spi.TransportSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connects to servers: directly or through a proxy, and with TLS for https.
 *
 * <p>Whatever fails here comes before the first byte of a request, and so is a {@link ConnectException} or another
 * exception that says so. Much of it may hang, and nothing here knows the request: so the call may leave it behind.
 */
final class Connector {
    private final @Nullable HttpProxy proxy;
    private final Supplier<SSLSocketFactory> tls;
    private final Names names;

    /** Finds the addresses of a host, at least one. */
    @FunctionalInterface
    interface Names {
        InetAddress[] find(String host) throws IOException;
    }

    Connector(@Nullable HttpProxy proxy, Supplier<SSLSocketFactory> tls, Names names) {
        this.proxy = proxy;
        this.tls = tls;
        this.names = names;
    }

    static Connector of(TransportSettings settings) {
        SSLContext context = settings.sslContext();
        return new Connector(
                settings.proxy(),
                // The JVM's own takes long to be made the first time, and without https nobody needs it.
                context == null ? () -> (SSLSocketFactory) SSLSocketFactory.getDefault() : context::getSocketFactory,
                InetAddress::getAllByName);
    }

    Connection connect(URI uri, Request.Options options, TransportCalls.Call call) throws IOException {
        boolean isSecure = uri.getScheme().equalsIgnoreCase("https");
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        int port = uri.getPort() >= 0 ? uri.getPort() : isSecure ? 443 : 80;
        Socket raw = isSecure ? throughProxy(uri, host, port, options, call) : direct(host, port, options, call);
        try {
            raw.setTcpNoDelay(true);
            raw.setSoTimeout(options.readTimeoutMillis());
            return new Connection(raw, isSecure ? secured(raw, host, port) : raw);
        } catch (IOException failure) {
            raw.close();
            throw notConnected("no TLS with " + host + ": " + failure.getMessage(), failure);
        }
    }

    private SSLSocket secured(Socket raw, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) tls.get().createSocket(raw, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private Socket throughProxy(URI uri, String host, int port, Request.Options options, TransportCalls.Call call)
            throws IOException {
        InetSocketAddress target = InetSocketAddress.createUnresolved(host, port);
        if (proxy != null) {
            return throughTunnel(proxy, target, options, call);
        }
        Proxy ofTheJvm = ofTheJvm(uri);
        if (ofTheJvm.type() == Proxy.Type.DIRECT) {
            return direct(host, port, options, call);
        }
        InetSocketAddress at = (InetSocketAddress) ofTheJvm.address();
        if (ofTheJvm.type() == Proxy.Type.HTTP) {
            return throughTunnel(HttpProxy.of(at.getHostString(), at.getPort()), target, options, call);
        }
        Ways socks = address ->
                new Way(new Socket(new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(address, at.getPort()))), target);
        return first(at.getHostString(), socks, options, call);
    }

    private Socket throughTunnel(
            HttpProxy through, InetSocketAddress target, Request.Options options, TransportCalls.Call call)
            throws IOException {
        Ways tunnels =
                address -> new Way(new TunnelSocket(through, new InetSocketAddress(address, through.port())), target);
        return first(through.host(), tunnels, options, call);
    }

    private static Proxy ofTheJvm(URI uri) {
        ProxySelector selector = ProxySelector.getDefault();
        List<Proxy> proxies = selector == null ? List.of() : selector.select(uri);
        return proxies.isEmpty() ? Proxy.NO_PROXY : proxies.get(0);
    }

    private Socket direct(String host, int port, Request.Options options, TransportCalls.Call call) throws IOException {
        return first(
                host, address -> new Way(Silence.newSocket(), new InetSocketAddress(address, port)), options, call);
    }

    /** A socket that is still to be connected, and where it leads. */
    private record Way(Socket socket, InetSocketAddress target) {}

    /** Finds the way to an address. */
    @FunctionalInterface
    private interface Ways {
        Way to(InetAddress address) throws IOException;
    }

    /** Connects by way of the first address of a host at which somebody listens. */
    private Socket first(String host, Ways ways, Request.Options options, TransportCalls.Call call) throws IOException {
        IOException last = null;
        for (InetAddress address : names.find(host)) {
            Way way = ways.to(address);
            try {
                return connected(way.socket(), way.target(), options, call);
            } catch (IOException failure) {
                if (way.socket().isConnected()) { // it was, to a proxy, and that has decided
                    throw failure;
                }
                last = failure;
            }
        }
        throw notConnected(last == null ? host + " has no address" : last.getMessage(), last);
    }

    private static Socket connected(
            Socket socket, InetSocketAddress address, Request.Options options, TransportCalls.Call call)
            throws IOException {
        call.breakOffBy(() -> closeQuietly(socket));
        try {
            socket.connect(address, options.connectTimeoutMillis());
            return socket;
        } catch (IOException failure) {
            closeQuietly(socket);
            throw failure;
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // it was never open
        }
    }

    private static ConnectException notConnected(@Nullable String why, @Nullable Throwable cause) {
        ConnectException told = new ConnectException(why);
        told.initCause(cause);
        return told;
    }
}
