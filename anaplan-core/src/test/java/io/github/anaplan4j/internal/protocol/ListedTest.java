package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of lists. */
class ListedTest {
    private static final ModelRef MODEL = new ModelRef("8a81", "75A4");
    private static final ActionRef PROCESS = MODEL.process("118");
    private static final ContentRef FILE = new ContentRef.OfFile(new FileRef(MODEL, "113"));
    private static final ContentRef DUMP = new ContentRef.OfDump(new DumpRef(PROCESS.task("5B88"), "112"));
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void tasksComeLatestFirstAndThoseWithoutATimeLast() {
        String tasks = "{\"tasks\":[{\"taskId\":\"B\",\"creationTime\":2000},{\"taskId\":\"N\"},"
                + "{\"taskId\":\"C\",\"creationTime\":\"3000\"},{\"taskId\":\"A\",\"creationTime\":1000}]}";

        for (List<ListedTask> listed :
                List.of(tasks(tasks).list(PROCESS, LONG), tasks(tasks).latest(PROCESS, 20, LONG))) {
            assertThat(listed)
                    .extracting(each -> each.task().taskId(), ListedTask::creationTime)
                    .containsExactly(
                            tuple("C", Instant.ofEpochSecond(3)),
                            tuple("B", Instant.ofEpochSecond(2)),
                            tuple("A", Instant.ofEpochSecond(1)),
                            tuple("N", null));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"task\":{\"taskId\":\"5B88\",\"taskState\":\"IN_PROGRESS\"}}",
                "{\"taskId\":\"5B88\",\"taskState\":\"IN_PROGRESS\"}",
                "{\"task\":{\"taskId\":\"X\"},\"tasks\":[{\"taskId\":\"5B88\",\"taskState\":\"IN_PROGRESS\"}]}"
            })
    void aTaskAloneIsAListOfOne(String answer) {
        assertThat(tasks(answer).list(PROCESS, LONG)).singleElement().satisfies(listed -> {
            assertThat(listed.task()).isEqualTo(PROCESS.task("5B88"));
            assertThat(listed.state().text()).isEqualTo("IN_PROGRESS");
        });
    }

    private static TaskApi tasks(String answer) {
        return new TaskApi(Sessions.over(CannedTransport.answering(200, answer), new ManualTime()));
    }

    @Test
    void chunksAreInTheOrderOfTheirNumbers() {
        List<String> numbers = IntStream.range(0, 12).mapToObj(String::valueOf).toList();

        assertThat(chunks(FILE, 200, listed(numbers.stream().sorted().toList().toArray(String[]::new))))
                .isEqualTo(numbers);
    }

    @ParameterizedTest
    @CsvSource({"1 2, 0", "0 2, 1", "0 1 3, 2", "0 01, 1"})
    void aChunkThatIsMissingMakesTheListNone(String ids, int missing) {
        assertThatExceptionOfType(MalformedResponseException.class)
                .isThrownBy(() -> chunks(FILE, 200, listed(ids.split(" "))))
                .withMessageContaining("chunk " + missing + " is missing or comes twice");
    }

    @Test
    void aListOfNoChunksSaysThatThereIsNoContent() {
        for (ContentRef content : List.of(FILE, DUMP)) {
            assertThatExceptionOfType(NoContentException.class)
                    .isThrownBy(() -> chunks(content, 200, "{\"meta\":{\"paging\":{\"totalSize\":0}}}"))
                    .withMessageContaining("lists no chunks");
            assertThatExceptionOfType(NoContentException.class).isThrownBy(() -> chunks(content, 204, ""));
        }
    }

    @ParameterizedTest
    @CsvSource({"400, true", "404, true", "403, false", "500, false"})
    void aDumpThatIsGoneIsNoErrorOfTheRequest(int status, boolean isGone) {
        assertThatExceptionOfType(isGone ? NoContentException.class : AnaplanApiException.class)
                .isThrownBy(() -> chunks(DUMP, status, ""))
                .withMessageContaining(String.valueOf(status));
        assertThatExceptionOfType(AnaplanApiException.class)
                .as("of a file it is")
                .isThrownBy(() -> chunks(FILE, status, ""));
    }

    private static String listed(String... ids) {
        return List.of(ids).stream()
                .map(id -> "{\"id\":\"" + id + "\"}")
                .collect(Collectors.joining(",", "{\"chunks\":[", "]}"));
    }

    private static List<String> chunks(ContentRef content, int status, String answer) {
        return new ContentApi(Sessions.over(CannedTransport.answering(status, answer), new ManualTime()))
                .chunkIds(content);
    }

    @ParameterizedTest
    @EnumSource
    void anActionHasTheTypeOfItsKind(ActionKind kind) {
        String row = "{\"id\":\"1\",\"name\":\"N\",\"code\":\"C\",\"importType\":\"I\",\"exportType\":\"E\","
                + "\"actionType\":\"A\",\"importDataSourceId\":\"113\"}";
        String type = switch (kind) {
            case PROCESS -> null;
            case IMPORT -> "I";
            case EXPORT -> "E";
            case ACTION -> "A";
        };

        assertThat(actions(kind, row))
                .containsExactly(new ActionDefinition(MODEL.action(kind, "1"), "N", "C", type, "113"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"importDataSourceId\":\"\"", ",\"importDataSourceId\":null"})
    void anImportFromAnotherModelNamesNoSource(String source) {
        assertThat(actions(ActionKind.IMPORT, "{\"id\":\"1\"" + source + "}"))
                .containsExactly(new ActionDefinition(MODEL.action(ActionKind.IMPORT, "1"), "", null, null, null));
    }

    private static List<ActionDefinition> actions(ActionKind kind, String row) {
        String answer = "{\"" + kind.collection() + "\":[" + row + "]}";
        return new DefinitionApi(Sessions.over(CannedTransport.answering(200, answer), new ManualTime()))
                .actions(MODEL, kind);
    }
}
