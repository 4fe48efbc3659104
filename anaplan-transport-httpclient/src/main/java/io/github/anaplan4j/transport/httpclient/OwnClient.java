package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.spi.TransportSettings;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.util.TimeValue;

/**
 * Makes the HttpClient of a transport that has one of its own.
 *
 * <p>A class for itself, so that the transport can be loaded where HttpClient is too old for this, and say so.
 */
final class OwnClient {
    private OwnClient() {}

    static CloseableHttpClient of(TransportSettings settings) {
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(new TimeLimitedPool(Proxies.poolFor(settings.proxy())
                        .setMaxConnTotal(settings.maxConnections())
                        .setMaxConnPerRoute(settings.maxConnections())
                        .setConnectionFactory(socket -> new ExactConnection())
                        .setTlsSocketStrategy(new TimeLimitedTls(settings.sslContext()))
                        // See ExactConnection: a request is never repeated, so none may set out on a dead connection.
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND)
                                .build())
                        .build()))
                .setRequestExecutor(new Departure.Noted())
                .setConnectionReuseStrategy((request, response, context) -> !announcesMore(response)
                        && DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression();
        if (settings.proxy() == null) {
            Proxies.useThoseOfTheJvm(builder);
        } else {
            Proxies.use(settings.proxy(), builder);
        }
        return builder.build();
    }

    // A body where there is none may come all the same, and would be taken for the next answer.
    private static boolean announcesMore(HttpResponse response) {
        boolean isBodyless =
                response.getCode() == HttpStatus.SC_NO_CONTENT || response.getCode() == HttpStatus.SC_NOT_MODIFIED;
        Header length = response.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
        return isBodyless
                && (response.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                        || length != null && !"0".equals(length.getValue()));
    }
}
