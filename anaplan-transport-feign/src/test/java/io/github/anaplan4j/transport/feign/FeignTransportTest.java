package io.github.anaplan4j.transport.feign;

import io.github.anaplan4j.testkit.transport.TransportContract;
import io.github.anaplan4j.transport.HttpTransport;
import io.github.anaplan4j.transport.TransportSettings;

class FeignTransportTest extends TransportContract {
    @Override
    protected HttpTransport createTransport(TransportSettings settings) {
        return FeignTransport.create(settings);
    }

    @Override
    protected boolean repeatsUnansweredGets() {
        return true;
    }
}
