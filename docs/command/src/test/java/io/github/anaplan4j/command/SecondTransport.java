package io.github.anaplan4j.command;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.HttpTransportProvider;
import io.github.anaplan4j.spi.TransportSettings;

/** A transport with the name of another one. */
public final class SecondTransport implements HttpTransportProvider {
    /** For the service loader. */
    public SecondTransport() {}

    @Override
    public String name() {
        return "httpclient";
    }

    @Override
    public HttpTransport create(TransportSettings settings) {
        throw new AssertionError("it is not used");
    }
}
