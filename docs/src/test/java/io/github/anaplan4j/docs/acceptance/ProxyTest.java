package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanClientBuilder;
import io.github.anaplan4j.AnaplanFile;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.docs.KeyTool;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.HttpProxy;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.HttpTransportProvider;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fake behind TLS with a certificate that only the test trusts, reached through a proxy that wants a password. */
@Timeout(60)
class ProxyTest {
    private static final char[] STORE_PASSWORD = UUID.randomUUID().toString().toCharArray();

    @TempDir
    static Path directory;

    private static SSLContext trusting;

    private final String password = "pä:ss-" + UUID.randomUUID();
    private final String authorization =
            "Basic " + Base64.getEncoder().encodeToString(("ada:" + password).getBytes(StandardCharsets.UTF_8));
    private final VirtualTime time = VirtualTime.create();
    private FakeAnaplan fake;
    private TlsFront front;
    private TunnellingProxy proxy;

    @BeforeAll
    static void makeKey() throws Exception {
        KeyTool keys = new KeyTool(directory.resolve("keys.p12"), STORE_PASSWORD);
        keys.make("localhost", "RSA", "-validity", "30", "-ext", "san=dns:localhost");
        trusting = keys.trusting("localhost");
    }

    @BeforeEach
    void start() {
        fake = FakeAnaplan.start(time);
        front = new TlsFront(trusting, fake.url());
        proxy = new TunnellingProxy(authorization);
    }

    @AfterEach
    void stop() {
        proxy.close();
        front.close();
        fake.close();
    }

    @ParameterizedTest
    @EnumSource
    void aRunGoesThroughAProxyThatWantsAPassword(EachTransport transport) {
        HttpProxy through = proxy.address().withLogin("ada", password.toCharArray());
        try (HttpTransport wire = transport.create(settings(through));
                AnaplanClient anaplan = client(wire)) {
            fake.givenProcess("118000000007", "Nightly load", Scenario.complete());

            assertThat(model(anaplan)
                            .processNamed("Nightly load")
                            .run(Duration.ofHours(1))
                            .isSuccess())
                    .isTrue();
        }
        assertThat(proxy.requests())
                .isNotEmpty()
                .allMatch(request -> request.startsWith("CONNECT localhost:" + front.port()));
        assertThat(fake.journal().requests())
                .isNotEmpty()
                .noneMatch(request -> request.headers().containsKey("Proxy-Authorization")
                        || request.headers().containsKey("proxy-authorization"));
    }

