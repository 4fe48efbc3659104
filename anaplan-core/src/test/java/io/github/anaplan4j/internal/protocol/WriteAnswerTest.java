package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers to a write are the answer to it. */
class WriteAnswerTest {
    private static final ModelRef MODEL = new ModelRef("8a81", "75A4");
    private static final FileRef FILE = new FileRef(MODEL, "113");
    private static final String SUCCESS = "{\"meta\":{},\"status\":{\"code\":200,\"message\":\"Success\"}}";
    private static final String OF_A_FILE = "{\"status\":{\"code\":200},\"file\":{\"id\":\"113\",\"chunkCount\":1}}";
    private static final String PAGE = "<!DOCTYPE html><html><body>Blocked</body></html>";

    /** Whatever writes but a start, which is another matter. */
    private enum EachWrite {
        ANNOUNCE(session -> new ContentApi(session).announce(FILE, 1)),
        PUT(session -> new ContentApi(session).put(FILE, 0, new byte[1], false)),
        COMPLETE(session -> new ContentApi(session).complete(FILE)),
        CANCEL(session -> new TaskApi(session).cancel(MODEL.process("1").task("T")));

        private static final Set<EachWrite> WITHOUT_CONTENT = EnumSet.of(PUT, COMPLETE, CANCEL);

        private final Consumer<ApiSession> write;

        EachWrite(Consumer<ApiSession> write) {
            this.write = write;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEnvelopeThatTellsOfSuccessIsAnAnswer(EachWrite each) {
        assertThatCode(() -> send(each, 200, SUCCESS)).doesNotThrowAnyException();
        assertThatCode(() -> send(each, 200, OF_A_FILE)).doesNotThrowAnyException();
        assertThatCode(() -> send(each, 200, "{\"status\":{\"code\":299}}")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsAnAnswerToAllButAQuestion(EachWrite each) {
        for (int status : new int[] {200, 204}) {
            if (EachWrite.WITHOUT_CONTENT.contains(each)) {
                assertThatCode(() -> send(each, status, "")).doesNotThrowAnyException();
            } else {
                assertThatExceptionOfType(MalformedResponseException.class).isThrownBy(() -> send(each, status, ""));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPageIsNoAnswer(EachWrite each) {
        assertThatExceptionOfType(MalformedResponseException.class)
                .isThrownBy(() -> send(each, 200, PAGE))
                .withMessageContaining("Blocked");
    }

    @ParameterizedTest
    @EnumSource
    void jsonThatTellsOfNoSuccessIsNoAnswer(EachWrite each) {
        for (String body : new String[] {
            "{\"status\":{\"code\":500,\"message\":\"Internal error\"}}",
            "{\"status\":{\"code\":500,\"message\":\"Internal error\"},\"file\":{},\"task\":{}}",
            "{\"status\":{\"code\":199}}",
            "{\"status\":{\"code\":300}}",
            "{\"status\":\"FAILURE\"}",
            "{\"error\":\"invalid\"}",
            "{}",
            "[]",
            "null"
        }) {
            assertThatExceptionOfType(MalformedResponseException.class)
                    .as(body)
                    .isThrownBy(() -> send(each, 200, body))
                    .satisfies(refused -> assertThat(refused.body()).isEqualTo(body));
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherStatusesAreNoAnswer(EachWrite each) {
        for (int status : new int[] {201, 202, 203, 205, 206, 207, 226, 299}) {
            if (each == EachWrite.CANCEL && status == 202) {
                continue; // what is accepted is being cancelled
            }
            assertThatExceptionOfType(MalformedResponseException.class)
                    .as("%s", status)
                    .isThrownBy(() -> send(each, status, OF_A_FILE))
                    .withMessageContaining("status " + status);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPartIsNoAnswerWhateverItsStatus(EachWrite each) {
        CannedTransport part = new CannedTransport(
                200,
                Map.of("Content-Range", List.of("bytes 0-9/100")),
                new ByteArrayInputStream(OF_A_FILE.getBytes(StandardCharsets.UTF_8)));

        assertThatExceptionOfType(MalformedResponseException.class)
                .isThrownBy(() -> each.write.accept(Sessions.over(part, new ManualTime())))
                .withMessageContaining("a part, as its Content-Range says");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void aCancelMayBeAnsweredWithTheTaskOrNothing(int status) {
        String body = status == 204 ? "" : "{\"task\":{\"taskId\":\"T\",\"taskState\":\"CANCELLING\"}}";

        assertThatCode(() -> send(EachWrite.CANCEL, status, body)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 203})
    void aPageIsNoLogOut(int status) {
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> logOut(status, PAGE))
                .withMessageContaining("answered with " + status);
    }

    @Test
    void nothingIsTheAnswerToALogOut() {
        assertThatCode(() -> logOut(204, "")).doesNotThrowAnyException();
        assertThatCode(() -> logOut(200, "")).doesNotThrowAnyException();
        assertThatExceptionOfType(LoginFailedException.class).isThrownBy(() -> logOut(202, ""));
    }

    private static void logOut(int status, String body) {
        AuthApi service = new AuthApi(
                BaseUrl.of("https://auth.anaplan.com"),
                CannedTransport.answering(status, body),
                Duration.ofSeconds(30),
                new Lifecycle(),
                new ManualTime());
        service.logOut(new AuthToken("a-token-made-for-this-test"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsToldWithTheHostAlone(int status) {
        CannedTransport elsewhere = new CannedTransport(
                status,
                Map.of("Location", List.of("https://ada:pw@login.example.com/in?next=secret")),
                InputStream.nullInputStream());

        for (EachWrite each : EachWrite.values()) {
            assertThatExceptionOfType(AnaplanApiException.class)
                    .isThrownBy(() -> each.write.accept(Sessions.over(elsewhere, new ManualTime())))
                    .withMessageContaining("It leads to login.example.com.")
                    .withMessageNotContaining("secret")
                    .withMessageNotContaining("pw")
                    .satisfies(refused -> assertThat(refused.status()).isEqualTo(status));
        }
    }

    private static void send(EachWrite each, int status, String body) {
        each.write.accept(Sessions.over(CannedTransport.answering(status, body), new ManualTime()));
    }
}
