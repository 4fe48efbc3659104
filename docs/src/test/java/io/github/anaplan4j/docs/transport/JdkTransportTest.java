package io.github.anaplan4j.docs.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.spi.HttpProxy;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.transport.TransportContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JdkTransportTest extends TransportContract {
    @Override
    protected HttpTransport createTransport(TransportSettings settings) {
        return new JdkTransport(settings);
    }

    @Override
    protected boolean repeatsUnansweredGets() {
        return true;
    }

    @Test
    void aProxyIsRefused() {
        TransportSettings settings = TransportSettings.defaults().withProxy(HttpProxy.of("proxy.example.com", 8080));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JdkTransport(settings))
                .withMessageContaining("proxy.example.com:8080");
    }

    @Test
    void anExampleIsShort() throws IOException {
        Path source = Path.of("src/test/java/io/github/anaplan4j/docs/transport/JdkTransport.java");

        assertThat(Files.readAllLines(source)).hasSizeLessThan(150);
    }

    @Override
    protected boolean takesNoProxy() {
        return true;
    }

    @Override
    protected boolean readsLooseFraming() {
        return true;
    }
}
