package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.anaplan4j.Bounded;
import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.auth.UserCode;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.base.Printable;
import io.github.anaplan4j.internal.port.ChunkBuffer;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.Departure;
import io.github.anaplan4j.internal.port.Login;
import io.github.anaplan4j.internal.port.OAuthGrants;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.ChunkedBody;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskStatus;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is answered to whatever was asked, it is read or refused as documented, on one line, after few requests.
 *
 * <p>An input is a letter for the operation, a letter for the status, lines of headers, an empty line, and a body, in
 * chunks if a header is {@code Transfer-Encoding}.
 */
class AnswersFuzzTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ModelRef MODEL = new ModelRef("W", "M");
    private static final ActionRef PROCESS = MODEL.action(ActionKind.PROCESS, "P");
    private static final FileRef FILE = new FileRef(MODEL, "F");
    private static final ContentRef DUMP = new ContentRef.OfDump(new DumpRef(PROCESS.task("T"), null));
    private static final Login LOGIN = new Login() {
        @Override
        public Request request(Instant now) {
            return new Request("Basic login-of-this-test", Map.of("encodedData", "data-of-this-test"));
        }

        @Override
        public String cure() {
            return "Check it.";
        }
    };
    private static final OAuthGrants.DeviceCodes CODES = new OAuthGrants.DeviceCodes(
            "device-code",
            new UserCode("user-code", "https://us1a.app.anaplan.com", null, Duration.ofMinutes(1)),
            Duration.ofSeconds(5));
    private static final int[] STATUSES = {200, 204, 400, 401, 403, 404, 429, 500, 201, 202, 206, 302, 407, 503};
    private static final List<Function<HttpTransport, @Nullable Object>> OPERATIONS = List.of(
            transport -> tasks(transport).poll(PROCESS.task("T"), true, LONG),
            transport -> tasks(transport).start(PROCESS, StartOptions.defaults(), new Departure()),
            transport -> tasks(transport).list(PROCESS, LONG),
            transport -> tasks(transport).latest(PROCESS, 20, LONG),
            doing(transport -> tasks(transport).cancel(PROCESS.task("T"))),
            transport -> definitions(transport).files(MODEL),
            transport -> definitions(transport).actions(MODEL, ActionKind.IMPORT),
            transport -> definitions(transport).process(PROCESS),
            transport -> contents(transport).chunkIds(new ContentRef.OfFile(FILE)),
            doing(transport -> contents(transport).chunk(DUMP, "0", new ChunkBuffer())),
            doing(transport -> contents(transport).complete(FILE)),
            doing(transport -> contents(transport).announce(FILE, 1)),
            transport -> logins(transport).refresh(new AuthToken("token-of-this-test")),
            doing(transport -> logins(transport).logOut(new AuthToken("token-of-this-test"))),
            transport -> grants(transport).refresh(OAuthClient.of("client"), "refresh-token"),
            transport ->
                    grants(transport).requestCodes(OAuthClient.of("client")).userCode(),
            AnswersFuzzTest::statusAndClock,
            transport -> definitions(transport).actions(MODEL, ActionKind.PROCESS),
            transport -> definitions(transport).actions(MODEL, ActionKind.EXPORT),
            transport -> definitions(transport).actions(MODEL, ActionKind.ACTION),
            transport -> contents(transport).chunkIds(DUMP),
            doing(transport -> contents(transport).chunk(DUMP, "1", new ChunkBuffer())),
            doing(transport -> contents(transport).chunk(new ContentRef.OfFile(FILE), "0", new ChunkBuffer())),
            doing(transport -> contents(transport).put(FILE, 0, new byte[] {1}, true)),
            transport -> logins(transport).logIn(LOGIN),
            transport -> grants(transport).redeem(OAuthClient.of("client"), CODES),
            transport -> definitions(transport).models(),
            transport -> definitions(transport).model(MODEL),
            doing(transport -> definitions(transport).user()));

    @FuzzTest(maxDuration = "20s")
    void anyAnswerIsReadOrRefused(byte[] input) {
        if (input.length < 2) {
            return;
        }
        Bounded.run(() -> {
            Answering transport = new Answering(input);
            assertThat(said(transport, OPERATIONS.get(letter(input[0], OPERATIONS.size()))))
                    .matches(text -> text.codePoints().allMatch(Printable::isPrintable), "on one line");
            assertThat(transport.requests).isLessThanOrEqualTo(2);
        });
    }

    private static String said(HttpTransport transport, Function<HttpTransport, @Nullable Object> operation) {
        try {
            return String.valueOf(operation.apply(transport));
        } catch (AnaplanException documented) { // the one way to refuse an answer
            return documented.getMessage();
        }
    }

    private static int letter(byte letter, int most) {
        return Math.floorMod(letter - 'a', most);
    }

    private static Function<HttpTransport, @Nullable Object> doing(Consumer<HttpTransport> operation) {
        return transport -> {
            operation.accept(transport);
            return null;
        };
    }

    private static Object statusAndClock(HttpTransport transport) {
        TaskApi tasks = tasks(transport);
        TaskStatus status = tasks.status(PROCESS.task("T"), true);
        return List.of(status, tasks.clockAhead());
    }

    private static TaskApi tasks(HttpTransport transport) {
        return new TaskApi(Sessions.over(transport, new ManualTime()));
    }

    private static DefinitionApi definitions(HttpTransport transport) {
        return new DefinitionApi(Sessions.over(transport, new ManualTime()));
    }

    private static ContentApi contents(HttpTransport transport) {
        return new ContentApi(Sessions.over(transport, new ManualTime()));
    }

    private static AuthApi logins(HttpTransport transport) {
        BaseUrl base = BaseUrl.of("https://auth.anaplan.com");
        return new AuthApi(base, transport, LONG, new Lifecycle(), new ManualTime());
    }

    private static OAuthApi grants(HttpTransport transport) {
        BaseUrl base = BaseUrl.of("https://us1a.app.anaplan.com");
        return new OAuthApi(base, transport, LONG, new Lifecycle(), new ManualTime());
    }

    private static final class Answering implements HttpTransport {
        private final int status;
        private final Map<String, List<String>> headers = new HashMap<>();
        private final byte[] body;
        private int requests;

        Answering(byte[] input) {
            status = STATUSES[letter(input[1], STATUSES.length)];
            String text = new String(input, 2, input.length - 2, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\n\n");
            text.substring(0, Math.max(0, end)).lines().forEach(line -> {
                String[] header = line.split(": ", 2);
                if (header.length == 2) {
                    headers.computeIfAbsent(header[0], name -> new ArrayList<>())
                            .add(header[1]);
                }
            });
            body = Arrays.copyOfRange(input, Math.min(input.length, end < 0 ? 2 : end + 4), input.length);
        }

        @Override
        public TransportResponse execute(TransportRequest request) {
            requests++;
            InputStream bytes = new ByteArrayInputStream(body);
            InputStream read = headers.containsKey("Transfer-Encoding") ? new ChunkedBody(bytes) : bytes;
            return new TransportResponse(status, headers, read, () -> {});
        }

        @Override
        public void close() {}
    }
}
