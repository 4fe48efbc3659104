package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.base.Timeouts;
import io.github.anaplan4j.internal.port.ClientTokens;
import io.github.anaplan4j.internal.port.FakeTokens;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskApiTest {
    private static final String TOKEN = "a-token-made-for-this-test";
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");
    private static final Duration LONG = Duration.ofDays(1);
    private static final String RUNNING = "{\"task\":{\"taskState\":\"IN_PROGRESS\"}}";

    @Test
    void asksForTheTaskWithTheToken() {
        CannedTransport transport = CannedTransport.answering(200, RUNNING);

        TaskStatus status = api(transport).status(TASK, false);

        assertThat(status.state().text()).isEqualTo("IN_PROGRESS");
        assertThat(transport.requests).singleElement().satisfies(request -> {
            assertThat(request.uri())
                    .isEqualTo(URI.create("https://api.anaplan.com/2/0/workspaces/8a81/models/75A4"
                            + "/processes/118000000002/tasks/5B88"));
            assertThat(request.headers())
                    .containsEntry("Authorization", "AnaplanAuthToken " + TOKEN)
                    .containsEntry("Accept", "application/json")
                    .containsEntry("Cache-Control", "no-cache");
            assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(7));
        });
        assertThat(transport.responseClosed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'Thu, 1 Jan 1970 01:00:00 GMT',, 3600",
        "'Wed, 31 Dec 1969 23:59:00 GMT', 0, -60",
        "'Wed, 31 Dec 1969 23:59:00 GMT', 60,",
        "'Wed, 31 Dec 1969 23:59:00 GMT', soon,",
        "yesterday,,",
        ",,",
    })
    void theDateOfAnAnswerTellsHowFarTheServersClockIsAhead(String date, String age, Integer seconds) {
        byte[] body = RUNNING.getBytes(StandardCharsets.UTF_8);
        Map<String, List<String>> headers = new HashMap<>();
        Optional.ofNullable(date).ifPresent(value -> headers.put("Date", List.of(value)));
        Optional.ofNullable(age).ifPresent(value -> headers.put("Age", List.of(value)));
        TaskApi api = new TaskApi(
                Sessions.over(new CannedTransport(200, headers, new ByteArrayInputStream(body)), new ManualTime()));
        assertThat(api.clockAhead()).isEmpty();

        api.status(TASK, false);

        assertThat(api.clockAhead()).isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    /** For it lacks what came since, which would be taken for new later. */
    @ParameterizedTest
    @CsvSource({"1, true", "3600, true", "soon, true", "0, false"})
    void aListThatWasStoredOnTheWayIsNone(String age, boolean isStored) {
        byte[] body = "{\"meta\":{\"paging\":{\"totalSize\":0}}}".getBytes(StandardCharsets.UTF_8);
        TaskApi api = api(new CannedTransport(200, Map.of("Age", List.of(age)), new ByteArrayInputStream(body)));
        ActionRef action = new ModelRef("8a81", "75A4").process("118");

        MalformedResponseException refused =
                catchThrowableOfType(MalformedResponseException.class, () -> api.list(action, LONG));

        assertThat(refused != null).isEqualTo(isStored);
        if (isStored) {
            assertThat(refused).hasMessageContaining("Age: " + age);
        }
    }

    @Test
    void aPollMayTakeItsTimeoutOrWhatItsWatchHasLeft() {
        assertThat(callTimeoutOfPoll(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
        assertThat(callTimeoutOfPoll(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Duration.ofSeconds(7));
    }

    private static Duration callTimeoutOfPoll(Duration atMost) {
        CannedTransport transport = CannedTransport.answering(200, RUNNING);
        api(transport).poll(TASK, false, atMost);
        return transport.requests.get(0).callTimeout();
    }

    @Test
    void aPollWhoseTokenIsRejectedWaitsForNoOther() {
        CannedTransport transport = CannedTransport.answering(401, "");
        ClientTokens renewedByHand = FakeTokens.renewing(new AuthToken(TOKEN), () -> {
            throw new AssertionError("a renewal may take long, and is not for the thread of a poll");
        });

        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> api(transport, renewedByHand).poll(TASK, false, LONG));
        assertThatExceptionOfType(AnaplanApiException.class)
                .as("there is no other")
                .isThrownBy(() -> api(transport).poll(TASK, false, LONG));
        assertThat(transport.requests).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMPLETE", "CANCELLED", "IN_PROGRESS"})
    void aStatusThatNamesAnotherTaskIsNotThisTasks(String state) {
        String another = "{\"task\":{\"taskId\":\"5B89\",\"taskState\":\"" + state + "\"}}";

        assertThatExceptionOfType(MalformedResponseException.class)
                .isThrownBy(() -> api(CannedTransport.answering(200, another)).status(TASK, false))
                .withMessageContaining("5B89");
        assertThatExceptionOfType(MalformedResponseException.class)
                .isThrownBy(() -> api(CannedTransport.answering(200, another)).poll(TASK, false, LONG));
        assertThat(api(CannedTransport.answering(200, another.replace("5B89", "5b88")))
                        .poll(TASK, false, LONG)
                        .state()
                        .text())
                .isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource(ActionKind.class)
    void asksForProcessDetailsOfProcessesAlone(ActionKind kind) {
        CannedTransport transport = CannedTransport.answering(200, RUNNING);
        TaskRef task = new ActionRef(new ModelRef("8a81", "75A4"), kind, "1").task("2");

        api(transport).status(task, true);

        assertThat(transport.requests.get(0).uri().getQuery())
                .isEqualTo(kind == ActionKind.PROCESS ? "includeProcessDetails=true" : null);
    }

    @Test
    void everyIdIsOnePercentEncodedSegmentOfThePath() {
        CannedTransport transport = CannedTransport.answering(200, RUNNING);

        api(transport).status(TaskRef.ofProcess("a+b", "c&d", "e;f=g", "ü*~"), false);

        assertThat(transport.requests.get(0).uri().getRawPath())
                .isEqualTo("/2/0/workspaces/a%2Bb/models/c%26d/processes/e%3Bf%3Dg/tasks/%C3%BC*%7E");
    }

    @Test
    void theDocumentedErrorBodyIsRead() {
        CannedTransport transport = CannedTransport.answering(
                404,
                "{\"status\":{\"code\":404,\"message\":\"Nothing here\"},\"path\":\"/2/0/x\","
                        + "\"timestamp\":\"2026-07-01T10:00:00.123456789Z\"}");

        AnaplanApiException error = apiError(transport);

        assertThat(error.status()).isEqualTo(404);
        assertThat(error.serverMessage()).contains("Nothing here");
        assertThat(error.request()).isEqualTo("GET " + "/2/0/" + TASK);
        assertThat(error.retryAfter()).isEmpty();
        assertThat(transport.responseClosed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"https://api.anaplan.com, true", "https://a.example/2/0/x, true", "https://a.example/x/2/0, false"})
    void aBaseUrlWithoutThePathOfTheApiIsToldWithA404(String base, boolean isTold) {
        CannedTransport transport = CannedTransport.answering(404, "{\"status\":{\"message\":\"Nothing here\"}}");
        ApiSession session = new ApiSession(
                BaseUrl.of(base),
                transport,
                FakeTokens.always("a-token-made-for-this-test"),
                Timeouts.defaults(),
                new Lifecycle(),
                new ManualTime());

        assertThatExceptionOfType(AnaplanApiException.class)
                .isThrownBy(() -> new TaskApi(session).status(TASK, false))
                .withMessageContaining("Nothing here")
                .satisfies(error -> assertThat(
                                error.getMessage().endsWith(" The API URL is " + base + "; Anaplan's ends in /2/0."))
                        .isEqualTo(isTold));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Bad\r\nGateway</html>",
                "{",
                "[]",
                "{\"status\":\"FAILURE_BAD_CREDENTIAL\"}",
                "{\"status\":{\"message\":{}}}",
                "{\"error\":\"invalid\"}"
            })
    void anyOtherErrorBodyIsKeptAsText(String body) {
        AnaplanApiException error = apiError(CannedTransport.answering(502, body));

        assertThat(error.status()).isEqualTo(502);
        assertThat(error.serverMessage()).isEmpty();
        assertThat(error.body()).isEqualTo(body.replace("\r\n", " "));
    }

    @Test
    void anErrorBodyThatBreaksOffDoesNotHideTheStatus() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SocketException("reset");
            }
        };

        assertThat(apiError(new CannedTransport(503, Map.of(), broken)).status())
                .isEqualTo(503);
    }

    @Test
    void aBodyThatBreaksOffIsATransportFailure() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SocketException("reset");
            }
        };

        TransportException error = catchThrowableOfType(
                TransportException.class,
                () -> api(new CannedTransport(200, Map.of(), broken)).status(TASK, true));

        assertThat(error.kind()).isEqualTo(TransportException.Kind.CONNECTION_LOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "null",
                "[]",
                "\"task\"",
                "{}",
                "{\"task\":null}",
                "{\"task\":[]}",
                "{\"task\":{}}",
                "{\"task\":{\"taskState\":7}}",
                "{\"task\":{\"taskState\":\"COMPLETE\",\"result\":\"fine\"}}",
                "{\"task\":{\"taskState\":\"COMPLETE\",\"result\":{\"successful\":\"true\"}}}",
                "{\"task\":{\"taskState\":\"COMPLETE\",\"result\":{\"failureDumpAvailable\":1}}}",
                "{\"task\":{\"taskState\":\"COMPLETE\",\"result\":{\"nestedResults\":{}}}}",
                "{\"task\":{\"taskState\":\"COMPLETE\",\"result\":{\"nestedResults\":[1]}}}",
                "{\"task\":{\"taskState\":\"COMPLETE\",\"taskState\":\"IN_PROGRESS\"}}",
                "{\"task\":{\"taskState\":\"COMPLETE\"}} {}",
                "{\"task\":{\"taskState\":\"COMPLETE\"}",
                "<html>Sign in</html>"
            })
    void aBodyThatIsNoStatusIsMalformedAndKeptAsText(String body) {
        MalformedResponseException error = malformed(CannedTransport.answering(200, body));

        assertThat(error.body()).isEqualTo(body.replaceAll(" +", " "));
        assertThat(error).hasMessageStartingWith("GET /2/0/" + TASK + " was answered with a body");
    }

    @Test
    void rawTextIsBounded() {
        MalformedResponseException error = malformed(CannedTransport.answering(200, "x".repeat(1_000_000)));

        assertThat(error.body()).hasSize(2_000);
        assertThat(error.getMessage()).hasSizeLessThan(1_000);
    }

    @Test
    void deepNestingIsRefusedWithoutAStackOverflow() {
        String deep = "{\"task\":{\"taskState\":\"COMPLETE\",\"result\":" + "{\"nestedResults\":[".repeat(100_000)
                + "]}".repeat(100_000) + "}}";

        assertThat(malformed(CannedTransport.answering(200, deep))).hasMessageContaining("nested too deeply");
    }

    @Test
    void jsonThatWouldBurstTheMemoryIsRefused() {
        String dense =
                "{\"task\":{\"taskState\":\"COMPLETE\",\"result\":{\"details\":[" + "{},".repeat(2_000_000) + "{}]}}}";

        assertThat(malformed(CannedTransport.answering(200, dense))).hasMessageContaining("too many");
    }

    @Test
    void theParsersWordsAndWhatTheyQuoteStayInside() {
        for (String body : List.of(TOKEN, "{\"" + TOKEN + "\":1,\"" + TOKEN + "\":2}", "{\"task\":\n" + TOKEN + "}")) {
            MalformedResponseException error = malformed(CannedTransport.answering(200, body));

            assertThat(error).hasNoCause().hasMessageNotContaining(TOKEN).hasMessageNotContaining("\n");
            assertThat(error.body()).doesNotContain(TOKEN);
        }
    }

    @Test
    void noPartOfATokenSurvivesTheCut() {
        String longToken = "0123456789abcdef".repeat(30);
        CannedTransport transport = CannedTransport.answering(500, "x".repeat(900) + longToken.repeat(60));
        TaskApi api = api(transport, longToken);

        AnaplanApiException error = catchThrowableOfType(AnaplanApiException.class, () -> api.status(TASK, true));

        assertThat(error.body()).doesNotContain("0123456789abcdef");
    }

    @Test
    void rawTextIsOneLineWhateverControlsItHas() {
        assertThat(apiError(CannedTransport.answering(500, "a\r\nb\u0085c\u2028d\u009Be\u202Ef"))
                        .body())
                .isEqualTo("a b c d e f");
    }

    @ParameterizedTest
    @CsvSource({"5B99, COMPLETE", "5B99, CANCELLED", "5B99, IN_PROGRESS", "5B881, COMPLETE", "5B, COMPLETE"})
    void theStatusOfAnotherTaskIsNotThisOnes(String id, String state) {
        String answer = "{\"task\":{\"taskId\":\"" + id + "\",\"taskState\":\"" + state + "\"}}";

        assertThat(malformed(CannedTransport.answering(200, answer)))
                .hasMessageContaining("another task")
                .satisfies(error -> assertThat(error.body()).isEqualTo(answer));
        assertThat(catchThrowableOfType(
                        MalformedResponseException.class,
                        () -> api(CannedTransport.answering(200, answer)).poll(TASK, true, LONG)))
                .hasMessageContaining("another task");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5B88", "5b88", "5B88_1", "5b88-11", ""})
    void anIdThatMayBeTheTasksIsItsOwn(String id) {
        String answer = "{\"task\":{\"taskId\":\"" + id + "\",\"taskState\":\"COMPLETE\"}}";

        assertThat(api(CannedTransport.answering(200, answer))
                        .status(TASK, true)
                        .taskId())
                .isEqualTo(id);
    }

    @Test
    void theTokenIsCutOutOfWhatAServerEchoes() {
        AnaplanApiException error = apiError(CannedTransport.answering(
                500, "{\"status\":{\"message\":\"bad header AnaplanAuthToken " + TOKEN + "\"}}"));

        assertThat(error.body()).contains("[token]").doesNotContain(TOKEN);
        assertThat(error.getMessage()).contains("[token]").doesNotContain(TOKEN);
    }

    @Test
    void retryAfterIsPassedOn() {
        CannedTransport transport =
                new CannedTransport(429, Map.of("retry-after", List.of("17")), new ByteArrayInputStream(new byte[0]));

        assertThat(apiError(transport).retryAfter()).contains(Duration.ofSeconds(17));
    }

    private static AnaplanApiException apiError(CannedTransport transport) {
        return catchThrowableOfType(
                AnaplanApiException.class, () -> api(transport).status(TASK, true));
    }

    private static MalformedResponseException malformed(CannedTransport transport) {
        return catchThrowableOfType(
                MalformedResponseException.class, () -> api(transport).status(TASK, true));
    }

    private static TaskApi api(CannedTransport transport) {
        return api(transport, TOKEN);
    }

    private static TaskApi api(CannedTransport transport, String token) {
        return api(transport, FakeTokens.always(token));
    }

    private static TaskApi api(CannedTransport transport, ClientTokens tokens) {
        return new TaskApi(new ApiSession(
                BaseUrl.of("https://api.anaplan.com/2/0"),
                transport,
                tokens,
                Timeouts.defaults().withPoll(Duration.ofSeconds(7)),
                new Lifecycle(),
                TimeSource.system()));
    }
}