    @ParameterizedTest
    @EnumSource
    void anySuccessOfAProxyOpensTheTunnel(EachTransport transport) {
        for (String answer : new String[] {
            "HTTP/1.1 201 Created\r\n\r\n",
            "HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\n\r\n",
            "HTTP/1.1 204 No Content\r\n\r\n",
            "HTTP/1.1 299 \r\nTransfer-Encoding: chunked\r\n\r\n",
            "HTTP/1.0 200 OK\n\n"
        }) {
            HttpProxy through = proxy.openWith(answer).withLogin("ada", password.toCharArray());
            try (HttpTransport wire = transport.create(settings(through));
                    AnaplanClient anaplan =
                            builder(wire).readTimeout(Duration.ofSeconds(2)).build()) {
                assertThat(model(anaplan).actions(ActionKind.PROCESS))
                        .as(answer)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProxyThatRefusesIsToldAndNothingWasSent(EachTransport transport) {
        for (HttpProxy wrong :
                new HttpProxy[] {proxy.address(), proxy.address().withLogin("ada", "wrong".toCharArray())}) {
            try (HttpTransport wire = transport.create(settings(wrong));
                    AnaplanClient anaplan = client(wire)) {
                assertThatExceptionOfType(TransportException.class)
                        .isThrownBy(() -> model(anaplan).actions(ActionKind.PROCESS))
                        .withMessageContaining("407")
                        .withMessageContaining("proxy")
                        .satisfies(
                                failure -> assertThat(failure.mayHaveBeenSent()).isFalse());
            }
        }
        assertThat(fake.journal().requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void schemesThatAreNotSpokenAreNamed(EachTransport transport) {
        HttpProxy corporate = proxy.challengeWith("Negotiate", "NTLM").withLogin("ada", "wrong".toCharArray());
        try (HttpTransport wire = transport.create(settings(corporate));
                AnaplanClient anaplan = client(wire)) {
            assertThatExceptionOfType(TransportException.class)
                    .isThrownBy(() -> model(anaplan).actions(ActionKind.PROCESS))
                    .withMessageContaining("it wants NTLM or Negotiate, and this transport can only do Basic")
                    .satisfies(failure -> assertThat(failure.mayHaveBeenSent()).isFalse());
        }
        assertThat(fake.journal().requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theProxyOfTheJvmIsUsedWithoutItsPassword(EachTransport transport) {
        AtomicBoolean isAsked = new AtomicBoolean();
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("localhost", proxy.port())));
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                isAsked.set(true);
                return new PasswordAuthentication("ada", password.toCharArray());
            }
        });
        try (HttpTransport wire = transport.create(TransportSettings.defaults().withSslContext(trusting));
                AnaplanClient anaplan = client(wire)) {
            assertThatExceptionOfType(TransportException.class)
                    .isThrownBy(() -> model(anaplan).actions(ActionKind.PROCESS))
                    .withMessageContaining("407")
                    .withMessageContaining("check user and password for the proxy, which are not taken from the JVM")
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(TransportException.Kind.CONNECT))
                    .satisfies(failure -> assertThat(failure.mayHaveBeenSent()).isFalse());
        } finally {
            Authenticator.setDefault(null);
            ProxySelector.setDefault(before);
        }
        assertThat(isAsked).isFalse();
        assertThat(proxy.requests()).isNotEmpty();
        assertThat(fake.journal().requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPasswordThatCannotBeHadIsToldAndNothingWasSent(EachTransport transport) {
        List<Supplier<char[]>> empty = List.of(() -> null, () -> {
            throw new IllegalStateException("the vault is sealed");
        });
        for (Supplier<char[]> none : empty) {
            try (HttpTransport wire = transport.create(settings(proxy.address().withLogin("ada", none)));
                    AnaplanClient anaplan = client(wire)) {
                assertThatExceptionOfType(TransportException.class)
                        .isThrownBy(() -> model(anaplan).actions(ActionKind.PROCESS))
                        .withMessageContaining("no password for ada")
                        .satisfies(
                                failure -> assertThat(failure.mayHaveBeenSent()).isFalse());
            }
        }
        assertThat(fake.journal().requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aProxyThatIsNotThereIsNoConnection(EachTransport transport) throws IOException {
        try (Socket nobody = UnusedPort.bound();
                HttpTransport wire = transport.create(settings(HttpProxy.of("127.0.0.1", nobody.getLocalPort())));
                AnaplanClient anaplan = client(wire)) {
            assertThatExceptionOfType(TransportException.class)
                    .isThrownBy(() -> model(anaplan).actions(ActionKind.PROCESS))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(TransportException.Kind.CONNECT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSilentProxyIsNotWaitedForForever(EachTransport transport) {
        HttpProxy silent = proxy.fallSilent();
        TransportSettings hasty = settings(silent).withConnectTimeout(Duration.ofMillis(100));
        try (HttpTransport wire = transport.create(hasty);
                AnaplanClient anaplan =
                        builder(wire).readTimeout(Duration.ofMillis(200)).build()) {
            assertThatExceptionOfType(TransportException.class)
                    .isThrownBy(() -> model(anaplan).actions(ActionKind.PROCESS))
                    .withMessageContaining("the proxy")
                    .satisfies(failure -> assertThat(failure.mayHaveBeenSent()).isFalse());
        }
        assertThat(fake.journal().requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void loopbackOverPlainHttpDoesNotPassTheProxy(EachTransport transport) {
        try (HttpTransport wire = transport.create(settings(proxy.address()));
                AnaplanClient anaplan = builder(wire).apiUrl(fake.url()).build()) {
            assertThat(model(anaplan).actions(ActionKind.PROCESS)).isEmpty();
        }
        assertThat(proxy.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatTheContextDoesNotTrustGetsNothing(EachTransport transport) {
        try (HttpTransport wire = transport.create();
                AnaplanClient anaplan = client(wire)) {
            assertThatExceptionOfType(TransportException.class)
                    .isThrownBy(() -> model(anaplan).actions(ActionKind.PROCESS))
                    .satisfies(failure -> assertThat(failure.mayHaveBeenSent()).isFalse());
        }
        assertThat(fake.journal().requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aContextIsEnoughWithoutAProxy(EachTransport transport) {
        try (HttpTransport wire = transport.create(TransportSettings.defaults().withSslContext(trusting));
                AnaplanClient anaplan = client(wire)) {
            assertThat(model(anaplan).actions(ActionKind.PROCESS)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCertificateForAnotherNameIsNotTrusted(EachTransport transport) {
        try (HttpTransport wire = transport.create(settings(proxy.address().withLogin("ada", password.toCharArray())));
                AnaplanClient anaplan = builder(wire)
                        .apiUrl("https://127.0.0.1:" + front.port() + "/2/0")
                        .build()) {
            assertThatExceptionOfType(TransportException.class)
                    .isThrownBy(() -> model(anaplan).actions(ActionKind.PROCESS));
        }
        assertThat(fake.journal().requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theClientsSettingsReachTheTransportThatItMakes(EachTransport transport) {
        System.setProperty(HttpTransportProvider.PROPERTY, transport.name().toLowerCase(Locale.ROOT));
        try (AnaplanClient anaplan = AnaplanClient.builder()
                .apiUrl("https://localhost:" + front.port() + "/2/0")
                .credentials(Credentials.token(fake.token()))
                .sslContext(trusting)
                .proxy(proxy.address().withLogin("ada", password::toCharArray))
                .build()) {
            assertThat(model(anaplan).actions(ActionKind.PROCESS)).isEmpty();
        } finally {
            System.clearProperty(HttpTransportProvider.PROPERTY);
        }
        assertThat(proxy.requests()).isNotEmpty();
    }

    @Test
    void theClientsMaxConnectionsAreThoseOfTheTransportThatItMakes() throws Exception {
        System.setProperty(HttpTransportProvider.PROPERTY, "httpclient");
        CountDownLatch isBusy = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        fake.duringNextRequest(() -> {
            isBusy.countDown();
            await(over);
        });
        try (AnaplanClient anaplan = AnaplanClient.builder()
                .apiUrl(fake.url())
                .credentials(Credentials.token(fake.token()))
                .maxConnections(1)
                .pollTimeout(Duration.ofMillis(50))
                .time(time)
                .build()) {
            AnaplanAction process = model(anaplan).process("118000000002");
            // Of another class than a status, which else would wait for its turn.
            fake.files().givenFile("113000000001", "out.csv", new byte[] {1});
            AnaplanFile file = model(anaplan).file("113000000001");
            Thread other = new Thread(file::open);
            other.start();
            isBusy.await();

            assertThat(catchThrowableOfType(
                            TransportException.class, () -> process.task("1").status()))
                    .returns(true, TransportException::isOwnCongestion);

            over.countDown();
            other.join();
        } finally {
            over.countDown();
            System.clearProperty(HttpTransportProvider.PROPERTY);
        }
    }

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void settingsForATransportThatWasPassedInAreRefused() {
        try (HttpTransport wire = EachTransport.FEIGN.create()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> builder(wire).proxy(proxy.address()).build())
                    .withMessageContaining("Proxy, SSL context, connect timeout and maxConnections");
            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            builder(wire).connectTimeout(Duration.ofSeconds(1)).build());
            assertThatIllegalStateException()
                    .isThrownBy(() -> builder(wire).sslContext(trusting).build());
        }
    }

    @Test
    void whatIsNoProxyIsToldAndNoTextHasThePassword() {
        assertThat(HttpProxy.of("proxy.example.com", 8080).withLogin("ada", password.toCharArray()))
                .hasToString("proxy.example.com:8080")
                .satisfies(loggedIn -> assertThat(loggedIn.login()).get().hasToString("ada"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpProxy.of("http://proxy.example.com", 8080))
                .withMessageContaining("without http://");
        assertThatIllegalArgumentException().isThrownBy(() -> HttpProxy.of("proxy.example.com", 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpProxy.of("proxy", 1).withLogin("a:b", password.toCharArray()));
    }

    private static TransportSettings settings(HttpProxy through) {
        return TransportSettings.defaults().withSslContext(trusting).withProxy(through);
    }

    private AnaplanClient client(HttpTransport wire) {
        return builder(wire).build();
    }

    private AnaplanClientBuilder builder(HttpTransport wire) {
        return AnaplanClient.builder()
                .apiUrl("https://localhost:" + front.port() + "/2/0")
                .credentials(Credentials.token(fake.token()))
                .transport(wire)
                .time(time);
    }

    private AnaplanModel model(AnaplanClient anaplan) {
        return anaplan.model(fake.model().workspaceId(), fake.model().modelId());
    }
}
