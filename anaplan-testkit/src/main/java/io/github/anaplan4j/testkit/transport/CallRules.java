package io.github.anaplan4j.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportRequest.Method;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules about calls that would never end: each has a limit, and none outlives its transport. */
abstract class CallRules extends AnswerRules {
    private static final Duration LIMIT = Duration.ofMillis(400);
    private static final byte NEW = 1; // in no head

    /** Returns whether the transport admits that it cannot tell what its HTTP library has written. */
    abstract boolean admitsUnseenWrites();

    @Test
    @DisplayName("rule 13: the call's limit bounds the wait for a connection")
    final void limitOfConnecting() throws IOException {
        try (FullPort port = new FullPort()) {
            assertLate(post(port.uri(), SMALL));
        }
    }

    @Test
    @DisplayName("rule 13: the call's limit bounds a TLS handshake that drips")
    final void limitOfHandshake() {
        RawServer.Script handshake = (server, connection) -> {
            OutputStream out = connection.getOutputStream();
            out.write(new byte[] {22, 3, 3, 64, 0}); // a record of 16 kB, which never comes
            server.drip(out, "\0");
        };
        assertLate("https", handshake, SMALL);
    }

    @Test
    @DisplayName("rule 13: the call's limit bounds the sending to a server that does not read")
    final void limitOfSending() {
        assertMayHaveBeenSentLate((server, connection) -> server.stall(), new byte[32 * LARGE.length]);
    }

    @Test
    @DisplayName("rule 13: of the body nothing is read any more once the call has failed")
    final void bodyAfterTheFailure() throws InterruptedException {
        byte[] body = new byte[32 * LARGE.length];
        AtomicBoolean hasNewBytes = new AtomicBoolean();
        CountDownLatch isChanged = new CountDownLatch(1);
        CountDownLatch isRead = new CountDownLatch(1);
        RawServer.Script late = (server, connection) -> {
            try (InputStream in = connection.getInputStream()) {
                isChanged.await();
                byte[] part = new byte[64 * 1024];
                for (int read = 0, count; read < body.length && (count = in.read(part)) >= 0; read += count) {
                    hasNewBytes.compareAndSet(false, contains(part, count, NEW));
                }
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            } finally {
                isRead.countDown();
            }
        };
        try (RawServer server = new RawServer(late)) {
            assertThat(failureSoon(post(server.uri("http"), body))).isNotNull();
            Arrays.fill(body, NEW); // as a caller does who has the next bytes to send
            isChanged.countDown();
            isRead.await();
        }

        assertThat(hasNewBytes)
                .as("the failed request has bytes of the next one")
                .isFalse();
    }

    private static boolean contains(byte[] bytes, int length, byte wanted) {
        return IntStream.range(0, length).anyMatch(i -> bytes[i] == wanted);
    }

    @Test
    @DisplayName("rule 13: the call's limit bounds a head that drips")
    final void limitOfHead() {
        assertMayHaveBeenSentLate(
                (server, connection) -> {
                    server.readRequest(connection.getInputStream());
                    OutputStream out = connection.getOutputStream();
                    out.write(bytes("HTTP/1.1 200 OK\r\n"));
                    server.drip(out, "X-Drop: 1\r\n");
                },
                SMALL);
    }

    @Test
    @DisplayName("rule 5: the timeout bounds a head that drips, however long the whole call may take")
    final void timeoutOfHead() {
        String[] drops = {"HTTP/1.1 200 OK\r\nX-Drop: 1\r\n", "HTTP/1.1 100 Continue\r\n\r\n"};
        for (String drop : drops) {
            RawServer.Script head = (server, connection) -> {
                server.readRequest(connection.getInputStream());
                server.drip(connection.getOutputStream(), drop);
            };
            for (Method method : admitsUnseenWrites() ? List.of(Method.GET) : List.of(Method.GET, Method.PUT)) {
                try (RawServer server = new RawServer(head)) {
                    TransportException failure = failureSoon(request(method, server.uri("http"), bodyFor(method), LIMIT)
                            .withCallTimeout(PATIENT));
                    assertThat(failure).as(method + " " + drop).isNotNull();
                    assertThat(failure.mayHaveBeenSent()).isTrue();
                }
            }
        }
    }

    @Test
    @DisplayName("rule 13: the call's limit bounds interim answers without end, slow ones and fast ones")
    final void limitOfInterimAnswers() {
        String interim = "HTTP/1.1 100 Continue\r\n\r\n";
        endOfInterimAnswers(20, interim);
        endOfInterimAnswers(0, interim.repeat(100));
    }

    // Some libraries have had enough of them before the limit.
    private void endOfInterimAnswers(int pause, String interim) {
        RawServer.Script script = (server, connection) -> {
            server.readRequest(connection.getInputStream());
            while (!server.isClosedWithin(pause)) {
                connection.getOutputStream().write(bytes(interim));
            }
        };
        assertThat(assertLate("http", script, SMALL).mayHaveBeenSent()).isTrue();
    }

    @Test
    @DisplayName("rule 13: the call's limit bounds a body that drips")
    final void limitOfBody() {
        for (String framing : new String[] {"Content-Length: 100000\r\n", "Transfer-Encoding: chunked\r\n", ""}) {
            String drop = framing.startsWith("T") ? "1\r\nx\r\n" : "x";
            RawServer.Script body = (server, connection) -> {
                OutputStream out = connection.getOutputStream();
                out.write(bytes("HTTP/1.1 200 OK\r\n" + framing + "\r\n"));
                server.drip(out, drop);
            };
            try (RawServer server = RawServer.answering(body)) {
                TransportRequest request = post(server.uri("http"), SMALL);
                assertTimeout(SOON, () -> {
                    try (TransportResponse response = transport.execute(request)) {
                        assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
                    }
                });
            }
        }
    }

