package io.github.anaplan4j.docs.acceptance;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.transport.feign.FeignTransport;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;

/** The transports, for tests that run over each of them. */
enum EachTransport {
    FEIGN {
        @Override
        HttpTransport create(TransportSettings settings) {
            return FeignTransport.create(settings);
        }
    },
    HTTPCLIENT {
        @Override
        HttpTransport create(TransportSettings settings) {
            return ApacheHttpTransport.create(settings);
        }
    };

    abstract HttpTransport create(TransportSettings settings);

    HttpTransport create() {
        return create(TransportSettings.defaults());
    }
}
