package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.Departure;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.StartOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers to a read are the answer to it. */
class ReadAnswerTest {
    private static final ModelRef MODEL = new ModelRef("8a81", "75A4");
    private static final Duration LONG = Duration.ofDays(1);
    private static final String ENVELOPE = "\"status\":{\"code\":200,\"message\":\"Success\"}";

    /** Whatever reads JSON, with a body that it takes. */
    private enum EachRead {
        POLL(task(), session -> new TaskApi(session).poll(MODEL.process("1").task("T"), true, LONG)),
        STATUS(task(), session -> new TaskApi(session).status(MODEL.process("1").task("T"), true)),
        PROCESS("{\"processMetadata\":{}}", session -> new DefinitionApi(session).process(MODEL.process("1"))),
        MODEL_ITSELF(
                "{\"model\":{\"id\":\"M\",\"currentWorkspaceId\":\"W\"}}",
                session -> new DefinitionApi(session).model(MODEL)),
        USER("{\"user\":{\"email\":\"ada@example.com\"}}", session -> new DefinitionApi(session).user()),
        TASKS(rows("tasks", 1), session -> new TaskApi(session).list(MODEL.process("1"), LONG)),
        CHUNKS(rows("chunks", 1), session -> new ContentApi(session).chunkIds(content())),
        MODELS(rows("models", 1), session -> new DefinitionApi(session).models()),
        FILES(rows("files", 1), session -> new DefinitionApi(session).files(MODEL)),
        PROCESSES(rows("processes", 1), session -> new DefinitionApi(session).actions(MODEL, ActionKind.PROCESS)),
        IMPORTS(rows("imports", 1), session -> new DefinitionApi(session).actions(MODEL, ActionKind.IMPORT)),
        EXPORTS(rows("exports", 1), session -> new DefinitionApi(session).actions(MODEL, ActionKind.EXPORT)),
        ACTIONS(rows("actions", 1), session -> new DefinitionApi(session).actions(MODEL, ActionKind.ACTION));

        private static final Set<EachRead> LISTS = EnumSet.range(TASKS, ACTIONS);

        private final String body;
        private final Function<ApiSession, Object> read;

        EachRead(String body, Function<ApiSession, Object> read) {
            this.body = body;
            this.read = read;
        }

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static String task() {
            return "{\"task\":{\"taskState\":\"IN_PROGRESS\"}}";
        }

        private static ContentRef content() {
            return new ContentRef.OfFile(new FileRef(MODEL, "113"));
        }

        private static String rows(String key, int announced) {
            return "{\"meta\":{\"paging\":{\"totalSize\":" + announced + "}},\"" + key
                    + "\":[{\"id\":\"0\",\"taskId\":\"T\",\"currentWorkspaceId\":\"W\"}]}";
        }
    }