    @Test
    @DisplayName("rule 11: closing the transport breaks off a call that waits for its answer")
    final void closingWhileWaiting() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        RawServer.Script silent = (server, connection) -> {
            received.countDown();
            server.stall();
        };
        try (RawServer server = RawServer.answering(silent)) {
            FutureTask<Throwable> call =
                    inBackground(() -> transport.execute(request(Method.POST, server.uri("http"), SMALL, PATIENT)));
            assertThat(received.await(SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();

            transport.close();

            assertThat(call.get(SOON.toMillis(), TimeUnit.MILLISECONDS))
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            failure -> assertThat(failure.mayHaveBeenSent()).isTrue());
        }
    }

    @Test
    @DisplayName("rule 11: closing the transport breaks off a body that is being read")
    final void closingWhileReading() throws Exception {
        withABodyThatStalls(body -> {
            FutureTask<Throwable> reading = inBackground(body::read);

            transport.close();

            assertThat(reading.get(SOON.toMillis(), TimeUnit.MILLISECONDS)).isInstanceOf(IOException.class);
        });
    }

    @Test
    @DisplayName("rule 10: an interrupt ends a call within a second wherever it is, and is still set")
    final void interruptedCall() throws Exception {
        endOfAnInterruptedCall("https", NOTHING, (server, connection) -> server.stall());
        endOfAnInterruptedCall("http", new byte[32 * LARGE.length], (server, connection) -> server.stall());
        endOfAnInterruptedCall("http", SMALL, (server, connection) -> {
            server.readRequest(connection.getInputStream());
            server.stall();
        });
    }

    private void endOfAnInterruptedCall(String scheme, byte[] body, RawServer.Script script) throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        RawServer.Script noted = (server, connection) -> {
            connection.getInputStream().read(); // before that, a transport may still be connecting
            underWay.countDown();
            script.play(server, connection);
        };
        try (RawServer server = new RawServer(noted)) {
            TransportRequest request = request(Method.POST, server.uri(scheme), body, PATIENT);
            assertThat(failureWhenInterrupted(underWay, () -> transport.execute(request)))
                    .isInstanceOfSatisfying(TransportException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(TransportException.Kind.INTERRUPTED);
                        assertThat(failure.mayHaveBeenSent() || scheme.equals("https"))
                                .isTrue();
                    });
        }
    }

    @Test
    @DisplayName("rule 10: an interrupt of the thread that reads a body ends that within a second, and is still set")
    final void interruptedReading() throws Exception {
        withABodyThatStalls(body -> assertThat(failureWhenInterrupted(new CountDownLatch(0), body::read))
                .isInstanceOf(IOException.class));
    }

    private void withABodyThatStalls(BodyStep step) throws Exception {
        RawServer.Script silent = (server, connection) -> {
            connection.getOutputStream().write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nbegin"));
            server.stall();
        };
        try (RawServer server = RawServer.answering(silent)) {
            try (TransportResponse response = transport.execute(get(server.uri("http"), PATIENT))) {
                assertThat(response.body().readNBytes(5)).isEqualTo(bytes("begin"));

                step.run(response.body());
            }
        }
    }

    /** Something that is done with the rest of a body. */
    @FunctionalInterface
    private interface BodyStep {
        void run(InputStream body) throws Exception;
    }

    private static Throwable failureWhenInterrupted(CountDownLatch underWay, Step step) throws Exception {
        AtomicBoolean isStillSet = new AtomicBoolean();
        FutureTask<Throwable> task = new FutureTask<>(() -> {
            Throwable failure = catchThrowable(step::run);
            isStillSet.set(Thread.currentThread().isInterrupted());
            return failure;
        });
        Thread caller = inBackground(task);
        assertThat(underWay.await(SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        caller.interrupt();
        assertThat(task).as("the failure of a call whose thread is interrupted").succeedsWithin(SOON);
        assertThat(isStillSet).isTrue();
        return task.get();
    }

    /** Something that may throw. */
    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private static FutureTask<Throwable> inBackground(Step step) {
        FutureTask<Throwable> task = new FutureTask<>(() -> catchThrowable(step::run));
        inBackground(task);
        return task;
    }

    private static Thread inBackground(FutureTask<Throwable> task) {
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void assertMayHaveBeenSentLate(RawServer.Script script, byte[] body) {
        TransportException failure = assertLate("http", script, body);
        assertThat(failure.kind()).isEqualTo(TransportException.Kind.TIMEOUT);
        assertThat(failure.mayHaveBeenSent()).isTrue();
    }

    private TransportException assertLate(String scheme, RawServer.Script script, byte[] body) {
        try (RawServer server = new RawServer(script)) {
            return assertLate(post(server.uri(scheme), body));
        }
    }

    private TransportException assertLate(TransportRequest request) {
        TransportException failure = failureSoon(request);
        assertThat(failure).as("the failure of a call that takes too long").isNotNull();
        return failure;
    }

    // Silence alone would end none of these in time.
    private static TransportRequest post(URI uri, byte[] body) {
        return request(Method.POST, uri, body, PATIENT).withCallTimeout(LIMIT);
    }
}
