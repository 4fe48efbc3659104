package io.github.anaplan4j.docs.acceptance;

import io.github.anaplan4j.transport.HttpTransport;
import io.github.anaplan4j.transport.TransportSettings;
import io.github.anaplan4j.transport.feign.FeignTransport;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;

/** The transports, for tests that run over each of them. */
enum EachTransport {
    FEIGN {
        @Override
        HttpTransport create() {
            return FeignTransport.create(TransportSettings.defaults());
        }
    },
    HTTPCLIENT {
        @Override
        HttpTransport create() {
            return ApacheHttpTransport.create(TransportSettings.defaults());
        }
    };

    abstract HttpTransport create();
}
