package io.github.anaplan4j.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault as it arrives at a bare socket: none of the library's code reads it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultsAtTheSocketTest {
    private final VirtualTime time = VirtualTime.create();
    private final FakeAnaplan fake = FakeAnaplan.start(time);
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        fake.close();
    }

    @Test
    void refusedUntilConnectionsAreAcceptedAgain() throws IOException {
        Socket before = connect();
        before.getOutputStream()
                .write("POST /2/0 HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n".getBytes(UTF_8));
        assertThat(before.getInputStream().read()).as("the first byte of 100").isEqualTo('H');

        fake.faults().refuseConnections();

        assertThat(before.getInputStream().readAllBytes())
                .as("what was open is closed")
                .asString()
                .endsWith("Continue\r\n\r\n");
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
        }
        fake.faults().acceptConnections();
        fake.faults().acceptConnections();
        assertThat(ask("GET", "/users/me")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void noAnswer() throws IOException {
        fake.faults().inject(Fault.noAnswer());

        assertThat(start()).isEmpty();
        assertThat(fake.tasks().all()).isEmpty();
    }

    @Test
    void answerLost() throws IOException {
        fake.faults().inject(Fault.answerLost());

        assertThat(start()).isEmpty();
        assertThat(fake.tasks().all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aStatusAfterTheRequestIsProcessed(int status) throws IOException {
        fake.faults().inject(Fault.canned().get(status + "-afterwards"));

        assertThat(start()).startsWith("HTTP/1.1 " + status + " ");
        assertThat(fake.tasks().all()).hasSize(1);
        assertThat(Fault.statusAfterwards(status)).isEqualTo(Fault.canned().get(status + "-afterwards"));
    }

    @Test
    void reset() {
        fake.faults().inject(Fault.reset());

        assertThatExceptionOfType(SocketException.class).isThrownBy(this::start).withMessageContaining("reset");
        assertThat(fake.tasks().all()).isEmpty();
    }

    @Test
    void resetAfterwards() {
        fake.faults().inject(Fault.resetAfterwards());

        assertThatExceptionOfType(SocketException.class).isThrownBy(this::start).withMessageContaining("reset");
        assertThat(fake.tasks().all()).hasSize(1);
    }

    @Test
    void stallBeforeAndAfterTheRequestIsProcessed() throws IOException {
        fake.faults().inject(Fault.stall());
        fake.faults().inject(Fault.stallAfterwards());
        givenNightlyLoad();
        for (int tasks = 0; tasks < 2; tasks++) {
            Socket socket = send("POST", tasksOfProcess(), "{\"localeName\":\"en_US\"}");
            socket.setSoTimeout(100);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> socket.getInputStream().read());
            assertThat(fake.tasks().all()).hasSize(tasks);
        }
    }

    @Test
    void cut() throws IOException {
        String whole = body(ask("GET", "/users/me"));
        fake.faults().inject(Fault.cut());

        String answer = ask("GET", "/users/me");

        assertThat(answer).contains("Content-Length: " + whole.length());
        assertThat(body(answer)).isEqualTo(whole.substring(0, whole.length() / 2));
    }

    @Test
    void slowDrip() throws IOException {
        String whole = body(ask("GET", "/users/me"));
        fake.faults().inject(Fault.slowDrip(Duration.ofMillis(1)));
        Socket socket = send("GET", "/users/me", "");
        int reads = 0;
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int count = read(socket, buffer); count > 0; count = read(socket, buffer)) {
            answer.write(buffer, 0, count);
            reads++;
        }

        assertThat(body(answer.toString(UTF_8))).isEqualTo(whole);
        assertThat(reads).as("pieces in which it came").isGreaterThan(20);
    }

    @Test
    void tooManyRequestsWithAndWithoutAWord() throws IOException {
        fake.faults().inject(Fault.tooManyRequests("7"));
        fake.faults().inject(Fault.tooManyRequests());

        assertThat(ask("GET", "/users/me")).startsWith("HTTP/1.1 429 ").contains("Retry-After: 7\r\n");
        assertThat(ask("GET", "/users/me")).startsWith("HTTP/1.1 429 ").doesNotContain("Retry-After");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 406, 409, 410, 415, 422, 423, 424, 425, 429, 500, 502, 503, 504})
    void eachStatusOfTheFacts(int status) throws IOException {
        fake.faults().inject(Fault.status(status));

        assertThat(ask("GET", "/users/me"))
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("{\"status\":{\"code\":" + status + ",\"message\":\"");
    }

    @Test
    void gatewayPage() throws IOException {
        fake.faults().inject(Fault.gatewayPage());

        assertThat(ask("GET", "/users/me"))
                .startsWith("HTTP/1.1 503 ")
                .contains("Content-Type: text/html")
                .contains("<html>");
    }

    @Test
    void truncatedJson() throws IOException {
        String whole = body(ask("GET", "/users/me"));
        fake.faults().inject(Fault.truncatedJson());

        String answer = ask("GET", "/users/me");

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("Content-Length: " + whole.length() / 2);
        assertThat(body(answer)).isEqualTo(whole.substring(0, whole.length() / 2));
    }

    @Test
    void malformedJson() throws IOException {
        String whole = body(ask("GET", "/users/me"));
        fake.faults().inject(Fault.malformedJson());

        assertThat(body(ask("GET", "/users/me"))).isEqualTo(whole.substring(0, whole.length() - 1) + "]");
    }

    @Test
    void duplicateMember() throws IOException {
        fake.faults().inject(Fault.duplicateMember());

        assertThat(body(ask("GET", "/users/me"))).startsWith("{\"meta\":null,\"meta\":{");
    }

    @Test
    void wrongContentType() throws IOException {
        fake.faults().inject(Fault.wrongContentType());

        assertThat(ask("GET", "/users/me"))
                .startsWith("HTTP/1.1 200 ")
                .contains("Content-Type: text/html")
                .contains("\"status\":{\"code\":200");
    }

    @Test
    void theTokenExpires() throws IOException {
        String before = fake.token();
        fake.faults().inject(Fault.tokenExpired());

        assertThat(ask("GET", "/users/me")).startsWith("HTTP/1.1 401 ");
        assertThat(ask("GET", "/users/me")).as("with the new one").startsWith("HTTP/1.1 200 ");
        assertThat(fake.token()).isNotEqualTo(before);
    }

    @Test
    void tokensAreRevoked() throws IOException {
        fake.faults().inject(Fault.tokensRevoked());

        assertThat(ask("GET", "/users/me")).startsWith("HTTP/1.1 401 ");
        assertThat(ask("GET", "/users/me")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void redirectToOtherHost() throws IOException {
        fake.faults().inject(Fault.redirectToOtherHost());

        String answer = ask("GET", "/users/me");

        assertThat(answer).startsWith("HTTP/1.1 307 ");
        URI location = URI.create(answer.lines()
                .filter(line -> line.startsWith("Location: "))
                .findFirst()
                .orElseThrow()
                .substring("Location: ".length()));
        assertThat(location.getPort()).isNotEqualTo(port());
        assertThat(location.getPath()).isEqualTo("/2/0/users/me");
        exchange(new Socket(location.getHost(), location.getPort()), "GET", location.getPath(), "");
        assertThat(fake.journal().atOtherHost()).hasSize(1);
        assertThat(fake.journal().requests()).hasSize(1);
    }

    @Test
    void theModelIsLockedArchivedOrInMaintenance() throws IOException {
        fake.faults().inject(Fault.modelLocked());
        fake.faults().inject(Fault.modelArchived());
        fake.faults().inject(Fault.modelInMaintenance());

        assertThat(ask("GET", "/users/me")).startsWith("HTTP/1.1 423 ").contains("locked");
        assertThat(ask("GET", "/users/me")).startsWith("HTTP/1.1 422 ").contains("archived");
        assertThat(ask("GET", "/users/me")).startsWith("HTTP/1.1 424 ").contains("maintenance");
    }

    @Test
    void aDormantModelAnswersLate() throws IOException {
        fake.faults().inject(Fault.dormantModel(Duration.ofMinutes(3)));

        assertThat(ask("GET", "/users/me")).startsWith("HTTP/1.1 200 ");
        assertThat(time.passed()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void aFaultHappensToTheRequestsItIsMeantForAsOftenAsItWasSaid() throws IOException {
        givenNightlyLoad();
        fake.faults().inject(2, RequestMatchers.starts(), Fault.status(503));
        fake.faults().inject(RequestMatchers.taskLists(), Fault.status(500));

        assertThat(ask("GET", "/users/me")).startsWith("HTTP/1.1 200 ");
        assertThat(start()).startsWith("HTTP/1.1 503 ");
        assertThat(ask("GET", tasksOfProcess())).startsWith("HTTP/1.1 500 ");
        assertThat(start()).startsWith("HTTP/1.1 503 ");
        assertThat(start()).startsWith("HTTP/1.1 200 ");
        assertThat(ask("GET", tasksOfProcess())).startsWith("HTTP/1.1 200 ");
        assertThatIllegalArgumentException().isThrownBy(() -> fake.faults().inject(0, Fault.reset()));
    }

    @Test
    void anyAnswerAtAll() throws IOException {
        fake.faults().inject(Fault.answer(418, Map.of("X-Tea", "pot"), "short and stout".getBytes(UTF_8)));

        assertThat(ask("GET", "/users/me"))
                .startsWith("HTTP/1.1 418 ")
                .contains("X-Tea: pot\r\n")
                .endsWith("\r\n\r\nshort and stout");
    }

    @Test
    void aRequestIsProcessedBeforeAnyFault() throws IOException {
        givenNightlyLoad();
        fake.faults().inject(Fault.status(504));
        fake.faults().inject(Fault.afterProcessing(Fault.status(504)));

        assertThat(start()).startsWith("HTTP/1.1 504 ");
        assertThat(fake.tasks().all()).isEmpty();
        assertThat(start()).startsWith("HTTP/1.1 504 ");
        assertThat(fake.tasks().all()).hasSize(1);
    }

    @Test
    void aBodyOfOnesOwnIsCutOrStallsOrDrips() throws IOException {
        byte[] body = "body".getBytes(UTF_8);
        fake.faults().inject(Fault.cutMidBody(body, 3));
        fake.faults().inject(Fault.drip(body, Duration.ofMillis(1)));
        fake.faults().inject(Fault.stallMidBody(body, 2));

        assertThat(ask("GET", "/users/me")).endsWith("Content-Length: 4\r\n\r\nbod");
        assertThat(ask("GET", "/users/me")).endsWith("Content-Length: 4\r\n\r\nbody");
        Socket stalled = send("GET", "/users/me", "");
        assertThat(new String(stalled.getInputStream().readNBytes(headLength() + 2), UTF_8))
                .endsWith("Content-Length: 4\r\n\r\nbo");
        stalled.setSoTimeout(100);
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> stalled.getInputStream().read());
    }

    private static int headLength() {
        return "HTTP/1.1 200 Status\r\nContent-Length: 4\r\n\r\n".length();
    }

    @Test
    void aLargeBodyIsAllBlanks() throws IOException {
        fake.faults().inject(Fault.largeBody(100_000));

        assertThat(body(ask("GET", "/users/me"))).hasSize(100_000).isBlank();
    }

    @Test
    void faultsAreEqualByValue() {
        assertThat(Fault.status(500)).isEqualTo(Fault.status(500)).hasSameHashCodeAs(Fault.status(500));
        assertThat(Fault.status(500)).isNotEqualTo(Fault.status(503));
        assertThat(Fault.cutMidBody(new byte[] {1, 2}, 1)).isEqualTo(Fault.cutMidBody(new byte[] {1, 2}, 1));
        assertThat(Fault.cutMidBody(new byte[] {1, 2}, 1)).isNotEqualTo(Fault.cutMidBody(new byte[] {1, 3}, 1));
        assertThat(Fault.canned()).isEqualTo(Fault.canned());
    }

    /** So that a fault with a name and without a test here is noticed. */
    @Test
    void everyNameIsATestHere() {
        Set<String> names = new TreeSet<>();
        Stream.of(Fault.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == Fault.class && !method.isSynthetic())
                .forEach(method -> names.add(method.getName()));

        assertThat(names)
                .containsExactlyInAnyOrder(
                        "noAnswer",
                        "answerLost",
                        "reset",
                        "resetAfterwards",
                        "stall",
                        "stallAfterwards",
                        "cut",
                        "slowDrip",
                        "tooManyRequests",
                        "status",
                        "statusAfterwards",
                        "gatewayPage",
                        "truncatedJson",
                        "malformedJson",
                        "duplicateMember",
                        "wrongContentType",
                        "tokenExpired",
                        "tokensRevoked",
                        "redirectToOtherHost",
                        "modelLocked",
                        "modelArchived",
                        "modelInMaintenance",
                        "dormantModel",
                        "answer",
                        "afterProcessing",
                        "cutMidBody",
                        "stallMidBody",
                        "drip",
                        "largeBody",
                        "json", // any answer, used by many tests
                        "error"); // private
    }

    private void givenNightlyLoad() {
        fake.givenProcess("118000000007", "Nightly load", Scenario.complete());
    }

    private String tasksOfProcess() {
        return "/" + fake.model() + "/processes/118000000007/tasks";
    }

    private String start() throws IOException {
        givenNightlyLoad();
        return ask("POST", tasksOfProcess(), "{\"localeName\":\"en_US\"}");
    }

    private String ask(String method, String path) throws IOException {
        return ask(method, path, "");
    }

    private String ask(String method, String path, String body) throws IOException {
        return exchange(connect(), method, "/2/0" + path, body);
    }

    private Socket send(String method, String path, String body) throws IOException {
        Socket socket = connect();
        write(socket, method, "/2/0" + path, body);
        return socket;
    }

    private String exchange(Socket socket, String method, String path, String body) throws IOException {
        write(socket, method, path, body);
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    private void write(Socket socket, String method, String path, String body) throws IOException {
        sockets.add(socket);
        socket.getOutputStream()
                .write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: AnaplanAuthToken "
                                + fake.token() + "\r\nConnection: close\r\nContent-Length: " + body.length()
                                + "\r\n\r\n" + body)
                        .getBytes(UTF_8));
    }

    private static int read(Socket socket, byte[] buffer) throws IOException {
        InputStream in = socket.getInputStream();
        return in.read(buffer);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port());
        sockets.add(socket);
        return socket;
    }

    private int port() {
        return URI.create(fake.url()).getPort();
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
}
