package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.spi.HttpProxy;
import io.github.anaplan4j.spi.Silence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.Socket;
import java.util.concurrent.Callable;
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
                        (scope, context) -> isOf(proxy, scope) ? credentials(login, context) : null));
    }

    static void useThoseOfTheJvm(HttpClientBuilder builder) {
        builder.setRoutePlanner(new SystemDefaultRoutePlanner(null) {
            @Override
            protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) throws HttpException {
                if (!target.getSchemeName().equals("https")) {
                    return null;
                }
                return mayHang(ProxySelector.getDefault())
                        ? offload(context, () -> super.determineProxy(target, context))
                        : super.determineProxy(target, context);
            }
        });
    }

    // Those that may go through a SOCKS proxy cannot be looked at.
    private static boolean mayUseSocks() {
        return System.getProperty("socksProxyHost") != null || mayHang(ProxySelector.getDefault());
    }

    // HttpClient asks for each request. Those of Java itself read properties alone, unless they ask the system.
    private static boolean mayHang(@Nullable ProxySelector selector) {
        boolean isOfJava = selector == null || selector.getClass().getModule() == ProxySelector.class.getModule();
        return !isOfJava || Boolean.getBoolean("java.net.useSystemProxies");
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
                        socks -> proxy == null && mayUseSocks() ? new Socket() : Silence.newSocket(),
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

    private static Credentials credentials(HttpProxy.Login login, HttpContext context) {
        return new UsernamePasswordCredentials(login.user(), offload(context, login::readPassword));
    }

    // Neither a provider of credentials nor a planner of routes may throw an IOException.
    private static <T> T offload(HttpContext context, Callable<T> work) {
        try {
            return Departure.of(context).offload(work, late -> {});
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
