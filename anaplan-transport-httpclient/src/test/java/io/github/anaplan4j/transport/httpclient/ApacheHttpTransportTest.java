package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.testkit.transport.TransportContract;
import io.github.anaplan4j.transport.HttpTransport;
import io.github.anaplan4j.transport.TransportSettings;

class ApacheHttpTransportTest extends TransportContract {
    @Override
    protected HttpTransport createTransport(TransportSettings settings) {
        return ApacheHttpTransport.create(settings);
    }
}
