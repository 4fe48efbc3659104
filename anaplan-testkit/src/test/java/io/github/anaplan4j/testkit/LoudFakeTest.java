package io.github.anaplan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fake that swallowed its own failures would make the tests of its users pass for no reason. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoudFakeTest {
    private static final Scenario LATE = Scenario.named("late").then(Duration.ofSeconds(1), "{}");

    private final FakeAnaplan fake = FakeAnaplan.start(VirtualTime.create());

    /** Each test has seen its failure by then, and a second close tells nothing twice. */
    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void anAssertionThatFailsInTheMeanwhileIsAnswered500AndFailsTheClose() throws Exception {
        AssertionError broken = new AssertionError("one poll too many");
        TaskRef task = fake.startTask(Scenario.complete());
        fake.duringNextRequest(() -> {
            throw broken;
        });

        HttpResponse<String> response = get(fake.url() + "/" + task, fake.token());

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("one poll too many");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(fake::close)
                .withMessageContaining("one poll too many")
                .withCause(broken);
    }

    @Test
    void theFirstHundredFailuresAreTold() throws Exception {
        for (int i = 1; i <= 101; i++) {
            String failure = "failure " + i + " of many";
            fake.duringNextRequest(() -> {
                throw new IllegalStateException(failure);
            });
            get(fake.url() + "/workspaces", fake.token());
        }

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(fake::close)
                .satisfies(told -> assertThat(Stream.concat(Stream.of(told.getCause()), Stream.of(told.getSuppressed()))
                                .map(Throwable::getMessage))
                        .hasSize(100)
                        .contains("failure 1 of many", "failure 100 of many")
                        .doesNotContain("failure 101 of many"));
    }

    @Test
    void theFakeAnswersOnAfterAFailure() throws Exception {
        TaskRef task = fake.startTask(Scenario.complete());
        fake.duringNextRequest(() -> {
            throw new IllegalStateException("once");
        });

        assertThat(get(fake.url() + "/" + task, fake.token()).statusCode()).isEqualTo(500);
        assertThat(get(fake.url() + "/" + task, fake.token()).statusCode()).isEqualTo(200);
        assertCloseNames("once");
    }

    @Test
    void theCloseTellsOfEveryFailure() throws Exception {
        TaskRef task = fake.startTask(Scenario.complete());
        AtomicInteger number = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            fake.duringNextRequest(() -> {
                throw new IllegalStateException("failure " + number.incrementAndGet());
            });
            get(fake.url() + "/" + task, fake.token());
        }
        get(fake.url() + "/nothing", fake.token());

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(fake::close)
                .withMessageContainingAll("failure 1", "failure 2", "failure 3", "/2/0/nothing")
                .satisfies(error -> {
                    assertThat(error.getCause()).hasMessage("failure 1");
                    assertThat(error.getSuppressed())
                            .extracting(Throwable::getMessage)
                            .containsExactly("failure 2", "failure 3");
                });
    }

    @Test
    void aFailureInTheMiddleOfAnAnswerCutsTheAnswerAndFailsTheClose() throws Exception {
        fake.faults().inject(Fault.cutMidBody(new byte[3], 4));

        assertThat(exchange("GET / HTTP/1.1\r\n\r\n")).endsWith("Content-Length: 3\r\n\r\n");
        assertCloseNames("IndexOutOfBoundsException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten", "-1", "3000000000", "99999999999", ""})
    void aBadContentLengthIsAnswered400AndFailsTheClose(String length) throws Exception {
        assertThat(exchange("POST / HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\nbody"))
                .startsWith("HTTP/1.1 400 ");
        assertCloseNames("Content-Length: " + length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "220 mail.example.com ESMTP\r\n",
                "GET /2/0\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET / HTTP/1.1\r\nno header\r\n\r\n",
                "GET /?token=hush and more HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nAuthorization AnaplanAuthToken hush\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfive\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n"
            })
    void whatIsNotHttpIsAnswered400AndFailsTheClose(String bytes) throws Exception {
        assertThat(exchange(bytes)).startsWith("HTTP/1.1 400 ").doesNotContain("hush");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(fake::close)
                .withMessageContaining("Not HTTP")
                .withMessageNotContaining("hush");
    }

    @Test
    void aHeadWithoutEndIsNotReadForEver() throws Exception {
        StringBuilder head = new StringBuilder("GET / HTTP/1.1\r\n");
        for (int i = 0; i < 1_000; i++) {
            head.append("X-").append(i).append(": x\r\n");
        }
        assertThat(exchange(head + "\r\n")).startsWith("HTTP/1.1 400 ");
        assertCloseNames("more than 200 headers");
    }

    @Test
    void aClientThatBeginsWithTlsIsNotKeptWaiting() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00});

            assertThat(socket.getInputStream().readAllBytes()).asString().startsWith("HTTP/1.1 400 ");
        }
        assertCloseNames("was it https?");
    }

    @Test
    void eachFailureIsALineOfTheLogAsSoonAsItIsAnswered() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLevel() + " " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.github.anaplan4j.testkit");
        logger.addHandler(handler);
        try {
            exchange("GET / HTTP/1.1\r\nAuthorization AnaplanAuthToken hush\r\n\r\n");
            fake.duringNextRequest(() -> {
                throw new IllegalStateException("once");
            });
            exchange("GET / HTTP/1.1\r\n\r\n");
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(lines)
                .filteredOn(line -> line.contains("failed") || line.contains("HTTP/1.1"))
                .containsExactly(
                        "WARNING The fake Anaplan cannot read what it was sent, and says 400. Not HTTP/1.1: a header"
                                + " without a name and a colon",
                        "WARNING The fake Anaplan failed, and says 500: java.lang.IllegalStateException: once");
        assertCloseNames("once");
    }

    @Test
    void ofFailuresWithoutEndTheFirstAreKept() throws Exception {
        for (int i = 0; i < 101; i++) {
            exchange("no request\r\n");
        }

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(fake::close)
                .satisfies(error -> assertThat(error.getSuppressed()).hasSize(99));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /2/0 HT",
                "GET / HTTP/1.1\r\nHost: 127.0",
                "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nbody",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nbo"
            })
    void aClientThatGoesAwayInTheMiddleOfItsRequestIsNoFailure(String sent) throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();

            // The fake has seen the end when it closes its own side.
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThatCode(fake::close).doesNotThrowAnyException();
    }

    @Test
    void aClientThatGoesAwayInTheMiddleOfAnAnswerIsNoFailure() throws Exception {
        fake.faults().inject(Fault.largeBody(1L << 30));
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
            socket.setSoLinger(true, 0);
        }
        assertThatCode(fake::close).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/../../token/nothing", ""})
    void anUnknownPathWithoutATokenIsUnscriptedToo(String path) throws Exception {
        URI uri = URI.create(fake.url() + path).normalize();

        assertThat(get(uri.toString(), "none").statusCode()).isEqualTo(404);
        assertThat(fake.journal().unscripted()).hasSize(1);
        assertCloseNames(uri.getPath());
    }

    @Test
    void aKnownPathWithoutATokenIsAnswered401AndDoesNothing() throws Exception {
        TaskRef task = fake.startTask(Scenario.complete());

        assertThat(get(fake.url() + "/" + task, "none").statusCode()).isEqualTo(401);
        assertThatCode(fake::close).doesNotThrowAnyException();
    }

    @Test
    void theSecondCloseIsSilent() throws Exception {
        get(fake.url() + "/nothing", fake.token());

        assertCloseNames("/2/0/nothing");
        assertThatCode(fake::close).doesNotThrowAnyException();
    }

    @Test
    void aScenarioThatDoesNotSayHowItBeginsIsRejectedAtOnce() {
        TaskRef task = fake.model().process("118000000007").task("1");
        for (Scenario scenario : new Scenario[] {Scenario.named("empty"), LATE}) {
            assertRejected(scenario, () -> fake.startTask(scenario));
            assertRejected(scenario, () -> fake.tasks().start(task, scenario));
            assertRejected(scenario, () -> fake.givenProcess("118000000007", "Load", scenario));
            assertRejected(
                    scenario, () -> fake.models().givenAction(ActionKind.IMPORT, "112", "Load", "ANY", scenario));
        }
        assertThat(fake.tasks().all()).isEmpty();
    }

    private static void assertRejected(Scenario scenario, Runnable use) {
        assertThatIllegalArgumentException()
                .isThrownBy(use::run)
                .withMessageContainingAll("\"" + scenario + "\"", "then(Duration.ZERO, ...)");
    }

    private void assertCloseNames(String what) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(fake::close).withMessageContaining(what);
    }

    private Socket connect() throws IOException {
        return new Socket("127.0.0.1", URI.create(fake.url()).getPort());
    }

    /** Sends bytes and waits for everything that comes back until the fake closes the connection. */
    private String exchange(String bytes) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpResponse<String> get(String uri, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                .header("Authorization", "AnaplanAuthToken " + token)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
