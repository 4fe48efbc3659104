package io.github.anaplan4j.transport.feign;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.HttpTransportProvider;
import io.github.anaplan4j.spi.TransportSettings;

/** Offers {@link FeignTransport} under the name {@code feign}. */
public final class FeignTransportProvider implements HttpTransportProvider {
    /** Makes the provider; {@link java.util.ServiceLoader} calls this. */
    public FeignTransportProvider() {}

    @Override
    public String name() {
        return "feign";
    }

    @Override
    public HttpTransport create(TransportSettings settings) {
        return FeignTransport.create(settings);
    }
}
