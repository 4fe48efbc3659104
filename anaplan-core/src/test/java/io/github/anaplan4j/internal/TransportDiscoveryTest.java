package io.github.anaplan4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.HttpTransportProvider;
import io.github.anaplan4j.spi.TransportSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransportDiscoveryTest {
    private final HttpTransportProvider red = new Provider("red");
    private final HttpTransportProvider blue = new Provider("blue");

    private record Provider(String name) implements HttpTransportProvider {
        @Override
        public HttpTransport create(TransportSettings settings) {
            throw new AssertionError("choosing a transport creates none");
        }
    }

    @Test
    void theOnlyOneIsTaken() {
        assertThat(TransportDiscovery.choose(List.of(red), null)).isSameAs(red);
    }

    @Test
    void noneIsAnErrorThatNamesBothArtifactsAndTheShadedJar() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TransportDiscovery.choose(List.of(), null))
                .withMessageContaining("io.github.anaplan4j:anaplan-transport-httpclient")
                .withMessageContaining("io.github.anaplan4j:anaplan-transport-feign")
                .withMessageContaining("META-INF/services");
    }

    @Test
    void twoAreAnErrorThatListsThemAndTheCures() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TransportDiscovery.choose(List.of(red, blue), null))
                .withMessageContaining("Found 2")
                .withMessageContaining("red (" + Provider.class.getName() + " from file:")
                .withMessageContaining("blue (" + Provider.class.getName() + " from file:")
                .withMessageContaining("anaplan.transport=<name>")
                .withMessageContaining("transport(...)");
    }

    @Test
    void thePropertyChoosesAmongThem() {
        assertThat(TransportDiscovery.choose(List.of(red, blue), "blue")).isSameAs(blue);
    }

    @Test
    void aPropertyThatNamesAnAbsentOneIsAnErrorThatListsThosePresent() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TransportDiscovery.choose(List.of(red), "green"))
                .withMessageContaining("\"green\"")
                .withMessageContaining("red (");
        assertThatIllegalStateException()
                .isThrownBy(() -> TransportDiscovery.choose(List.of(), "green"))
                .withMessageContaining("Found: none");
    }
}
