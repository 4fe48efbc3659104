package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.anaplan4j.Bounded;
import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.ChunkBuffer;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.Departure;
import io.github.anaplan4j.spi.AuthToken;
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
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Whatever is answered to whatever was asked, it is read or refused as documented, after few requests.
 *
 * <p>An input is a letter for the operation, a letter for the status, lines of headers, an empty line, and a body.
 */
class AnswersFuzzTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ModelRef MODEL = new ModelRef("W", "M");
    private static final ActionRef PROCESS = MODEL.action(ActionKind.PROCESS, "P");
    private static final FileRef FILE = new FileRef(MODEL, "F");
    private static final int[] STATUSES = {200, 204, 400, 401, 403, 404, 429, 500, 201, 202, 206, 302, 407, 503};
    private static final List<Consumer<HttpTransport>> OPERATIONS = List.of(
            transport -> tasks(transport).poll(PROCESS.task("T"), true, LONG),
            transport -> tasks(transport).start(PROCESS, StartOptions.defaults(), new Departure()),
            transport -> tasks(transport).list(PROCESS, LONG),
            transport -> tasks(transport).latest(PROCESS, 20, LONG),
            transport -> tasks(transport).cancel(PROCESS.task("T")),
            transport -> definitions(transport).files(MODEL),
            transport -> definitions(transport).actions(MODEL, ActionKind.IMPORT),
            transport -> definitions(transport).process(PROCESS),
            transport -> contents(transport).chunkIds(new ContentRef.OfFile(FILE)),
            transport -> contents(transport)
                    .chunk(new ContentRef.OfDump(new DumpRef(PROCESS.task("T"), null)), "0", new ChunkBuffer()),
            transport -> contents(transport).complete(FILE),
            transport -> contents(transport).announce(FILE, 1),
            transport -> logins(transport).refresh(new AuthToken("token-of-this-test")),
            transport -> logins(transport).logOut(new AuthToken("token-of-this-test")),
            transport -> grants(transport).refresh(OAuthClient.of("client"), "refresh-token"),
            transport -> grants(transport).requestCodes(OAuthClient.of("client")));

    @FuzzTest(maxDuration = "20s")
    void anyAnswerIsReadOrRefused(byte[] input) {
        if (input.length < 2) {
            return;
        }
        Answering transport = new Answering(input);
        Bounded.run(() -> {
            try {
                OPERATIONS.get(letter(input[0], OPERATIONS.size())).accept(transport);
            } catch (AnaplanException documented) {
                // the one way to refuse an answer
            }
        });
        assertThat(transport.requests).isLessThanOrEqualTo(2);
    }

    private static int letter(byte letter, int most) {
        return Math.floorMod(letter - 'a', most);
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
            body = Arrays.copyOfRange(input, Math.min(input.length, end < 0 ? 2 : end + 4), input.length);
            text.substring(0, Math.max(0, end)).lines().forEach(line -> {
                String[] header = line.split(": ", 2);
                if (header.length == 2) {
                    headers.computeIfAbsent(header[0], name -> new ArrayList<>())
                            .add(header[1]);
                }
            });
        }

        @Override
        public TransportResponse execute(TransportRequest request) {
            requests++;
            return new TransportResponse(status, headers, new ByteArrayInputStream(body), () -> {});
        }

        @Override
        public void close() {}
    }
}
