package io.github.anaplan4j.transport.feign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.HttpTransportProvider;
import io.github.anaplan4j.spi.TransportSettings;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class FeignTransportProviderTest {
    @Test
    void isFoundUnderItsName() {
        assertThat(ServiceLoader.load(HttpTransportProvider.class))
                .singleElement()
                .isInstanceOf(FeignTransportProvider.class)
                .extracting(HttpTransportProvider::name)
                .isEqualTo("feign");
    }

    @Test
    void makesTransports() {
        try (HttpTransport transport = new FeignTransportProvider().create(TransportSettings.defaults())) {
            assertThat(transport).isInstanceOf(FeignTransport.class);
        }
    }
}
