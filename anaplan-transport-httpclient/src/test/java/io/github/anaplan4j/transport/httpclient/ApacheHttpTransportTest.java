package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.transport.TransportContract;

class ApacheHttpTransportTest extends TransportContract {
    @Override
    protected HttpTransport createTransport(TransportSettings settings) {
        return ApacheHttpTransport.create(settings);
    }
}
