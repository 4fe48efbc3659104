package io.github.anaplan4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.HttpTransportProvider;
import io.github.anaplan4j.spi.TransportSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportDiscoveryTest {
    @TempDir
    Path directory;

    private final HttpTransportProvider red = new Provider("red");
    private final HttpTransportProvider blue = new Provider("blue");

    private record Provider(String name) implements HttpTransportProvider {
        @Override
        public HttpTransport create(TransportSettings settings) {
            throw new AssertionError("choosing a transport creates none");
        }
    }

    public static class Good implements HttpTransportProvider {
        @Override
        public String name() {
            return "good";
        }

        @Override
        public HttpTransport create(TransportSettings settings) {
            throw new AssertionError("finding a transport creates none");
        }
    }

    public static final class Broken extends Good {
        public Broken() {
            throw new NoClassDefFoundError("a/library/of/Its");
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
    void aProviderOfAnotherCopyOfThisLibraryIsNoneOfOurs() throws IOException {
        URLClassLoader own = listing(Good.class.getName());
        URLClassLoader ofAnotherCopy = new URLClassLoader(
                own.getURLs(), getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.startsWith("io.github.anaplan4j.") ? anotherCopyOf(name) : super.loadClass(name, resolve);
            }

            private Class<?> anotherCopyOf(String name) throws ClassNotFoundException {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] code = in.readAllBytes();
                    return defineClass(name, code, 0, code.length);
                } catch (IOException unreadable) {
                    throw new ClassNotFoundException(name, unreadable);
                }
            }
        };

        assertThat(TransportDiscovery.providersOf(own, ofAnotherCopy))
                .singleElement()
                .isInstanceOf(Good.class);
        assertThat(TransportDiscovery.providersOf(own, own, null)).hasSize(1);
    }

    @Test
    void aBrokenProviderIsInNobodysWay() throws IOException {
        for (String broken : List.of(Broken.class.getName(), "com.example.Missing")) {
            assertThat(TransportDiscovery.providersOf(listing(broken), listing(broken, Good.class.getName())))
                    .as(broken)
                    .singleElement()
                    .isInstanceOf(Good.class);
            assertThatIllegalStateException()
                    .isThrownBy(() -> TransportDiscovery.providersOf(listing(broken)))
                    .withMessageContaining("cannot be loaded")
                    .withCauseInstanceOf(ServiceConfigurationError.class);
        }
    }

    private URLClassLoader listing(String... providers) throws IOException {
        Path root = Files.createTempDirectory(directory, "loader");
        Path services = Files.createDirectories(root.resolve("META-INF/services"));
        Files.write(services.resolve(HttpTransportProvider.class.getName()), List.of(providers));
        return new URLClassLoader(new URL[] {root.toUri().toURL()}, getClass().getClassLoader());
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
