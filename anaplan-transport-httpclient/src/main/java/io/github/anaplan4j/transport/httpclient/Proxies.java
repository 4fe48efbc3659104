package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.spi.HttpProxy;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
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
