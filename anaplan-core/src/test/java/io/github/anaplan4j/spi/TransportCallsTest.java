package io.github.anaplan4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.error.TransportException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TransportCallsTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final TransportCalls calls = new TransportCalls("calls-under-test");

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void aCallIsBrokenOffAtItsLimit() throws InterruptedException {
        CountDownLatch broken = new CountDownLatch(1);
        TransportCalls.Call call = calls.begin(request(SHORT));
        call.breakOffBy(broken::countDown);

        assertThat(broken.await(10, TimeUnit.SECONDS)).isTrue();
        TransportException sent = call.failed(new SocketException("Socket closed"), true);
        assertThat(sent.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(sent.mayHaveBeenSent()).isTrue();
        assertThat(sent).hasMessageContaining("the whole call may take PT0.05S");
        TransportException unsent = call.failed(new SocketException("Socket closed"), false);
        assertThat(unsent.kind()).isEqualTo(Kind.CONNECT);
        assertThat(unsent.mayHaveBeenSent()).isFalse();
    }

    @Test
    void aHeadThatDripsIsBrokenOffAtTheTimeout() throws InterruptedException {
        TransportRequest get = patientAfterTheHead(TransportRequest.Method.GET, 0, SHORT);
        TransportRequest put = patientAfterTheHead(TransportRequest.Method.PUT, 1, SHORT);
        for (TransportRequest request : List.of(get, put)) {
            CountDownLatch broken = new CountDownLatch(1);
            TransportCalls.Call call = calls.begin(request);
            call.breakOffBy(broken::countDown);
            if (request == put) {
                call.sent();
            }

            assertThat(broken.await(10, TimeUnit.SECONDS)).isTrue();
            TransportException late = call.failed(new SocketException("Socket closed"), true);
            assertThat(late.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(late).hasMessageContaining("the head of the answer may take PT0.05S");
        }
    }

    @Test
    void whileARequestIsSentAndItsBodyReadThatTimeoutDoesNotCount() throws InterruptedException {
        CountDownLatch broken = new CountDownLatch(1);
        Duration timeout = Duration.ofMillis(300); // a slow machine begins all three within it
        TransportCalls.Call read = calls.begin(patientAfterTheHead(TransportRequest.Method.GET, 0, timeout));
        TransportCalls.Call sending = calls.begin(patientAfterTheHead(TransportRequest.Method.PUT, 1, timeout));
        read.breakOffBy(broken::countDown);
        sending.breakOffBy(broken::countDown);
        read.answered(200, Map.of(), InputStream.nullInputStream(), () -> {});
        CountDownLatch later = new CountDownLatch(1);
        TransportCalls.Call last = calls.begin(request(timeout.plus(SHORT)));
        last.breakOffBy(later::countDown);

        assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(broken.getCount()).isOne();
    }

    @Test
    void aBodyThatIsDecodedWhereItComesFromIsRefused() throws IOException {
        TransportCalls.Call call = calls.begin(request(PATIENT));
        InputStream sound = new ByteArrayInputStream(new byte[1]);
        assertThat(call.undecoded(sound, "a client")).isSameAs(sound);

        InputStream decoded = call.undecoded(new InflaterInputStream(sound), "a client, Some");

        assertThatExceptionOfType(ZipException.class)
                .isThrownBy(decoded::read)
                .withMessageStartingWith("it was decoded by a client, Some (with java.util.zip.InflaterInputStream)");
    }

    @Test
    void aCallThatWaitedForAConnectionUntilItsLimitSaysSo() throws InterruptedException {
        CountDownLatch broken = new CountDownLatch(1);
        TransportCalls.Call call = calls.begin(request(SHORT));
        call.breakOffBy(broken::countDown);
        assertThat(broken.await(10, TimeUnit.SECONDS)).isTrue();
        TransportException congested = TransportException.noFreeConnection("GET /2/0/x", SHORT, null);

        assertThat(call.failed(congested, false)).isSameAs(congested);
    }

    @Test
    void whatIsOpenedTooLateIsBrokenOffAtOnce() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        TransportCalls.Call call = calls.begin(request(SHORT));
        call.breakOffBy(first::countDown);
        assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();

        call.breakOffBy(second::countDown);

        assertThat(second.getCount()).isZero();
    }

    @Test
    void aConnectionThatWasLetGoIsTheNextCalls() {
        CountDownLatch broken = new CountDownLatch(1);
        TransportCalls.Call done = calls.begin(request(PATIENT));
        TransportCalls.Call late = calls.begin(request(PATIENT));
        done.breakOffBy(broken::countDown);

        assertThat(done.release()).isTrue();
        calls.close();

        assertThat(broken.getCount()).isOne();
        assertThat(late.release()).isFalse();
    }

    @Test
    void aCallThatFailsIsBrokenOffUnlessItsConnectionWasLetGo() {
        CountDownLatch broken = new CountDownLatch(2);
        TransportCalls.Call failed = calls.begin(request(PATIENT));
        TransportCalls.Call letGo = calls.begin(request(PATIENT));
        for (TransportCalls.Call call : List.of(failed, letGo)) {
            call.breakOffBy(broken::countDown);
        }
        letGo.release();

        for (TransportCalls.Call call : List.of(failed, letGo)) {
            TransportException told = call.failed(new IllegalStateException("the user's"), true);
            assertThat(told.kind()).isEqualTo(Kind.CONNECTION_LOST);
        }

        assertThat(broken.getCount()).isOne();
    }

    @Test
    void closingBreaksOffWhatIsUnderWayAndRefusesTheNext() {
        CountDownLatch broken = new CountDownLatch(1);
        TransportCalls.Call call = calls.begin(request(PATIENT));
        call.breakOffBy(broken::countDown);

        calls.close();

        assertThat(broken.getCount()).isZero();
        assertThat(call.failed(new SocketException("Socket closed"), true))
                .hasMessage("POST /2/0/x: the transport was closed")
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST));
        assertThatIllegalStateException()
                .isThrownBy(() -> calls.begin(request(PATIENT)))
                .withMessage("This transport is closed; it cannot send POST /2/0/x");
    }

    @Test
    void nothingSetsOutOnAThreadThatIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> calls.begin(request(PATIENT)))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
                    assertThat(failure.mayHaveBeenSent()).isFalse();
                });
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInterruptBreaksOffACallThatHeedsNone() {
        for (boolean isSent : new boolean[] {true, false}) {
            CountDownLatch broken = new CountDownLatch(1);
            TransportCalls.Call call = calls.begin(request(PATIENT));
            call.breakOffBy(broken::countDown);

            Thread.currentThread().interrupt();
            awaitHeedingNoInterrupt(broken);

            TransportException failure = call.failed(new SocketException("Socket closed"), isSent);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
            assertThat(failure.mayHaveBeenSent()).isEqualTo(isSent);
            assertThat(failure).hasMessageContaining("the calling thread was interrupted");
        }
    }

    @Test
    void anInterruptOfWhoeverReadsABodyBreaksItOff() throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        InputStream silent = new InputStream() {
            @Override
            public int read() {
                Thread.currentThread().interrupt();
                awaitHeedingNoInterrupt(broken);
                return -1; // as some libraries have it
            }
        };
        TransportCalls.Call call = calls.begin(request(PATIENT));
        call.breakOffBy(broken::countDown);
        TransportResponse response = call.answered(200, Map.of(), silent, silent);

        CompletableFuture<TransportException> reading = CompletableFuture.supplyAsync(() -> {
            IOException failure = catchThrowableOfType(
                    IOException.class, () -> response.body().read());
            TransportException told = TransportException.from("POST /2/0/x", failure);
            assertThat(Thread.interrupted()).isTrue();
            return told;
        });

        assertThat(reading.get().kind()).isEqualTo(Kind.INTERRUPTED);
    }

    @Test
    void whoeverHasHandedAnAnswerOnOrIsDoneWithACallMayBeInterrupted() throws Exception {
        CountDownLatch broken = new CountDownLatch(2);
        CountDownLatch read = new CountDownLatch(1);
        InputStream slow = new InputStream() {
            @Override
            public int read() throws IOException {
                awaitHeedingNoInterrupt(read);
                return 'x';
            }
        };
        TransportCalls.Call handedOn = calls.begin(request(PATIENT));
        handedOn.breakOffBy(broken::countDown);
        TransportResponse response = handedOn.answered(200, Map.of(), slow, slow);
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> firstByte(response));
        TransportCalls.Call over = calls.begin(request(PATIENT));
        over.breakOffBy(broken::countDown);
        over.failed(new SocketException(), true); // which breaks it off

        for (int look = 0; look < 2; look++) { // when the second has begun, the first was at all calls
            CountDownLatch seen = new CountDownLatch(1);
            calls.begin(request(PATIENT)).breakOffBy(seen::countDown);
            Thread.currentThread().interrupt();
            awaitHeedingNoInterrupt(seen);
            assertThat(Thread.interrupted()).isTrue();
        }

        read.countDown();
        assertThat(reading.get()).isEqualTo('x');
        assertThat(broken.getCount()).isOne();
    }

    private static int firstByte(TransportResponse response) {
        try {
            return response.body().read();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Waits as a socket does. */
    private static void awaitHeedingNoInterrupt(CountDownLatch latch) {
        long begun = System.nanoTime();
        while (latch.getCount() > 0) {
            assertThat(System.nanoTime() - begun).as("nanoseconds of waiting").isLessThan(PATIENT.toNanos() / 2);
            Thread.yield();
        }
    }

    @Test
    void whatWasWrittenCountsAndNotTheTypeOfTheFailure() {
        for (Throwable failure : new Throwable[] {
            new ConnectException("x"),
            new SocketTimeoutException(),
            new IllegalStateException(),
            new StackOverflowError()
        }) {
            for (boolean sent : new boolean[] {true, false}) {
                TransportException told = calls.begin(request(PATIENT)).failed(failure, sent);
                assertThat(told.mayHaveBeenSent()).as("%s", failure).isEqualTo(sent);
                assertThat(told).hasCause(failure);
            }
        }
    }

    @Test
    void aBodyIsBrokenOffToo() throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        InputStream silent = new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    broken.await();
                } catch (InterruptedException unexpected) {
                    throw new AssertionError(unexpected);
                }
                throw new IOException("Socket closed");
            }
        };
        TransportCalls.Call call = calls.begin(request(SHORT));
        call.breakOffBy(broken::countDown);

        try (TransportResponse response = call.answered(200, Map.of(), silent, silent)) {
            assertThatThrownBy(() -> response.body().read())
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("the whole call may take PT0.05S");
        }
    }

    @Test
    void aBodyThatFailsInAnyWayIsAnIoException() {
        InputStream faulty = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("secret");
            }
        };
        try (TransportResponse response = calls.begin(request(PATIENT)).answered(200, Map.of(), faulty, faulty)) {
            assertThatThrownBy(() -> response.body().readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aCallWhoseAnswerIsClosedIsOver() throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        TransportCalls.Call call = calls.begin(request(PATIENT));
        call.breakOffBy(broken::countDown);
        try (TransportResponse response =
                call.answered(200, Map.of(), new ByteArrayInputStream("body".getBytes()), () -> {})) {
            assertThat(response.body()).hasContent("body");
        }

        calls.close();

        assertThat(broken.getCount()).isOne();
    }

    @Test
    void aBodyThatEndsWithItsConnectionMayBeCutShort() throws IOException {
        TransportCalls.Call secure = calls.begin(request(PATIENT));
        TransportCalls.Call plain = calls.begin(TransportRequest.withoutBody(
                TransportRequest.Method.GET, URI.create("http://127.0.0.1/2/0/x"), Map.of(), PATIENT));
        for (TransportCalls.Call call : List.of(secure, plain)) {
            InputStream body = call.endingWithItsConnection(new ByteArrayInputStream(new byte[] {1, 2}));

            assertThat(body.readNBytes(2)).containsExactly(1, 2);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(body::read)
                    .withMessageContaining("may be cut short")
                    .withMessageContaining("-Dcom.sun.net.ssl.requireCloseNotify=true");
        }
    }

    @Test
    void whatIsOffloadedIsLeftBehindAndWhatItOpensThenIsBrokenOff() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch broken = new CountDownLatch(1);
        CompletableFuture<String> late = new CompletableFuture<>();
        TransportCalls.Call call = calls.begin(request(PATIENT));
        CompletableFuture<TransportException> failure = CompletableFuture.supplyAsync(() -> call.failed(
                catchThrowableOfType(
                        IOException.class,
                        () -> call.offload(
                                () -> {
                                    begun.countDown();
                                    awaitHeedingNoInterrupt(gate);
                                    call.breakOffBy(broken::countDown);
                                    return "a connection";
                                },
                                PATIENT,
                                late::complete)),
                false));
        begun.await();

        calls.close();

        assertThat(failure.get()).hasMessageContaining("was not sent").hasMessageContaining("the transport was closed");
        assertThat(late).isNotDone();
        gate.countDown();
        assertThat(late.get(10, TimeUnit.SECONDS)).isEqualTo("a connection");
        assertThat(broken.getCount()).isZero();
    }

    @Test
    void whatIsOffloadedAndSilentForTooLongBreaksItsCallOff() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        while (begun.getCount() > 0) { // a slow machine does not even come so far
            CountDownLatch broken = new CountDownLatch(1);
            TransportCalls.Call call = calls.begin(request(PATIENT));
            call.breakOffBy(broken::countDown);

            assertThatThrownBy(() -> call.offload(
                            () -> {
                                begun.countDown();
                                try {
                                    return new CountDownLatch(1).await(10, TimeUnit.SECONDS);
                                } catch (InterruptedException stop) {
                                    interrupted.countDown();
                                    throw stop;
                                }
                            },
                            SHORT,
                            late -> {}))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("nothing came for PT0.05S");

            assertThat(broken.getCount()).isZero();
            assertThatThrownBy(() -> call.offload(() -> "next", PATIENT, late -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessage("nobody waits any longer");
        }
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatIsOffloadedForAnAnswerThatWasClosedIsNotWaitedForForEver() {
        TransportCalls.Call call = calls.begin(request(SHORT));
        call.answered(200, Map.of(), InputStream.nullInputStream(), () -> {}).close();
        CountDownLatch end = new CountDownLatch(1);

        assertThatThrownBy(() -> call.offload(
                        () -> {
                            awaitHeedingNoInterrupt(end);
                            return "a part of the body";
                        },
                        SHORT,
                        late -> {}))
                .isInstanceOf(SocketTimeoutException.class);
        end.countDown();
    }

    @Test
    void whatIsOffloadedReturnsAndFailsAsItIs() throws Exception {
        TransportCalls.Call call = calls.begin(request(PATIENT));
        assertThat(call.offload(() -> Thread.currentThread().isDaemon(), PATIENT, late -> {}))
                .isTrue();
        for (Exception failure : new Exception[] {new UnknownHostException("x"), new IllegalStateException()}) {
            assertThatThrownBy(() -> call.offload(
                            () -> {
                                throw failure;
                            },
                            PATIENT,
                            late -> {}))
                    .isSameAs(failure);
        }
        assertThat(call.release()).isTrue();
    }

    @Test
    void noMoreThan64WorksHangAtOnce() {
        CountDownLatch gate = new CountDownLatch(1);
        for (int i = 0; i < 64; i++) {
            calls.begin(request(PATIENT)).leaveBehind(() -> awaitHeedingNoInterrupt(gate));
        }
        TransportCalls.Call call = calls.begin(request(PATIENT));
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> call.offload(() -> "next", PATIENT, late -> {}))
                .withMessageContaining("POST /2/0/x was not sent")
                .withMessageContaining("64 calls hang beyond their limits")
                .satisfies(failure -> assertThat(failure.mayHaveBeenSent()).isFalse());

        gate.countDown();

        while (catchThrowableOfType(TransportException.class, () -> call.offload(() -> "next", PATIENT, late -> {}))
                != null) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anAnswerThatAnnouncesSeveralEndsHasAStatusAndNoBody() throws IOException {
        Map<String, List<String>> several =
                Map.of("content-length", List.of("4"), "Transfer-Encoding", List.of("chunked"));
        TransportCalls.Call call = calls.begin(request(PATIENT));
        try (TransportResponse response =
                call.answered(503, several, new ByteArrayInputStream("body".getBytes()), () -> {})) {
            assertThat(response.status()).isEqualTo(503);
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> response.body().read());
        }
        TransportCalls.Call bodiless = calls.begin(request(PATIENT));
        try (TransportResponse response = bodiless.answered(204, several, InputStream.nullInputStream(), () -> {})) {
            assertThat(response.body()).isEmpty();
        }
    }

    private static TransportRequest patientAfterTheHead(TransportRequest.Method method, int length, Duration timeout) {
        return new TransportRequest(
                method, URI.create("https://api.anaplan.com/2/0/x"), Map.of(), new byte[length], timeout, PATIENT);
    }

    private static TransportRequest request(Duration callTimeout) {
        return TransportRequest.withoutBody(
                        TransportRequest.Method.POST, URI.create("https://api.anaplan.com/2/0/x"), Map.of(), PATIENT)
                .withCallTimeout(callTimeout);
    }
}
