package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.docs.KeyTool;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.Scenario;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts of an application that run inside a call of a transport's own client, and hang there. */
@Timeout(60)
class HangingPartsTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final String PASSWORD = UUID.randomUUID().toString();

    @TempDir
    static Path directory;

    private static SSLContext trusting;

    private final ProxySelector selectorBefore = ProxySelector.getDefault();
    private final Gate gate = new Gate();
    private FakeAnaplan fake;
    private TlsFront front;
    private TunnellingProxy proxy;
    private SocksProxy socks;

    /** What hangs. */
    private enum Part {
        PROXY_SELECTOR {
            @Override
            TransportSettings settings(HangingPartsTest test) {
                ProxySelector.setDefault(selecting(uri -> {
                    if (uri.getPort() == test.front.port()) {
                        test.gate.pass();
                    }
                    return Proxy.NO_PROXY;
                }));
                return TransportSettings.defaults().withSslContext(trusting);
            }
        },
        PROXY_PASSWORD {
            @Override
            TransportSettings settings(HangingPartsTest test) {
                return TransportSettings.defaults()
                        .withSslContext(trusting)
                        .withProxy(test.proxy.address().withLogin("ada", () -> {
                            test.gate.pass();
                            return PASSWORD.toCharArray();
                        }));
            }
        },
        AUTHENTICATOR {
            @Override
            TransportSettings settings(HangingPartsTest test) {
                Proxy socks = new Proxy(Proxy.Type.SOCKS, new InetSocketAddress("localhost", test.socks.port()));
                ProxySelector.setDefault(selecting(uri -> uri.getPort() == test.front.port() ? socks : Proxy.NO_PROXY));
                Authenticator.setDefault(new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        test.gate.pass();
                        return new PasswordAuthentication("ada", PASSWORD.toCharArray());
                    }
                });
                return TransportSettings.defaults().withSslContext(trusting);
            }
        },
        TRUST_MANAGER {
            @Override
            TransportSettings settings(HangingPartsTest test) {
                return TransportSettings.defaults().withSslContext(trustingAfter(test.gate));
            }
        };

        abstract TransportSettings settings(HangingPartsTest test);
    }

    static Stream<Arguments> parts() {
        return Stream.of(EachTransport.values())
                .flatMap(transport -> Stream.of(Part.values()).map(part -> Arguments.of(transport, part)));
    }

    @BeforeAll
    static void makeKey() throws Exception {
        char[] password = UUID.randomUUID().toString().toCharArray();
        KeyTool keys = new KeyTool(directory.resolve("keys.p12"), password);
        keys.make("localhost", "RSA", "-validity", "30", "-ext", "san=dns:localhost");
        trusting = keys.trusting("localhost");
    }

    @BeforeEach
    void start() {
        fake = FakeAnaplan.start();
        front = new TlsFront(trusting, fake.url());
        proxy = new TunnellingProxy(
                "Basic " + Base64.getEncoder().encodeToString(("ada:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
        socks = new SocksProxy();
    }

    @AfterEach
    void stop() {
        Authenticator.setDefault(null);
        ProxySelector.setDefault(selectorBefore);
        gate.open();
        socks.close();
        proxy.close();
        front.close();
        fake.close();
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aCallGoesOnWithoutThemAtItsLimitAndNeverSendsItsRequest(EachTransport transport, Part part) throws Exception {
        try (HttpTransport wire = transport.create(part.settings(this).withMaxConnections(1))) {
            for (Duration limit = SHORT; !gate.isReached(); limit = limit.multipliedBy(2)) { // for a slow machine
                assertNotSent(failure(wire, limit), "the whole call may take " + limit);
            }
            assertThat(gate.holds()).as("the part still hangs").isTrue();

            gate.open();

            fake.faults().inject(Fault.json(200, "{}"));
            wire.execute(post("second")).close();
        }
        assertThat(OurThreads.thatStay()).isEmpty();
        assertThat(fake.journal().requests())
                .extracting(request -> request.path())
                .singleElement()
                .asString()
                .endsWith("/second");
    }

    @ParameterizedTest
    @MethodSource("parts")
    void anInterruptEndsACallThatWaitsForThem(EachTransport transport, Part part) throws Exception {
        try (HttpTransport wire = transport.create(part.settings(this))) {
            CompletableFuture<TransportException> failure = new CompletableFuture<>();
            Thread caller = new Thread(() -> failure.complete(
                    catchThrowableOfType(TransportException.class, () -> wire.execute(post("first")))));
            caller.start();
            gate.awaitReached();

            caller.interrupt();

            assertNotSent(failure.get(), "interrupted");
            assertThat(gate.holds()).as("the part still hangs").isTrue();
            gate.open();
        }
        assertThat(OurThreads.thatStay()).isEmpty();
        assertThat(fake.journal().requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("parts")
    void closingEndsACallThatWaitsForThem(EachTransport transport, Part part) throws Exception {
        HttpTransport wire = transport.create(part.settings(this));
        CompletableFuture<TransportException> failure = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(TransportException.class, () -> wire.execute(post("first"))));
        gate.awaitReached();

        wire.close();

        assertNotSent(failure.get(), "the transport was closed");
        assertThat(gate.holds()).as("the part still hangs").isTrue();
        gate.open();
        assertThat(OurThreads.thatStay()).isEmpty();
        assertThat(fake.journal().requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aWatchEndsAtItsLimit(EachTransport transport) throws Exception {
        try (HttpTransport wire = transport.create(Part.TRUST_MANAGER.settings(this));
                AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl("https://localhost:" + front.port() + "/2/0")
                        .credentials(Credentials.token(fake.token()))
                        .transport(wire)
                        .build()) {
            assertThat(catchThrowableOfType(
                            WatchGivenUpException.class,
                            () -> anaplan.task(fake.startTask(Scenario.complete()))
                                    .await(Duration.ofMillis(1_200))))
                    .isNotNull();
            assertThat(gate.holds()).as("the part still hangs").isTrue();
            gate.open();
        }
    }

    private static void assertNotSent(TransportException failure, String why) {
        assertThat(failure).hasMessageContaining("was not sent").hasMessageContaining(why);
        assertThat(failure.mayHaveBeenSent()).isFalse();
    }

    private TransportException failure(HttpTransport wire, Duration limit) {
        return catchThrowableOfType(
                TransportException.class,
                () -> wire.execute(post("first").withCallTimeout(limit)).close());
    }

    private TransportRequest post(String path) {
        URI uri = URI.create("https://localhost:" + front.port() + "/2/0/" + path);
        return new TransportRequest(TransportRequest.Method.POST, uri, Map.of(), new byte[] {'{', '}'}, PATIENT);
    }

    private static ProxySelector selecting(Function<URI, Proxy> choice) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(choice.apply(uri));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                // the test sees it
            }
        };
    }

    private static SSLContext trustingAfter(Gate gate) {
        TrustManager slow = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String authType) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String authType) {
                gate.pass();
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {slow}, null);
            return context;
        } catch (GeneralSecurityException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    /** Holds whoever passes until it is opened, and heeds no interrupt. */
    private static final class Gate {
        private static final Duration LONGEST = Duration.ofSeconds(8); // so that a call that waits is told as a failure

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);
        private final CountDownLatch passed = new CountDownLatch(1);

        void pass() {
            reached.countDown();
            long begun = System.nanoTime();
            while (opened.getCount() > 0 && System.nanoTime() - begun < LONGEST.toNanos()) {
                try {
                    opened.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException ignored) {
                    // as a read from a socket does
                }
            }
            passed.countDown();
        }

        boolean isReached() {
            return reached.getCount() == 0;
        }

        void awaitReached() throws InterruptedException {
            reached.await();
        }

        boolean holds() {
            return isReached() && passed.getCount() > 0;
        }

        void open() {
            opened.countDown();
        }
    }
}
