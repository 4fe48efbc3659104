package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.internal.port.ChunkBuffer;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an answer may have, at the edge and one past it. */
class BoundsTest {
    private static final ModelRef MODEL = new ModelRef("8a81", "75A4");
    private static final ContentRef FILE = new ContentRef.OfFile(new FileRef(MODEL, "113"));

    @Test
    void anAnswerHas8MebibytesAtMost() {
        String task = "{\"task\":{\"taskState\":\"COMPLETE\"}}";
        String largest = task + " ".repeat((8 << 20) - task.length());

        assertThat(poll(200, largest).state()).isEqualTo(TaskState.COMPLETE);
        assertThatExceptionOfType(MalformedResponseException.class)
                .isThrownBy(() -> poll(200, largest + " "))
                .withMessageContaining("longer than 8388608 bytes");
    }

    @Test
    void theWordsOfAnErrorAreReadFrom64KibibytesAtMost() {
        String start = "{\"status\":{\"message\":\"No.\",\"x\":\"";
        String largest = start + "x".repeat(64 * 1024 - start.length() - 3);

        assertThat(refusal(largest + "\"}}").serverMessage()).contains("No.");
        assertThat(refusal(largest + "x\"}}").serverMessage()).isEmpty();
    }

    @Test
    void anExcerptHas2000Characters() {
        assertThat(refusal("x".repeat(2_000)).body()).hasSize(2_000);
        assertThat(refusal("x".repeat(2_001)).body()).hasSize(2_000);
    }

    @Test
    void aChunkHas64MebibytesAtMost() {
        assertThatCode(() -> chunk(64 << 20)).doesNotThrowAnyException();
        assertThatExceptionOfType(MalformedResponseException.class)
                .isThrownBy(() -> chunk((64 << 20) + 1))
                .withMessageContaining("longer than 67108864 bytes");
    }

    @Test
    void jsonIsNestedAHundredDeepAtMost() throws Exception {
        assertThat(Json.object(nested(100)).has("a")).isTrue();
        assertThatExceptionOfType(Json.Unexpected.class)
                .isThrownBy(() -> Json.object(nested(101)))
                .withMessageContaining("nested too deeply");
    }

    @Test
    void jsonHas500000TokensAtMost() throws Exception {
        assertThat(Json.object(dense(500_000)).texts("a")).hasSize(499_995);
        assertThatExceptionOfType(Json.Unexpected.class)
                .isThrownBy(() -> Json.object(dense(500_001)))
                .withMessageContaining("too many");
    }

    @Test
    void aNumberHas40CharactersAtMost() throws Exception {
        assertThat(number(40)).isEqualTo(7);
        assertThat(number(41)).isNull();
    }

    private static Integer number(int length) throws Exception {
        return Json.object(bytes("{\"n\":\"" + "0".repeat(length - 1) + "7\"}")).integer("n");
    }

    private static byte[] nested(int depth) {
        return bytes("{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}");
    }

    private static byte[] dense(int tokens) {
        int others = 5; // the ends of the object and of the array, and a name
        return bytes("{\"a\":[0" + ",0".repeat(tokens - others - 1) + "]}");
    }

    private static TaskStatus poll(int status, String body) {
        ApiSession session = session(status, new ByteArrayInputStream(bytes(body)));
        return new TaskApi(session).status(MODEL.process("1").task("T"), true);
    }

    private static AnaplanApiException refusal(String body) {
        return catchThrowableOfType(AnaplanApiException.class, () -> poll(500, body));
    }

    private static void chunk(int length) {
        InputStream zeros = new InputStream() {
            private int left = length;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int wanted) {
                int count = Math.min(left, wanted);
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
        new ContentApi(session(200, zeros)).chunk(FILE, "0", new ChunkBuffer());
    }

    private static ApiSession session(int status, InputStream body) {
        Map<String, List<String>> headers = Map.of("Content-Type", List.of("application/octet-stream"));
        return Sessions.over(new CannedTransport(status, headers, body), new ManualTime());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