    static Stream<EachRead> lists() {
        return EachRead.LISTS.stream();
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheStatus200BringsContent(EachRead each) {
        assertThatCode(() -> read(each, 200, each.body)).doesNotThrowAnyException();
        for (int status : new int[] {201, 202, 203, 205, 206, 207, 226, 299}) {
            assertThatExceptionOfType(MalformedResponseException.class)
                    .as("%s", status)
                    .isThrownBy(() -> read(each, status, each.body))
                    .withMessageContaining("status " + status)
                    .satisfies(refused -> assertThat(refused.body()).isEqualTo(each.body));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPartIsNoAnswer(EachRead each) {
        assertThatExceptionOfType(MalformedResponseException.class)
                .isThrownBy(() -> each.read.apply(session(part(each.body, "bytes 0-9/900"))))
                .withMessageContaining("a part");
        assertThatCode(() -> each.read.apply(session(part(each.body, "bytes 0-9/10"))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void noContentIsNoAnswer(EachRead each) {
        assertThatExceptionOfType(AnaplanException.class)
                .isThrownBy(() -> read(each, 204, ""))
                .isInstanceOf(each == EachRead.CHUNKS ? NoContentException.class : MalformedResponseException.class);
    }

    /** Whatever else is taken for lost, and looked for; so is what has no task in it. */
    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202})
    void aTaskIsAnAnswerToAStart(int status) {
        TaskApi api = new TaskApi(session(answer(status, "{\"task\":{\"taskId\":\"T\"}}")));

        assertThat(api.start(MODEL.process("1"), StartOptions.defaults(), new Departure()))
                .isEqualTo(MODEL.process("1").task("T"));
    }

    /** Anaplan leaves out the rows of an empty list, and sometimes the paging as well. */
    @ParameterizedTest
    @MethodSource("lists")
    void anEmptyListSaysThatItIsOne(EachRead list) {
        for (String body : List.of(
                "{\"meta\":{\"paging\":{\"totalSize\":0}}}",
                "{\"meta\":{\"paging\":{\"currentPageSize\":0,\"totalSize\":0,\"offset\":0}}," + ENVELOPE + "}",
                "{\"meta\":{\"schema\":\"x\"}," + ENVELOPE + "}",
                "{\"" + list.key() + "\":[]}")) {
            if (list == EachRead.CHUNKS) {
                assertThatExceptionOfType(NoContentException.class).isThrownBy(() -> read(list, 200, body));
            } else {
                assertThat((List<?>) read(list, 200, body)).as(body).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lists")
    void whatHasNoRowsAndDoesNotSaySoIsNoList(EachRead list) {
        for (String body : List.of(
                "{}",
                "{\"" + list.key() + "\":null}",
                "{\"others\":[]}",
                "{\"meta\":{}}",
                "{\"meta\":{\"paging\":{}}}",
                "{\"meta\":{\"paging\":{}}," + ENVELOPE + "}",
                "{" + ENVELOPE + "}",
                "{\"meta\":{\"schema\":\"x\"},\"status\":{\"code\":500,\"message\":\"Internal error\"}}",
                "{\"status\":{\"code\":404,\"message\":\"Not found\"},\"path\":\"/2/0\"}",
                "{\"error\":\"invalid\"}")) {
            assertThatExceptionOfType(MalformedResponseException.class)
                    .as(body)
                    .isThrownBy(() -> read(list, 200, body))
                    .withMessageContaining("has no \"" + list.key() + "\"");
        }
    }

    @ParameterizedTest
    @MethodSource("lists")
    void fewerRowsThanAnnouncedAreNoList(EachRead list) {
        String empty = "{\"meta\":{\"paging\":{\"totalSize\":3}}," + ENVELOPE + "}";
        String again = EachRead.rows(list.key(), 3);

        for (String next : List.of(empty, again, "{\"meta\":{\"paging\":{\"totalSize\":0}}}")) {
            assertThatExceptionOfType(MalformedResponseException.class)
                    .as(next)
                    .isThrownBy(() -> list.read.apply(session(answer(200, again), answer(200, next))))
                    .withMessageContaining("a list of 3 rows of which 1 came");
        }
        assertThatExceptionOfType(MalformedResponseException.class)
                .isThrownBy(() -> read(list, 200, empty))
                .withMessageContaining("a list of 3 rows of which 0 came");
    }

    /** The announced size is known to be too small at times. */
    @ParameterizedTest
    @MethodSource("lists")
    void moreRowsThanAnnouncedAreAList(EachRead list) {
        for (int announced : new int[] {0, 1}) {
            String body = EachRead.rows(list.key(), announced)
                    .replace("}]", "},{\"id\":\"1\",\"taskId\":\"U\",\"currentWorkspaceId\":\"W\"}]");

            assertThat((List<?>) read(list, 200, body)).hasSize(2);
        }
    }

    private static Object read(EachRead read, int status, String body) {
        return read.read.apply(session(answer(status, body)));
    }

    private record Canned(int status, Map<String, List<String>> headers, String body) {}

    private static Canned answer(int status, String body) {
        return new Canned(status, Map.of(), body);
    }

    private static Canned part(String body, String range) {
        return new Canned(200, Map.of("Content-Range", List.of(range)), body);
    }

    /** A session whose requests are answered one after the other. */
    private static ApiSession session(Canned... answers) {
        Deque<Canned> left = new ArrayDeque<>(List.of(answers));
        HttpTransport transport = new HttpTransport() {
            @Override
            public TransportResponse execute(TransportRequest request) {
                Canned next = left.remove();
                return new TransportResponse(
                        next.status(),
                        next.headers(),
                        new ByteArrayInputStream(next.body().getBytes(StandardCharsets.UTF_8)),
                        () -> {});
            }

            @Override
            public void close() {}
        };
        return Sessions.over(transport, new ManualTime());
    }
}
