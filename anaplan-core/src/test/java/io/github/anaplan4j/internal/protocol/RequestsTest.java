package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.ChunkBuffer;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.Departure;
import io.github.anaplan4j.internal.port.Login;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.StartOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is sent, to the letter. */
class RequestsTest {
    private static final String MODEL = "/2/0/workspaces/8a81/models/75A4";
    private static final ActionRef IMPORT = new ModelRef("8a81", "75A4").action(ActionKind.IMPORT, "112");
    private static final FileRef FILE = new FileRef(IMPORT.model(), "113");
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void aStartSaysItsLanguageAndNothingElseUnlessItHasMappings() {
        assertThat(start(StartOptions.defaults())).isEqualTo("{\"localeName\":\"en_US\"}");
        assertThat(start(StartOptions.defaults()
                        .withLocaleName("de_DE")
                        .withMapping("Version", "Budget")
                        .withMapping("112000000001", "Time", "FY26")))
                .isEqualTo("{\"localeName\":\"de_DE\",\"mappingParameters\":["
                        + "{\"entityType\":\"Version\",\"entityName\":\"Budget\"},"
                        + "{\"importId\":\"112000000001\",\"entityType\":\"Time\",\"entityName\":\"FY26\"}]}");
    }

    private static String start(StartOptions options) {
        TransportRequest start = sent(session -> new TaskApi(session).start(IMPORT, options, new Departure()));
        assertThat(start).hasToString("POST " + MODEL + "/imports/112/tasks");
        return text(start);
    }

    @Test
    void aTaskIsAskedForAmongTheLatestOrAllOfThem() {
        assertThat(sent(session -> new TaskApi(session).latest(IMPORT, 20, LONG))
                        .uri())
                .hasPath(MODEL + "/imports/112/tasks")
                .hasQuery("sort=-creationDate&limit=20");
        assertThat(sent(session -> new TaskApi(session).list(IMPORT, LONG)).uri())
                .hasPath(MODEL + "/imports/112/tasks")
                .hasQuery("limit=5000&offset=0");
    }

    @Test
    void aFileIsAnnouncedSentAndCompleted() {
        TransportRequest announced = sent(session -> new ContentApi(session).announce(FILE, 12));
        assertThat(announced).hasToString("POST " + MODEL + "/files/113");
        assertThat(text(announced)).isEqualTo("{\"chunkCount\":12}");

        TransportRequest completed = sent(session -> new ContentApi(session).complete(FILE));
        assertThat(completed).hasToString("POST " + MODEL + "/files/113/complete");
        assertThat(text(completed)).isEqualTo("{\"id\":\"113\"}");
    }

    @Test
    void theTypeOfAChunkTellsWhetherItIsCompressed() {
        for (boolean compressed : new boolean[] {false, true}) {
            TransportRequest put = sent(session ->
                    new ContentApi(session).put(FILE, 10, "a,b".getBytes(StandardCharsets.UTF_8), compressed));

            assertThat(put).hasToString("PUT " + MODEL + "/files/113/chunks/10");
            assertThat(put.headers())
                    .containsEntry("Content-Type", compressed ? "application/x-gzip" : "application/octet-stream")
                    .containsEntry("Accept", "*/*")
                    .doesNotContainKey("Cache-Control");
            assertThat(text(put)).isEqualTo("a,b");
        }
    }

    @Test
    void contentIsAskedForUncompressedAndFromNoCache() {
        TransportRequest chunk =
                sent(session -> new ContentApi(session).chunk(new ContentRef.OfFile(FILE), "a/b c", new ChunkBuffer()));

        assertThat(chunk.uri().getRawPath()).isEqualTo(MODEL + "/files/113/chunks/a%2Fb%20c");
        assertThat(chunk.headers())
                .containsEntry("Accept-Encoding", "identity")
                .containsEntry("Cache-Control", "no-cache")
                .doesNotContainKey("Content-Type");
        assertThat(chunk.callTimeout()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aLoginSendsItsMembersAndARenewalItsTokenAlone() {
        TransportRequest login = sentToLogIn(api -> api.logIn(new Login() {
            @Override
            public Request request(Instant now) {
                return new Request("Basic YTpi", Map.of("at", now.toString()));
            }

            @Override
            public String cure() {
                return "";
            }
        }));
        assertThat(login).hasToString("POST /token/authenticate");
        assertThat(login.headers())
                .containsEntry("Authorization", "Basic YTpi")
                .containsEntry("Content-Type", "application/json");
        assertThat(text(login)).isEqualTo("{\"at\":\"1970-01-01T00:00:00Z\"}");

        AuthToken token = new AuthToken("a-token-made-for-this-test");
        for (TransportRequest request :
                new TransportRequest[] {sentToLogIn(api -> api.refresh(token)), sentToLogIn(api -> api.logOut(token))
                }) {
            assertThat(request.headers()).containsEntry("Authorization", "AnaplanAuthToken " + token.value());
            assertThat(text(request)).isEmpty();
        }
    }

    @Test
    void aPublicApplicationHasNoSecretToSend() {
        assertThat(refresh(OAuthClient.of("app")))
                .contains("\"client_id\":\"app\"", "\"grant_type\":\"refresh_token\"", "\"refresh_token\":\"r-1\"")
                .doesNotContain("secret");
        assertThat(refresh(OAuthClient.of("app", "s-1"::toCharArray))).contains("\"client_secret\":\"s-1\"");
    }

    private static String refresh(OAuthClient client) {
        CannedTransport transport = CannedTransport.answering(500, "");
        OAuthApi api = new OAuthApi(
                BaseUrl.of("https://auth.example.com"),
                transport,
                Duration.ofSeconds(30),
                new Lifecycle(),
                new ManualTime());
        return text(only(transport, () -> api.refresh(client, "r-1")));
    }

    private static TransportRequest sentToLogIn(Consumer<AuthApi> use) {
        CannedTransport transport = CannedTransport.answering(500, "");
        AuthApi api = new AuthApi(
                BaseUrl.of("https://auth.example.com"),
                transport,
                Duration.ofSeconds(30),
                new Lifecycle(),
                new ManualTime());
        return only(transport, () -> use.accept(api));
    }

    private static TransportRequest sent(Consumer<ApiSession> use) {
        CannedTransport transport = CannedTransport.answering(500, "");
        return only(transport, () -> use.accept(Sessions.over(transport, new ManualTime())));
    }

    private static TransportRequest only(CannedTransport transport, ThrowingCallable use) {
        catchThrowable(use); // what comes back is not the point
        assertThat(transport.requests).hasSize(1);
        return transport.requests.get(0);
    }

    private static String text(TransportRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }
}
