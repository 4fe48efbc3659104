package io.github.anaplan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportRequest.Method;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.http.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The rules of {@link HttpTransport} as tests, numbered as there. A transport proves that it keeps them by a subclass
 * in its tests, which says how to make one and cannot leave out any:
 *
 * <pre>{@code
 * class MyTransportTest extends TransportContract {
 *     @Override
 *     protected HttpTransport createTransport(TransportSettings settings) {
 *         return MyTransport.create(settings);
 *     }
 * }
 * }</pre>
 *
 * <p>A run takes a few seconds and needs JUnit Jupiter and AssertJ.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("exports") // JUnit, which nobody needs who does not extend it
public abstract class TransportContract {
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Duration IMPATIENT = Duration.ofMillis(250);
    // Far less than PATIENT and far more than IMPATIENT, so that a slow machine proves nothing wrong.
    private static final Duration SOON = Duration.ofSeconds(4);

    private static final TransportSettings SETTINGS = settings(PATIENT, 8);
    private static final byte[] NOTHING = {};
    private static final byte[] SMALL = "{\"taskId\":\"A1\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LARGE = new byte[1024 * 1024];

    private static TransportSettings settings(Duration connectTimeout, int maxConnections) {
        return TransportSettings.defaults().withConnectTimeout(connectTimeout).withMaxConnections(maxConnections);
    }

    @RegisterExtension
    static final TransportContractFailures FAILURES = new TransportContractFailures();

    private FakeAnaplan fake;
    private HttpTransport transport;

    /** For subclasses. */
    protected TransportContract() {}

    /**
     * @param settings what the transport must keep to
     * @return a new transport, which the contract closes
     */
    protected abstract HttpTransport createTransport(TransportSettings settings);

    /**
     * Whether this transport's HTTP library insists on sending a GET a second time if the connection breaks before the
     * first byte of the answer. It must say so in its documentation; with other methods it must not happen.
     *
     * @return false, unless overridden
     */
    protected boolean repeatsUnansweredGets() {
        return false;
    }

    @BeforeEach
    final void start() {
        fake = FakeAnaplan.start();
        transport = createTransport(SETTINGS);
    }

    @AfterEach
    final void stop() {
        transport.close();
        fake.close();
    }

