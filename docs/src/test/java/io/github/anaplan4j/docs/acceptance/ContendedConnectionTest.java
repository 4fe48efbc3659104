package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportRequest.Method;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A start that has waited for the only connection, which the server closes just after the answer before.
 *
 * <p>A goodbye that comes within a millisecond of that answer is seen before the start sets out. A busy machine may
 * part the two by more; a round in which it did proves nothing and does not count.
 */
@Timeout(60)
class ContendedConnectionTest {
    private static final int ROUNDS = 30;
    private static final long GOODBYE_WITHIN = TimeUnit.MILLISECONDS.toNanos(1);
    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore mayAnswer = new Semaphore(0);
    private final BlockingQueue<Boolean> saidGoodbyeInTime = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @EnumSource(names = "HTTPCLIENT") // whose pool lets a request wait for a connection
    void aStartDoesNotSetOutOnAConnectionThatIsAboutToEnd(EachTransport transport) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                HttpTransport wire =
                        transport.create(TransportSettings.defaults().withMaxConnections(1))) {
            Thread accepting = new Thread(() -> accept(server));
            accepting.setDaemon(true);
            accepting.start();
            int counted = 0;
            while (counted < ROUNDS) {
                CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> ask(wire, Method.GET, server));
                arrived.acquire();
                CompletableFuture<String> start = new CompletableFuture<>();
                Thread starting = new Thread(() -> {
                    try {
                        start.complete(ask(wire, Method.POST, server));
                    } catch (RuntimeException failure) {
                        start.completeExceptionally(failure);
                    }
                });
                starting.start();
                while (starting.getState() == Thread.State.RUNNABLE || starting.getState() == Thread.State.NEW) {
                    Thread.onSpinWait();
                }
                mayAnswer.release();

                assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo("ok");
                if (saidGoodbyeInTime.take()) {
                    assertThat(start.get(10, TimeUnit.SECONDS)).isEqualTo("ok");
                    counted++;
                } else {
                    start.exceptionally(Throwable::getMessage).get(10, TimeUnit.SECONDS);
                }
            }
        }
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket connection = server.accept();
                Thread serving = new Thread(() -> serve(connection));
                serving.setDaemon(true);
                serving.start();
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            String request = request(connection.getInputStream());
            while (request.startsWith("POST")) {
                connection.getOutputStream().write(OK);
                request = request(connection.getInputStream());
            }
            if (request.startsWith("GET")) {
                arrived.release();
                mayAnswer.acquireUninterruptibly();
                long before = System.nanoTime();
                connection.getOutputStream().write(OK);
                LockSupport.parkNanos(300_000);
                connection.shutdownOutput();
                saidGoodbyeInTime.add(System.nanoTime() - before < GOODBYE_WITHIN);
            }
        } catch (IOException gone) {
            // the client has closed it
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            request.append((char) b);
        }
        return request.toString();
    }

    private static String ask(HttpTransport wire, Method method, ServerSocket server) {
        URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/2/0/x");
        TransportRequest request =
                TransportRequest.withoutBody(method, uri, Map.of("Accept", "*/*"), Duration.ofSeconds(10));
        try (TransportResponse response = wire.execute(request)) {
            return new String(response.body().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
