package io.github.anaplan4j.transport.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.HttpTransportProvider;
import io.github.anaplan4j.spi.TransportSettings;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class HttpClientTransportProviderTest {
    @Test
    void isFoundUnderItsName() {
        assertThat(ServiceLoader.load(HttpTransportProvider.class))
                .singleElement()
                .isInstanceOf(HttpClientTransportProvider.class)
                .extracting(HttpTransportProvider::name)
                .isEqualTo("httpclient");
    }

    @Test
    void makesTransports() {
        try (HttpTransport transport = new HttpClientTransportProvider().create(TransportSettings.defaults())) {
            assertThat(transport).isInstanceOf(ApacheHttpTransport.class);
        }
    }
}