    @Test
    @DisplayName("rule 1: many threads at once each get the answer to their own request")
    final void manyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (LoopbackServer echo = new LoopbackServer(
                (request, wire) -> wire.answer(200, Map.of("X-Target", request.target()), request.body()))) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String target = "/2/0/" + i;
                calls.add(threads.submit(() -> {
                    try (TransportResponse response = transport.execute(
                            request(Method.POST, at(echo, target), bytes("body of " + target), PATIENT))) {
                        assertThat(response.header("X-Target")).hasValue(target);
                        assertThat(response.body()).hasBinaryContent(bytes("body of " + target));
                    }
                    return null;
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("rule 2: a POST that gets no answer is sent once")
    final void unansweredPost() {
        assertFails(1, Method.POST, SMALL, new Mishap.NoAnswer());
    }

    @Test
    @DisplayName("rule 2: a POST without a body that gets no answer is sent once")
    final void unansweredPostWithoutBody() {
        assertFails(1, Method.POST, NOTHING, new Mishap.NoAnswer());
    }

    @Test
    @DisplayName("rule 2: a POST whose connection is reset is sent once")
    final void resetPost() {
        assertFails(1, Method.POST, SMALL, new Mishap.Reset());
    }

    @Test
    @DisplayName("rule 2: a POST that gets no answer in time is sent once")
    final void postAnsweredTooLate() {
        fake.next(new Mishap.Stall());
        catchThrowable(() -> transport.execute(request(Method.POST, uri("/2/0/x"), SMALL, IMPATIENT)));
        assertThat(fake.journal().requests()).hasSize(1);
    }

    @Test
    @DisplayName("rule 2: a POST that gets no answer on a connection used before is sent once")
    final void unansweredPostOnUsedConnection() throws IOException {
        fake.next(Mishap.json(200, "{}"));
        try (TransportResponse first = transport.execute(get("/2/0/first"))) {
            first.body().readAllBytes();
        }
        assertFails(1, Method.POST, SMALL, new Mishap.NoAnswer());
    }

    @Test
    @DisplayName("rule 2: a PUT or DELETE that gets no answer is sent once")
    final void unansweredPutAndDelete() {
        assertFails(1, Method.PUT, SMALL, new Mishap.NoAnswer());
        assertFails(1, Method.PUT, SMALL, new Mishap.Reset());
        assertFails(1, Method.DELETE, NOTHING, new Mishap.NoAnswer());
        assertFails(1, Method.DELETE, NOTHING, new Mishap.Reset());
    }

    @Test
    @DisplayName("rule 2: a GET that gets no answer is sent once, or twice if the transport admits it")
    final void unansweredGet() {
        int times = repeatsUnansweredGets() ? 2 : 1;
        assertFails(times, Method.GET, NOTHING, new Mishap.NoAnswer());
        assertFails(times, Method.GET, NOTHING, new Mishap.Reset());
    }

    @Test
    @DisplayName("rule 2: no status makes the transport send the request again")
    final void noRetryAfterStatus() {
        List<Integer> statuses = List.of(401, 407, 408, 409, 421, 423, 424, 425, 429, 500, 502, 503, 504);
        for (int status : statuses) {
            fake.next(new Mishap.Answer(status, Map.of("Retry-After", "0"), SMALL));
            transport.execute(get("/2/0/" + status)).close();
        }
        assertThat(fake.journal().requests())
                .extracting(RecordedRequest::target)
                .containsExactlyElementsOf(
                        statuses.stream().map(status -> "/2/0/" + status).toList());
    }

    @Test
    @DisplayName("rule 2: no redirect is followed")
    final void noRedirect() {
        for (Method method : List.of(Method.GET, Method.POST)) {
            for (int status : List.of(301, 302, 303, 307, 308)) {
                fake.next(new Mishap.Answer(status, Map.of("Location", fake.url() + "/elsewhere"), SMALL));
                TransportRequest request = request(method, uri("/2/0/x"), bodyFor(method), PATIENT);
                try (TransportResponse response = transport.execute(request)) {
                    assertThat(response.status()).isEqualTo(status);
                    assertThat(response.header("location")).hasValue(fake.url() + "/elsewhere");
                }
            }
        }
        assertThat(fake.journal().requests())
                .hasSize(10)
                .extracting(RecordedRequest::target)
                .containsOnly("/2/0/x");
    }

    @Test
    @DisplayName("rule 3: any status is a value, and comes with its body")
    final void anyStatus() throws IOException {
        for (int status :
                List.of(200, 201, 202, 206, 299, 300, 400, 403, 404, 407, 409, 410, 418, 422, 429, 499, 500)) {
            assertValue(Method.GET, NOTHING, status, SMALL);
        }
        for (int status :
                List.of(200, 201, 202, 400, 403, 404, 409, 410, 423, 424, 429, 500, 501, 502, 503, 504, 599)) {
            assertValue(Method.POST, SMALL, status, SMALL);
        }
    }

    @Test
    @DisplayName("rule 3: a 401 is a value, challenge or none, and its body arrives whole or not at all")
    final void unauthorized() throws IOException {
        for (Method method : Method.values()) {
            for (Map<String, String> headers :
                    List.of(Map.<String, String>of(), Map.of("WWW-Authenticate", "Basic realm=\"x\""))) {
                fake.next(new Mishap.Answer(401, headers, SMALL));
                TransportRequest request = request(method, uri("/2/0/x"), bodyFor(method), PATIENT);
                try (TransportResponse response = transport.execute(request)) {
                    assertThat(response.status()).isEqualTo(401);
                    assertThat(response.body().readAllBytes()).isIn(SMALL, NOTHING);
                }
            }
        }
    }

    @Test
    @DisplayName("rule 3: an answer without a body has an empty one")
    final void noBody() throws IOException {
        for (int status : List.of(200, 202, 204, 304, 404, 500)) {
            assertValue(Method.GET, NOTHING, status, NOTHING);
            assertValue(Method.DELETE, NOTHING, status, NOTHING);
        }
    }

    @Test
    @DisplayName("rule 4: path and query arrive as given")
    final void targets() {
        List<String> targets = List.of(
                "/2/0/a%2Fb",
                "/2/0/a%2Bb+c",
                "/2/0/a%25b%2525",
                "/2/0/%7Bid%7D",
                "/2/0/a;b=c;d",
                "/2/0/~a_b-c.d!$&'()*,:@",
                "/2/0/a//b/../c/./d",
                "/2/0/a/",
                "/2/0/%e4%BD%a0",
                "/2/0/a?x=1&y=2&x=3",
                "/2/0/a?q=a+b%2Bc%20d",
                "/2/0/a?q=%7Bx%7D%25%26",
                "/2/0/a?q=1,2;3:4@!$'()*/?",
                "/2/0/a?path=b/",
                "/2/0/a?q=&r",
                "/2/0/a?q=b=c");
        for (String target : targets) {
            fake.next(Mishap.json(200, "{}"));
            transport.execute(get(target)).close();
        }
        assertThat(fake.journal().requests())
                .extracting(RecordedRequest::target)
                .containsExactlyElementsOf(targets);
    }

    @Test
    @DisplayName("rule 4: headers arrive as given")
    final void headers() {
        Map<String, String> headers = Map.of(
                "Authorization", "AnaplanAuthToken a+b/c==",
                "X-Braces", "{\"id\":\"{x}\"} }{",
                "X-Percent", "%2F%2B%25 100%",
                "X-Marks", "a;b=c,d \"e\" 'f' & g",
                "Accept", "application/json",
                "Content-Type", "application/octet-stream",
                "User-Agent", "anaplan4j");
        for (Method method : Method.values()) {
            fake.next(Mishap.json(200, "{}"));
            transport
                    .execute(new TransportRequest(method, uri("/2/0/x"), headers, bodyFor(method), PATIENT))
                    .close();
        }
        assertThat(fake.journal().requests())
                .hasSize(4)
                .allSatisfy(request -> headers.forEach(
                        (name, value) -> assertThat(request.headers().get(name)).containsExactly(value)));
    }

    @Test
    @DisplayName("rule 4: method and body arrive as given")
    final void bodies() {
        byte[] everyByte = new byte[100_000];
        IntStream.range(0, everyByte.length).forEach(i -> everyByte[i] = (byte) i);
        for (byte[] body : List.of(everyByte, bytes("{x} %2F"), NOTHING)) {
            for (Method method : List.of(Method.POST, Method.PUT)) {
                assertArrives(method, body);
            }
        }
        assertArrives(Method.GET, NOTHING);
        assertArrives(Method.DELETE, NOTHING);
    }

    @Test
    @DisplayName(
            "rule 4: the transport adds no credentials, no cookies, and no wish for compression or another protocol")
    final void nothingAdded() {
        fake.next(new Mishap.Answer(
                401, Map.of("Set-Cookie", "a=b; Path=/", "WWW-Authenticate", "Basic realm=\"x\""), SMALL));
        fake.next(2, Mishap.json(200, "{}"));
        for (int i = 0; i < 3; i++) {
            transport.execute(get("/2/0/x")).close();
        }
        assertThat(fake.journal().requests())
                .hasSize(3)
                .allSatisfy(request ->
                        assertThat(request.headers()).doesNotContainKeys("Authorization", "Cookie", "Upgrade"))
                .allSatisfy(
                        request -> assertThat(request.header("Accept-Encoding").orElse("identity"))
                                .isEqualTo("identity"));
    }

    @Test
    @DisplayName("rule 5: a server that says nothing is waited for until the timeout")
    final void silentServer() {
        fake.next(new Mishap.Stall());
        assertThat(failureSoon(get("/2/0/x", IMPATIENT)).kind()).isEqualTo(TransportException.Kind.TIMEOUT);
    }

    @Test
    @DisplayName("rule 5: silence in the middle of a body is waited out until the timeout")
    final void silenceInBody() {
        for (byte[] body : List.of(SMALL, LARGE)) {
            fake.next(new Mishap.StallMidBody(body, 5));
            assertTimeout(SOON, () -> {
                try (TransportResponse response = transport.execute(get("/2/0/x", IMPATIENT))) {
                    assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
                }
            });
        }
    }

    @Test
    @DisplayName("rule 5: a slow body without long silences arrives whole, however long it takes")
    final void slowBody() throws IOException {
        fake.next(new Mishap.Drip(bytes("slowly"), 75));
        try (TransportResponse response = transport.execute(get("/2/0/x", IMPATIENT))) {
            assertThat(response.body()).hasBinaryContent(bytes("slowly"));
        }
    }

    @Test
    @DisplayName("rule 5: a connection is waited for until the timeout of the request or, if shorter, of the settings")
    final void noConnection() throws IOException {
        try (TransportContractFullPort port = new TransportContractFullPort();
                HttpTransport hasty = createTransport(settings(IMPATIENT, 1))) {
            assertTimeout(
                    SOON,
                    () -> assertThatThrownBy(() -> transport.execute(get(port.uri(), IMPATIENT)))
                            .isInstanceOf(TransportException.class));
            assertTimeout(
                    SOON,
                    () -> assertThatThrownBy(() -> hasty.execute(get(port.uri(), PATIENT)))
                            .isInstanceOf(TransportException.class));
        }
    }

    @Test
    @DisplayName("rule 5: a TLS handshake is waited for until the timeout")
    final void silentHandshake() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/2/0");
            assertTimeout(
                    SOON,
                    () -> assertThatThrownBy(() -> transport.execute(get(uri, IMPATIENT)))
                            .isInstanceOf(TransportException.class));
        }
    }

    @Test
    @DisplayName("rule 6: the answer is there with its head, while the body is still arriving")
    final void headFirst() {
        for (byte[] body : List.of(SMALL, LARGE)) {
            fake.next(new Mishap.StallMidBody(body, 5));
            assertTimeout(SOON, () -> {
                try (TransportResponse response = transport.execute(get("/2/0/x"))) {
                    assertThat(response.body().readNBytes(5)).hasSize(5);
                }
            });
        }
    }

    @Test
    @DisplayName("rule 6: a body larger than any memory can be read from its beginning")
    final void largeBody() {
        try (LoopbackServer server = new LoopbackServer(hugeBody(new CountDownLatch(1)))) {
            assertTimeout(SOON, () -> {
                try (TransportResponse response = transport.execute(get(at(server, "/2/0/x"), PATIENT))) {
                    assertThat(response.body().readNBytes(LARGE.length)).isEqualTo(LARGE);
                }
            });
        }
    }

    @Test
    @DisplayName("rule 7: a body that ends before its announced length fails where it ends")
    final void cutBody() {
        assertCut(new Mishap.CutMidBody(SMALL, 5), 5);
        assertCut(new Mishap.CutMidBody(LARGE, 100_000), 100_000);
        assertCut(new Mishap.CutMidBody(SMALL, 0), 0);
        assertCut(new Mishap.CutMidBody(SMALL, SMALL.length - 1), SMALL.length - 1);
    }

    @Test
    @DisplayName("rule 7: an error's status arrives even if its body is cut")
    final void cutErrorBody() throws IOException {
        LoopbackServer.Handler cut = (request, wire) -> {
            OutputStream out = wire.begin(503, Map.of(), SMALL.length);
            out.write(SMALL, 0, 5);
            out.flush();
            wire.hangUp();
        };
        try (LoopbackServer server = new LoopbackServer(cut);
                TransportResponse response = transport.execute(get(at(server, "/2/0/x"), PATIENT))) {
            assertThat(response.status()).isEqualTo(503);
            assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("rule 7: a chunked body without its last chunk fails where it ends")
    final void cutChunks() throws IOException {
        LoopbackServer.Handler cut = (request, wire) -> {
            OutputStream out = wire.begin(200, Map.of("Transfer-Encoding", "chunked"), -1);
            out.write(bytes("5\r\nhello\r\n"));
            out.flush();
            wire.hangUp();
        };
        try (LoopbackServer server = new LoopbackServer(cut);
                TransportResponse response = transport.execute(get(at(server, "/2/0/x"), PATIENT))) {
            assertThat(response.body().readNBytes(5)).isEqualTo(bytes("hello"));
            assertThatThrownBy(() -> response.body().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("rule 8: closing an answer that has hardly begun ends its connection")
    final void closingHugeBody() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (LoopbackServer server = new LoopbackServer(hugeBody(ended))) {
            TransportResponse response = transport.execute(get(at(server, "/2/0/x"), PATIENT));
            response.body().readNBytes(10);
            assertTimeout(SOON, response::close);
            assertThat(ended.await(SOON.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the server sees the end of the connection")
                    .isTrue();
        }
    }

    @Test
    @DisplayName("rule 8: closing does not wait for the rest of the body, and frees the place for the next request")
    final void closingStalledBody() {
        try (HttpTransport single = createTransport(settings(PATIENT, 1))) {
            for (byte[] body : List.of(SMALL, LARGE)) {
                fake.next(new Mishap.StallMidBody(body, 5));
                fake.next(Mishap.json(200, "{}"));
                assertTimeout(SOON, () -> {
                    single.execute(get("/2/0/closed")).close();
                    single.execute(get("/2/0/next")).close();
                });
            }
        }
    }

    @Test
    @DisplayName("rule 8: closing after the end of the body, and closing twice, does no harm")
    final void closingTwice() throws IOException {
        try (HttpTransport single = createTransport(settings(PATIENT, 1))) {
            for (int i = 0; i < 3; i++) {
                fake.next(new Mishap.Answer(200, Map.of(), SMALL));
                TransportResponse response = single.execute(get("/2/0/x"));
                assertThat(response.body()).hasBinaryContent(SMALL);
                response.close();
                response.close();
            }
        }
    }

    @Test
    @DisplayName("rule 9: a refused connection is a failure to connect, and the request was not sent")
    final void refused() throws IOException {
        URI closed;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/2/0");
        }
        TransportException failure = failureSoon(get(closed, PATIENT));
        assertThat(failure.kind()).isEqualTo(TransportException.Kind.CONNECT);
        assertThat(failure.mayHaveBeenSent()).isFalse();
    }

    @Test
    @DisplayName("rule 9: when the connection breaks without an answer, the request may have been sent")
    final void mayHaveBeenSent() {
        for (Mishap mishap : List.of(new Mishap.NoAnswer(), new Mishap.Reset())) {
            fake.next(mishap);
            TransportException failure = failureSoon(request(Method.POST, uri("/2/0/x"), SMALL, PATIENT));
            assertThat(failure.kind()).isEqualTo(TransportException.Kind.CONNECTION_LOST);
            assertThat(failure.mayHaveBeenSent()).isTrue();
        }
    }

    @Test
    @DisplayName("rule 9: after a timeout the request may have been sent")
    final void mayHaveBeenSentBeforeTimeout() {
        fake.next(new Mishap.Stall());
        TransportException failure = failureSoon(request(Method.POST, uri("/2/0/x"), SMALL, IMPATIENT));
        assertThat(failure.kind()).isEqualTo(TransportException.Kind.TIMEOUT);
        assertThat(failure.mayHaveBeenSent()).isTrue();
    }

    @Test
    @DisplayName("rule 9: when the server answers with something other than HTTP, the request may have been sent")
    final void notHttp() throws IOException {
        try (ServerSocket mail = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try (Socket socket = mail.accept()) {
                    socket.getInputStream().readNBytes(10);
                    socket.getOutputStream().write(bytes("220 mail.example.com ESMTP\r\n"));
                } catch (IOException closing) {
                    // the test has seen enough
                }
            });
            server.start();
            URI uri = URI.create("http://127.0.0.1:" + mail.getLocalPort() + "/2/0");
            assertThat(failureSoon(request(Method.POST, uri, SMALL, IMPATIENT)).mayHaveBeenSent())
                    .isTrue();
        }
    }

    @Test
    @DisplayName("rule 10: an interrupt during a call is still set when the call has ended")
    final void interruptedCall() throws InterruptedException {
        CountDownLatch received = new CountDownLatch(1);
        AtomicBoolean stillSet = new AtomicBoolean();
        LoopbackServer.Handler silent = (request, wire) -> {
            received.countDown();
            wire.stall();
        };
        try (LoopbackServer server = new LoopbackServer(silent)) {
            Thread caller = new Thread(() -> {
                catchThrowable(() -> transport.execute(get(at(server, "/2/0/x"), IMPATIENT)));
                stillSet.set(Thread.currentThread().isInterrupted());
            });
            caller.start();
            received.await();
            caller.interrupt();
            caller.join(SOON.toMillis());
            assertThat(caller.isAlive()).as("the call goes on").isFalse();
            assertThat(stillSet).isTrue();
        }
    }

    @Test
    @DisplayName("rule 10: an interrupt before a call is still set when the call has ended")
    final void interruptedBefore() {
        fake.next(Mishap.json(200, "{}"));
        Thread.currentThread().interrupt();
        Throwable failure =
                catchThrowable(() -> transport.execute(get("/2/0/x")).close());
        assertThat(Thread.interrupted()).isTrue();
        if (failure != null) {
            assertThat(failure).isInstanceOf(TransportException.class);
        }
    }

    @Test
    @DisplayName("rule 11: a transport can be closed twice, and others go on")
    final void closing() {
        HttpTransport other = createTransport(SETTINGS);
        fake.next(2, Mishap.json(200, "{}"));
        other.execute(get("/2/0/x")).close();
        other.close();
        assertThatCode(other::close).doesNotThrowAnyException();
        transport.execute(get("/2/0/x")).close();
    }

    private void assertFails(int times, Method method, byte[] body, Mishap mishap) {
        int before = fake.journal().requests().size();
        fake.next(times, mishap);
        Throwable failure = catchThrowable(() -> transport.execute(request(method, uri("/2/0/x"), body, PATIENT)));
        assertThat(fake.journal().requests()).hasSize(before + times);
        assertThat(failure).isInstanceOf(TransportException.class);
    }

    private void assertValue(Method method, byte[] sent, int status, byte[] body) throws IOException {
        fake.next(new Mishap.Answer(status, Map.of("X-Trace", "a b"), body));
        try (TransportResponse response = transport.execute(request(method, uri("/2/0/x"), sent, PATIENT))) {
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.header("x-trace")).hasValue("a b");
            assertThat(response.body().readAllBytes()).as("body of %d", status).isEqualTo(body);
        }
    }

    private void assertArrives(Method method, byte[] body) {
        fake.next(Mishap.json(200, "{}"));
        transport.execute(request(method, uri("/2/0/x"), body, PATIENT)).close();
        List<RecordedRequest> requests = fake.journal().requests();
        RecordedRequest last = requests.get(requests.size() - 1);
        assertThat(last.method()).isEqualTo(method.name());
        assertThat(last.body()).isEqualTo(body);
    }

    private void assertCut(Mishap mishap, int arriving) {
        fake.next(mishap);
        TransportResponse executed;
        try {
            executed = transport.execute(get("/2/0/x"));
        } catch (TransportException atOnce) {
            // Some clients see the end together with the head. Nothing of the body may be lost by that.
            assertThat(arriving)
                    .as("bytes that came, and that %s has lost", atOnce)
                    .isZero();
            assertThat(atOnce.mayHaveBeenSent()).isTrue();
            return;
        }
        try (TransportResponse response = executed) {
            assertThatCode(() ->
                            assertThat(response.body().readNBytes(arriving)).hasSize(arriving))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> response.body().read()).isInstanceOf(IOException.class);
        }
    }

    // Announces a tebibyte and stalls after a little of it, so that whoever buffers fails in time and not for memory.
    private static LoopbackServer.Handler hugeBody(CountDownLatch ended) {
        return (request, wire) -> {
            try {
                OutputStream out = wire.begin(200, Map.of(), 1L << 40);
                for (int i = 0; i < 32; i++) {
                    out.write(LARGE);
                }
                out.flush();
                wire.stall();
            } finally {
                ended.countDown();
            }
        };
    }

    private TransportException failureSoon(TransportRequest request) {
        return assertTimeout(
                SOON, () -> catchThrowableOfType(TransportException.class, () -> transport.execute(request)));
    }

    private TransportRequest get(String target) {
        return get(target, PATIENT);
    }

    private TransportRequest get(String target, Duration timeout) {
        return get(uri(target), timeout);
    }

    private static TransportRequest get(URI uri, Duration timeout) {
        return request(Method.GET, uri, NOTHING, timeout);
    }

    private static TransportRequest request(Method method, URI uri, byte[] body, Duration timeout) {
        return new TransportRequest(method, uri, Map.of(), body, timeout);
    }

    private URI uri(String target) {
        return URI.create(fake.url().replace("/2/0", "") + target);
    }

    private static URI at(LoopbackServer server, String target) {
        return URI.create("http://127.0.0.1:" + server.port() + target);
    }

    private static byte[] bodyFor(Method method) {
        return method == Method.POST || method == Method.PUT ? SMALL : NOTHING;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
