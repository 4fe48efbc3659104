package io.github.anaplan4j.transport.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the pool of the transport's own client. */
@Timeout(30)
class OwnClientTest {
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private final FakeAnaplan fake = FakeAnaplan.start();
    private final ApacheHttpTransport transport =
            ApacheHttpTransport.create(TransportSettings.defaults().withMaxConnections(1));

    @AfterEach
    void stop() {
        transport.close();
        fake.close();
    }

    /** The call's limit is that of the wait, as it is with polls, or comes earlier or later. */
    @ParameterizedTest
    @CsvSource({"200, 10000", "200, 200", "10000, 200"})
    void aRequestThatGetsNoConnectionFromThePoolWasNotSent(int millis, int whole) {
        fake.faults().inject(Fault.stallMidBody(new byte[100], 1));
        try (TransportResponse busy = transport.execute(get(PATIENT))) {
            TransportException failure =
                    failure(get(Duration.ofMillis(millis)).withCallTimeout(Duration.ofMillis(whole)));
            assertThat(busy.status()).isEqualTo(200);
            assertThat(failure.kind()).isEqualTo(TransportException.Kind.CONNECT);
            assertThat(failure.mayHaveBeenSent()).isFalse();
            assertThat(failure.isOwnCongestion()).isTrue();
            assertThat(failure).hasMessageContaining("all connections of the pool were busy for PT0.2S");
        }
        assertThat(fake.journal().requests()).hasSize(1);
    }

    @Test
    void anInterruptEndsTheWaitForAConnectionOfThePool() {
        fake.faults().inject(Fault.stallMidBody(new byte[100], 1));
        try (TransportResponse busy = transport.execute(get(PATIENT))) {
            Thread.currentThread().interrupt();
            TransportException failure = failure(get(PATIENT));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(busy.status()).isEqualTo(200);
            assertThat(failure.kind()).isEqualTo(TransportException.Kind.INTERRUPTED);
            assertThat(failure.mayHaveBeenSent()).isFalse();
        }
    }

    @Test
    void anAnswerReadToItsEndGivesItsConnectionToTheNextRequest() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> connection = CompletableFuture.runAsync(() -> serve(server, 2));
            assertAnswered(server);
            assertAnswered(server);
            connection.join();
        }
    }

    @Test
    void aConnectionThatTheServerHasClosedIsNotUsedAgain() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> serve(server, 1));
            assertAnswered(server);
            first.join();
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> serve(server, 1));
            assertAnswered(server);
            second.join();
        }
    }

    @Test
    void aConnectionOnWhichTheServerSpokeUnaskedIsNotUsedAgain() throws IOException {
        String unasked = "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n";
        CompletableFuture<Void> answered = new CompletableFuture<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> serve(server, 1, answered, unasked));
            assertAnswered(server);
            answered.complete(null);
            first.join();
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> serve(server, 1));
            assertAnswered(server);
            second.join();
        }
    }

    @Test
    void closingTheTransportFailsTheRequestInFlight() {
        fake.faults().inject(Fault.stall());
        CompletableFuture<TransportException> inFlight = CompletableFuture.supplyAsync(() -> failure(get(PATIENT)));
        while (fake.journal().requests().isEmpty()) {
            Thread.onSpinWait();
        }
        transport.close();
        assertThat(inFlight.join().kind()).isEqualTo(TransportException.Kind.CONNECTION_LOST);
    }

    @Test
    void closingLeavesNoThread() throws InterruptedException {
        List<Thread> before = threads();
        fake.faults().inject(Fault.json(200, "{}"));
        transport.execute(get(PATIENT)).close();
        List<Thread> threads = threads();
        threads.removeAll(before);
        assertThat(threads).hasSize(1);

        transport.close();

        threads.get(0).join(Duration.ofSeconds(5).toMillis()); // an idle one would end by itself after ten
        assertThat(threads.get(0).isAlive()).isFalse();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("anaplan4j-httpclient"))
                .collect(Collectors.toList());
    }

    @Test
    void afterClosingItRefusesRequests() {
        transport.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> transport.execute(get(PATIENT)))
                .withMessage("This transport is closed; it cannot send GET /2/0/x");
    }

    private void assertAnswered(ServerSocket server) {
        try (TransportResponse response = transport.execute(get(uri(server), PATIENT))) {
            assertThat(response.body()).hasContent("ok");
        }
    }

    private static URI uri(ServerSocket server) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/2/0/x");
    }

    /** Answers the given number of requests on one connection, then closes it. */
    private static void serve(ServerSocket server, int requests) {
        serve(server, requests, CompletableFuture.completedFuture(null), "");
    }

    private static void serve(ServerSocket server, int requests, CompletableFuture<Void> answered, String afterwards) {
        try (Socket socket = server.accept()) {
            for (int i = 0; i < requests; i++) {
                StringBuilder request = new StringBuilder();
                while (!request.toString().endsWith("\r\n\r\n")) {
                    request.append((char) socket.getInputStream().read());
                }
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
            }
            answered.join();
            socket.getOutputStream().write(afterwards.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private TransportException failure(TransportRequest request) {
        return catchThrowableOfType(TransportException.class, () -> transport.execute(request));
    }

    private TransportRequest get(Duration timeout) {
        return get(URI.create(fake.url() + "/x"), timeout);
    }

    private static TransportRequest get(URI uri, Duration timeout) {
        return TransportRequest.withoutBody(TransportRequest.Method.GET, uri, Map.of(), timeout);
    }
}
