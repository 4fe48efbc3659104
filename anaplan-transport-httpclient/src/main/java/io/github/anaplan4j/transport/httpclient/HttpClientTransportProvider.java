package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.HttpTransportProvider;
import io.github.anaplan4j.spi.TransportSettings;

/** Offers {@link ApacheHttpTransport} under the name {@code httpclient}. */
public final class HttpClientTransportProvider implements HttpTransportProvider {
    /** Makes the provider; {@link java.util.ServiceLoader} calls this. */
    public HttpClientTransportProvider() {}

    @Override
    public String name() {
        return "httpclient";
    }

    @Override
    public HttpTransport create(TransportSettings settings) {
        return ApacheHttpTransport.create(settings);
    }
}
