package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.transport.HttpTransport;
import io.github.anaplan4j.transport.HttpTransportProvider;
import io.github.anaplan4j.transport.TransportSettings;

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
