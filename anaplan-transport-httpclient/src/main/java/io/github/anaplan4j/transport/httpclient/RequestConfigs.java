package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.spi.TransportRequest;
import java.time.Duration;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.StandardCookieSpec;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes the configuration of each request from the client's default one.
 *
 * <p>So a proxy that is named there stays in use.
 */
final class RequestConfigs {
    private final RequestConfig base;
    private final Duration connectTimeout;

    RequestConfigs(CloseableHttpClient client, Duration connectTimeout) {
        RequestConfig defaults = client instanceof Configurable configurable ? configurable.getConfig() : null;
        this.base = RequestConfig.copy(defaults == null ? RequestConfig.DEFAULT : defaults)
                .setRedirectsEnabled(false)
                .setCookieSpec(StandardCookieSpec.IGNORE)
                .setContentCompressionEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
        this.connectTimeout = connectTimeout;
    }

    // Deprecated in favour of a timeout for each route, which cannot follow the timeouts of single requests.
    @SuppressWarnings("deprecation")
    RequestConfig of(TransportRequest request) {
        Timeout timeout = Timeout.ofMilliseconds(request.timeoutMillis());
        return RequestConfig.copy(base)
                .setConnectTimeout(Timeout.ofMilliseconds(request.timeoutMillis(connectTimeout)))
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(timeout)
                .build();
    }
}
