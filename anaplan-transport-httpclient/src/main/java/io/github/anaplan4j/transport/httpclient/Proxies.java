package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.spi.HttpProxy;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Sets up an HttpClient to send https requests through a proxy.
 *
 * <p>User and password are given to the proxy alone.
 */
final class Proxies {
    private Proxies() {}

    static void use(HttpProxy proxy, HttpClientBuilder builder) {
        builder.setRoutePlanner(new DefaultProxyRoutePlanner(new HttpHost("http", proxy.host(), proxy.port())) {
            @Override
            protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) throws HttpException {
                return target.getSchemeName().equals("https") ? super.determineProxy(target, context) : null;
            }
        });
        proxy.login()
                .ifPresent(login -> builder.setDefaultCredentialsProvider(
                        (scope, context) -> isOf(proxy, scope) ? credentials(login) : null));
    }

    static void useThoseOfTheJvm(HttpClientBuilder builder) {
        builder.setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()) {
            @Override
            protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) throws HttpException {
                return target.getSchemeName().equals("https") ? super.determineProxy(target, context) : null;
            }
        });
    }

    /**
     * Makes the builder of a pool.
     *
     * @param proxy a proxy that is to be reached directly; null if the JVM's SOCKS proxy may be in between
     * @return the builder
     */
    static PoolingHttpClientConnectionManagerBuilder poolFor(@Nullable HttpProxy proxy) {
        return new PoolingHttpClientConnectionManagerBuilder() {
            @Override
            protected HttpClientConnectionOperator createConnectionOperator(
                    SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
                return new DefaultHttpClientConnectionOperator(
                        socks -> proxy == null ? new Socket() : new Socket(Proxy.NO_PROXY),
                        ports,
                        names,
                        RegistryBuilder.<TlsSocketStrategy>create()
                                .register("https", tls)
                                .build());
            }
        };
    }

    private static boolean isOf(HttpProxy proxy, AuthScope scope) {
        return proxy.host().equalsIgnoreCase(scope.getHost()) && proxy.port() == scope.getPort();
    }

    private static Credentials credentials(HttpProxy.Login login) {
        try {
            return new UsernamePasswordCredentials(login.user(), login.readPassword());
        } catch (ConnectException withoutPassword) { // which a provider of credentials must not throw
            throw new UncheckedIOException(withoutPassword);
        }
    }
}
