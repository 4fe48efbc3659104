package io.github.anaplan4j.transport.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import feign.Feign;
import feign.Logger;
import feign.Response;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportRequest.Method;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests what is special about the transport's own client. */
@Timeout(30)
class OwnClientTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final FakeAnaplan fake = FakeAnaplan.start();
    private final FeignTransport transport = FeignTransport.create(TransportSettings.defaults());

    @AfterEach
    void stop() {
        transport.close();
        fake.close();
    }

    @Test
    void anEmptyBodyIsAnnouncedByItsLengthAndNotChunked() {
        fake.faults().inject(2, Fault.json(200, "{}"));
        transport.execute(request(Method.POST)).close();
        transport.execute(request(Method.PUT)).close();
        assertThat(fake.journal().requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.headers()).doesNotContainKey("Transfer-Encoding");
            assertThat(request.header("Content-Length")).hasValue("0");
        });
    }

    @Test
    void afterClosingItRefusesRequests() {
        transport.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> transport.execute(request(Method.GET)))
                .withMessage("This transport is closed; it cannot send GET /2/0/x");
    }

    @Test
    void closingLeavesNoThread() throws InterruptedException {
        List<Thread> before = threads();
        fake.faults().inject(Fault.json(200, "{}"));
        transport.execute(request(Method.GET)).close();
        List<Thread> threads = threads();
        threads.removeAll(before);
        assertThat(threads).hasSize(1);

        transport.close();

        threads.get(0).join(Duration.ofSeconds(5).toMillis()); // an idle one would end by itself after ten
        assertThat(threads.get(0).isAlive()).isFalse();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("anaplan4j-feign"))
                .collect(Collectors.toList());
    }

    @Test
    void aHeaderThatNoneCanHaveIsNotSent() {
        TransportRequest request = TransportRequest.withoutBody(
                Method.GET, URI.create(fake.url() + "/x"), Map.of("X-A", "1\r\nX-B: secret"), Duration.ofSeconds(10));

        TransportException failure = catchThrowableOfType(TransportException.class, () -> transport.execute(request));

        assertThat(failure.mayHaveBeenSent()).isFalse();
        assertThat(failure).hasMessageNotContaining("secret");
        assertThat(fake.journal().requests()).isEmpty();
    }

    @Test
    void anAnswerReadToItsEndGivesItsConnectionToTheNextRequest() throws IOException {
        String chunked =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\no\r\n1\r\nk\r\n0\r\nX: y\r\n\r\n";
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> connection =
                    CompletableFuture.runAsync(() -> serve(server, List.of(OK, chunked, chunked, OK)));
            for (int i = 0; i < 4; i++) {
                assertAnswered(server);
            }
            connection.join();
        }
    }

    @Test
    void aConnectionThatIsClosedOrNotSilentIsNotUsedAgain() throws IOException {
        String talkative = OK + "HTTP/1.1 408 Request Timeout\r\n\r\n";
        for (String first : List.of(OK, talkative, OK.replace("Content", "Connection: close\r\nContent"))) {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                for (int i = 0; i < 2; i++) {
                    CompletableFuture<Void> connection =
                            CompletableFuture.runAsync(() -> serve(server, List.of(first)));
                    assertAnswered(server);
                    connection.join();
                }
            }
        }
    }

    @Test
    void theLinesOfAHeadMayEndWithOneCharacter() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> connection = CompletableFuture.runAsync(
                    () -> serve(server, List.of("HTTP/1.1 200\nX: y\nContent-Length: 2\n\nok")));
            assertAnswered(server);
            connection.join();
        }
    }

    @Test
    void anAnswerThatAnnouncesSeveralEndsHasAStatusAndItsConnectionIsNotUsedAgain() throws IOException {
        for (String headers : List.of(
                "Content-Length: 0\r\nContent-Length: 2",
                "Content-Length: 2\r\nTransfer-Encoding: chunked",
                "Content-Length: -1",
                "Transfer-Encoding: gzip")) {
            String answer = "HTTP/1.1 503 Service Unavailable\r\n" + headers + "\r\n\r\nok";
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                for (int i = 0; i < 2; i++) {
                    CompletableFuture<Void> connection =
                            CompletableFuture.runAsync(() -> serve(server, List.of(answer)));
                    try (TransportResponse response = transport.execute(get(server))) {
                        assertThat(response.status()).as(headers).isEqualTo(503);
                        assertThatThrownBy(() -> response.body().read())
                                .as(headers)
                                .isInstanceOf(ProtocolException.class);
                    }
                    connection.join();
                }
            }
        }
    }

    @Test
    void theConnectionOfAnAnswerThatNobodyGetsIsClosed() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n"; // of which no logger reads all
        List<Feign.Builder> throwing = List.of(
                Feign.builder().responseInterceptor((context, chain) -> {
                    throw new IllegalStateException("the user's");
                }),
                Feign.builder().logLevel(Logger.Level.BASIC).logger(new Logger() {
                    @Override
                    protected Response logAndRebufferResponse(
                            String key, Level level, Response response, long elapsed) {
                        throw new IllegalStateException("the user's");
                    }

                    @Override
                    protected void log(String key, String format, Object... args) {}
                }));
        for (Feign.Builder builder : throwing) {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    FeignTransport withParts = FeignTransport.using(builder)) {
                CompletableFuture<Integer> next = new CompletableFuture<>();
                CompletableFuture.runAsync(() -> serve(server, List.of(head), next));
                assertThatThrownBy(() -> withParts.execute(get(server))).isInstanceOf(TransportException.class);

                assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
            }
        }
    }

    private void assertAnswered(ServerSocket server) {
        try (TransportResponse response = transport.execute(get(server))) {
            assertThat(response.body()).hasContent("ok");
        }
    }

    /** Answers as many requests on one connection as there are answers, then closes it. */
    private static void serve(ServerSocket server, List<String> answers) {
        serve(server, answers, null);
    }

    /** Tells also what the client sends after that, if somebody wants to know. */
    private static void serve(ServerSocket server, List<String> answers, @Nullable CompletableFuture<Integer> next) {
        try (Socket socket = server.accept()) {
            for (String answer : answers) {
                StringBuilder request = new StringBuilder();
                while (!request.toString().endsWith("\r\n\r\n")) {
                    request.append((char) socket.getInputStream().read());
                }
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
            if (next != null) {
                next.complete(socket.getInputStream().read());
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static TransportRequest get(ServerSocket server) {
        URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/2/0/x");
        return TransportRequest.withoutBody(Method.GET, uri, Map.of(), Duration.ofSeconds(10));
    }

    private TransportRequest request(Method method) {
        return TransportRequest.withoutBody(method, URI.create(fake.url() + "/x"), Map.of(), Duration.ofSeconds(10));
    }
}
