package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.auth.UserCode;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.LookupException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.internal.base.Printable;
import io.github.anaplan4j.internal.port.ChunkBuffer;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.report.DumpRow;
import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.task.SuccessCriterion;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.WatchEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says makes no line of a log its own, and gives a terminal no orders. */
class HostileTextTest {
    private static final String EVIL = "a\r\nWARN all is lost\u001B[2J\u009B31m\u0085b\u2028c\u202Ed\u0000";
    private static final String JSON = "a\\r\\nWARN all is lost\\u001B[2J\\u009B31m\\u0085b\\u2028c\\u202Ed\\u0000";
    private static final ModelRef MODEL = new ModelRef("8a81", "75A4");
    private static final ActionRef PROCESS = MODEL.process("118");
    private static final TaskRef TASK = PROCESS.task("T1");
    private static final ContentRef FILE = new ContentRef.OfFile(new FileRef(MODEL, "113"));

    @Test
    void aValueKeepsWhatTheServerSaidAndPrintsOnOneLine() throws Exception {
        TaskStatus status = status();
        TaskOutcome outcome = TaskOutcome.of(TASK, status, SuccessCriterion.strict());

        assertThat(status.currentStep()).isEqualTo(EVIL);
        assertThat(status.result().details().get(0).pairs().get(0).key()).isEqualTo(EVIL);
        assertThat(Stream.of(
                        status,
                        status.state(),
                        TaskState.of(EVIL),
                        status.result().details().get(0).pairs(),
                        outcome,
                        outcome.dumps(),
                        TaskReport.of(outcome, EVIL, List.of(new ProcessStep("1", EVIL, EVIL)))
                                .steps(),
                        new ListedTask(TASK, TaskState.of(EVIL), null),
                        new DumpRow(List.of(EVIL), List.of(EVIL)),
                        new WatchEvent.Polled(TASK, Duration.ZERO, status),
                        new WatchEvent.StateChanged(TASK, Duration.ZERO, null, TaskState.of(EVIL)),
                        new WatchEvent.StepChanged(TASK, Duration.ZERO, EVIL, EVIL),
                        new WatchEvent.Ended(TASK, Duration.ZERO, outcome),
                        new WatchEvent.GaveUp(TASK, Duration.ZERO, GiveUpReason.TIME_SPENT, status)))
                .allSatisfy(value -> assertShown(value.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"processes", "imports", "exports", "actions"})
    void definitionsPrintOnOneLine(String collection) {
        String rows = "{\"" + collection + "\":[{\"id\":\"1\",\"name\":\"" + JSON + "\",\"code\":\"" + JSON
                + "\",\"importType\":\"" + JSON + "\",\"importDataSourceId\":\"" + JSON + "\"}]}";
        ActionKind kind = ActionKind.ofCollection(collection).orElseThrow();

        List<ActionDefinition> definitions = new DefinitionApi(answering(rows)).actions(MODEL, kind);

        assertThat(definitions).extracting(ActionDefinition::name).containsExactly(EVIL);
        assertShown(definitions.toString());
        List<LookupException.Candidate> candidates = definitions.stream()
                .map(action -> new LookupException.Candidate(action.name(), EVIL))
                .toList();
        assertShown(new LookupException(kind.collection(), EVIL, EVIL, candidates, true).getMessage());
        assertShown(new LookupException(kind.collection(), EVIL, EVIL, List.of(), true).getMessage());
    }

    @Test
    void filesAndStepsPrintOnOneLine() {
        String text = "\"" + JSON + "\"";
        String files =
                "{\"files\":[{\"id\":\"1\",\"name\":" + text + ",\"format\":" + text + ",\"encoding\":" + text + "}]}";
        String process = "{\"processMetadata\":{\"name\":" + text + ",\"actions\":[{\"id\":" + text + ",\"name\":"
                + text + ",\"actionType\":" + text + "}]}}";

        assertShown(new DefinitionApi(answering(files)).files(MODEL).toString());
        assertShown(
                new DefinitionApi(answering(process)).process(PROCESS).steps().toString());
    }

    @Test
    void whatAPersonIsToldToTypeIsOnOneLine() {
        assertShown(new UserCode(EVIL, "https://host/" + EVIL, null, Duration.ofMinutes(1)).toString());
    }

    @Test
    void messagesAreOnLinesOfOurOwn() throws Exception {
        TaskStatus status = status();
        ListedTask listed = new ListedTask(TASK, TaskState.of(EVIL), null);
        IOException broken = new IOException(EVIL);

        assertShown(new WatchGivenUpException(TASK, GiveUpReason.TIME_SPENT, Duration.ZERO, 1, status, broken)
                .getMessage());
        assertShown(TransportException.from("GET /x", broken).getMessage());
        assertShown(TransportException.notConnected("GET /x", EVIL, null).getMessage());
        assertThat(new StartUncertainException(PROCESS, Instant.EPOCH, List.of(listed), true, "a ledger", null)
                        .getMessage()
                        .lines())
                .hasSize(3)
                .allSatisfy(HostileTextTest::assertShown);
    }

    static List<String> headers() {
        return List.of(
                "Age",
                "Content-Encoding",
                "Content-Length",
                "Content-Range",
                "Content-Type",
                "Date",
                "Location",
                "Retry-After",
                "Transfer-Encoding");
    }

    @ParameterizedTest
    @MethodSource("headers")
    void headersAreQuotedOnOneLine(String header) {
        for (int status : new int[] {200, 302, 404, 503}) {
            for (String value : List.of(EVIL, "5, " + EVIL, "https://host/" + EVIL, "text/html;" + EVIL)) {
                ApiSession session = session(status, Map.of(header, List.of(value, "7")), "{}");
                AnaplanException refused = catchThrowableOfType(
                        AnaplanException.class, () -> new TaskApi(session).poll(TASK, true, Duration.ofDays(1)));

                assertShown(refused.getMessage());
            }
        }
    }

    /** A search that goes back over what it has seen would take minutes. */
    @Timeout(10)
    @ParameterizedTest
    @MethodSource("headers")
    void whateverAHeaderRepeatsItIsSearchedOnce(String header) {
        for (String piece : List.of(" ", "1", ",", ", ", "a", "-", "/", "html", "bytes 0-1/1 ", "1 Jan ")) {
            for (String start : List.of("", "bytes 0-", "text/")) {
                Map<String, List<String>> headers =
                        Map.of(header, List.of(start + piece.repeat(100_000 / piece.length()) + "!"));
                for (int status : new int[] {200, 302}) {
                    Throwable refused = catchThrowable(() ->
                            new ContentApi(session(status, headers, "content")).chunk(FILE, "0", new ChunkBuffer()));
                    assertThat(refused == null || refused instanceof AnaplanException)
                            .as("%s", refused)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json", "multipart/x"})
    void whatIsNoChunkIsQuotedOnOneLine(String type) {
        ApiSession session = session(200, Map.of("Content-Type", List.of(type + EVIL, type)), EVIL);

        AnaplanException refused = catchThrowableOfType(
                AnaplanException.class, () -> new ContentApi(session).chunk(FILE, "0", new ChunkBuffer()));

        assertShown(refused.getMessage());
    }

    private static TaskStatus status() throws Exception {
        String text = "\"" + JSON + "\"";
        String details =
                "[{\"type\":" + text + ",\"localMessageText\":" + text + ",\"values\":[" + text + "," + text + "]}]";
        String result = "{\"objectId\":" + text + ",\"objectName\":" + text + ",\"successful\":false,\"details\":"
                + details + ",\"failureDumpAvailable\":true,\"nestedResults\":[{\"objectId\":" + text
                + ",\"objectName\":" + text + ",\"failureDumpAvailable\":true,\"details\":" + details + "}]}";
        String task = "{\"task\":{\"taskState\":\"COMPLETE\",\"currentStep\":" + text + ",\"cancelledBy\":" + text
                + ",\"result\":" + result + "}}";
        return TaskStatusDecoder.decode(Json.object(task.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertShown(String text) {
        assertThat(text).isNotEmpty();
        assertThat(text.codePoints().filter(c -> !Printable.isPrintable(c)).boxed())
                .as(text)
                .isEmpty();
    }

    private static ApiSession answering(String body) {
        return session(200, Map.of(), body);
    }

    private static ApiSession session(int status, Map<String, List<String>> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return Sessions.over(new CannedTransport(status, headers, new ByteArrayInputStream(bytes)), new ManualTime());
    }
}
