package io.github.anaplan4j.transport.feign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.transport.HttpTransport;
import io.github.anaplan4j.transport.HttpTransportProvider;
import io.github.anaplan4j.transport.TransportSettings;
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
