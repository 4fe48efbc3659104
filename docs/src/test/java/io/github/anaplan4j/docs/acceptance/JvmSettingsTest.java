package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** System properties that change what the JDK's own HTTP client sends, and where. */
@Timeout(60)
class JvmSettingsTest {
    private static final URI NOWHERE = URI.create("https://127.0.0.1:9/2/0/x");

    private final Map<String, String> before = new HashMap<>();
    private Trap trap;

    @BeforeEach
    void start() throws IOException {
        trap = new Trap();
        set("http.nonProxyHosts", "");
        set("socksNonProxyHosts", "");
        set("http.agent", "spy");
        set("http.keepAlive", "false");
        set("sun.net.client.defaultReadTimeout", "1");
        set("java.net.socks.username", "spy");
    }

    @AfterEach
    void restore() throws IOException {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
        trap.close();
    }

    @ParameterizedTest
    @EnumSource
    void plainHttpGoesThroughNoProxyAndAsItIs(EachTransport transport) {
        leadToTrap("http.proxy", "https.proxy", "ftp.proxy");
        try (FakeAnaplan fake = FakeAnaplan.start();
                HttpTransport wire = transport.create()) {
            fake.faults().inject(Fault.json(200, "{}"));

            wire.execute(get(URI.create(fake.url() + "/x"))).close();

            assertThat(fake.journal().requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.headers())
                            .doesNotContainKeys("Via", "Proxy-Connection", "Proxy-Authorization")
                            .doesNotContainEntry("User-Agent", List.of("spy"))
                            .doesNotContainEntry("Connection", List.of("close")));
        }
        assertThat(trap.connections()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aProxyOfTheSettingsIsReachedThroughNoOther(EachTransport transport) {
        leadToTrap("http.proxy", "https.proxy", "socksProxy");
        try (TunnellingProxy proxy = new TunnellingProxy("none");
                HttpTransport wire =
                        transport.create(TransportSettings.defaults().withProxy(proxy.address()))) {
            assertThat(failure(wire)).hasMessageContaining("the proxy").hasMessageContaining("407");
            assertThat(proxy.requests()).containsExactly("CONNECT 127.0.0.1:9 HTTP/1.1");
        }
        assertThat(trap.connections()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void withoutOneTheProxyOfTheJvmIsUsedOfWhateverKind(EachTransport transport) {
        leadToTrap("socksProxy");
        try (HttpTransport wire = transport.create()) {
            assertThat(failure(wire).mayHaveBeenSent()).isFalse();
        }
        assertThat(trap.connections()).isPositive();
    }

    private void leadToTrap(String... kinds) {
        for (String kind : kinds) {
            set(kind + "Host", "127.0.0.1");
            set(kind + "Port", String.valueOf(trap.port()));
        }
    }

    private void set(String name, String value) {
        before.putIfAbsent(name, System.getProperty(name));
        System.setProperty(name, value);
    }

    private static TransportException failure(HttpTransport wire) {
        return catchThrowableOfType(TransportException.class, () -> wire.execute(get(NOWHERE)));
    }

    private static TransportRequest get(URI uri) {
        return TransportRequest.withoutBody(TransportRequest.Method.GET, uri, Map.of(), Duration.ofSeconds(10));
    }

    /** Counts who comes, and hangs up. */
    private static final class Trap implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Integer> ports = new CopyOnWriteArrayList<>();

        Trap() throws IOException {
            Thread thread = new Thread(this::accept, "trap");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            while (!server.isClosed()) {
                try (Socket victim = server.accept()) {
                    ports.add(victim.getPort());
                } catch (IOException closing) {
                    // the test has seen enough
                }
            }
        }

        int connections() {
            return ports.size();
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
