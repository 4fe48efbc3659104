package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import feign.Client;
import feign.DefaultClient;
import feign.Feign;
import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.docs.KeyTool;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.time.VirtualTime;
import io.github.anaplan4j.transport.feign.FeignTransport;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS that fails after the request was read, or before, with the same exception, or that takes no bytes any more. */
@Timeout(60)
class RenegotiationTest {
    private static final char[] STORE_PASSWORD = UUID.randomUUID().toString().toCharArray();

    @TempDir
    static Path directory;

    private static SSLContext trusting;
    private static SSLContext keyless;

    @BeforeAll
    static void makeKey() throws Exception {
        KeyTool keys = new KeyTool(directory.resolve("keys.p12"), STORE_PASSWORD);
        keys.make("localhost", "RSA", "-validity", "30", "-ext", "san=dns:localhost");
        trusting = keys.trusting("localhost");
        keyless = keys.trustingWithoutKey("localhost");
    }

    @ParameterizedTest
    @EnumSource
    void aStartThatWasReadIsSentOnce(EachTransport transport) throws IOException {
        try (RenegotiatingServer server = new RenegotiatingServer(trusting);
                HttpTransport wire =
                        transport.create(TransportSettings.defaults().withSslContext(keyless));
                AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl("https://localhost:" + server.port() + "/2/0")
                        .credentials(Credentials.token("made-for-this-test"))
                        .transport(wire)
                        .time(VirtualTime.create())
                        .build()) {
            AnaplanAction process = anaplan.model("8a81", "75A4").process("118000000002");

            assertThat(catchThrowableOfType(StartUncertainException.class, process::start))
                    .hasStackTraceContaining(SSLHandshakeException.class.getName());

            assertThat(server.posts()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasWrittenCountsAndNotTheException(EachTransport transport) throws IOException {
        try (HttpTransport wire = transport.create(TransportSettings.defaults().withSslContext(keyless))) {
            assertMayHaveBeenSent(wire);
        }
    }

    @Test
    void soItDoesOnAClientOfTheUsers() throws IOException {
        try (CloseableHttpClient client = HttpClients.custom()
                        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                .setTlsSocketStrategy(new DefaultClientTlsStrategy(keyless))
                                .build())
                        .build();
                HttpTransport wire = ApacheHttpTransport.using(client)) {
            assertMayHaveBeenSent(wire);
        }
        Client jdks = new DefaultClient(keyless.getSocketFactory(), null);
        Feign.Builder builder = Feign.builder().client(jdks::execute);
        try (HttpTransport wire = FeignTransport.using(builder)) {
            assertMayHaveBeenSent(wire);
        }
    }

    private static void assertMayHaveBeenSent(HttpTransport wire) throws IOException {
        try (RenegotiatingServer server = new RenegotiatingServer(trusting)) {
            TransportException failure =
                    catchThrowableOfType(TransportException.class, () -> wire.execute(post(server)));

            assertThat(server.posts()).containsExactly("{}");
            assertThat(failure).hasStackTraceContaining(SSLHandshakeException.class.getName());
            assertThat(failure.mayHaveBeenSent()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatIsNotTrustedGetsNothingAndThatIsTold(EachTransport transport) throws IOException {
        try (RenegotiatingServer server = new RenegotiatingServer(trusting);
                HttpTransport wire = transport.create()) {
            TransportException failure =
                    catchThrowableOfType(TransportException.class, () -> wire.execute(post(server)));

            assertThat(failure.kind()).isEqualTo(TransportException.Kind.CONNECT);
            assertThat(failure.mayHaveBeenSent()).isFalse();
            assertThat(failure).hasStackTraceContaining(SSLHandshakeException.class.getName());
            assertThat(server.posts()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatDoesNotReadHoldsNobodyBeyondTheLimit(EachTransport transport) throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (ServerSocket server =
                        trusting.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
                HttpTransport wire =
                        transport.create(TransportSettings.defaults().withSslContext(keyless))) {
            Thread silent = new Thread(() -> {
                try (Socket connection = server.accept()) {
                    ((SSLSocket) connection).startHandshake();
                    over.await();
                } catch (IOException | InterruptedException ended) {
                    // the end of the test
                }
            });
            silent.setDaemon(true);
            silent.start();
            TransportRequest upload =
                    post(server.getLocalPort(), new byte[32 * 1024 * 1024]).withCallTimeout(Duration.ofSeconds(2));

            TransportException failure = assertTimeout(
                    Duration.ofSeconds(10),
                    () -> catchThrowableOfType(TransportException.class, () -> wire.execute(upload)));

            assertThat(failure.kind()).isEqualTo(TransportException.Kind.TIMEOUT);
            assertThat(failure.mayHaveBeenSent()).isTrue();
        } finally {
            over.countDown();
        }
    }

    private static TransportRequest post(RenegotiatingServer server) {
        return post(server.port(), new byte[] {'{', '}'});
    }

    private static TransportRequest post(int port, byte[] body) {
        return new TransportRequest(
                TransportRequest.Method.POST,
                URI.create("https://localhost:" + port + "/2/0/x"),
                Map.of("Content-Type", "application/json"),
                body,
                Duration.ofSeconds(10));
    }
}
