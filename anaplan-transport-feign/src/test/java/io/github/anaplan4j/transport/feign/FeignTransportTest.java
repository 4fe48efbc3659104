package io.github.anaplan4j.transport.feign;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.transport.TransportContract;

class FeignTransportTest extends TransportContract {
    @Override
    protected HttpTransport createTransport(TransportSettings settings) {
        return FeignTransport.create(settings);
    }
}
