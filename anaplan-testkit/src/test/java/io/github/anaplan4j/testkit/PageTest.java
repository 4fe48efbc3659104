package io.github.anaplan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.time.FastTime;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page as plain HTTP: what it shows, what it does, and whom it refuses. */
@Timeout(30)
class PageTest {
    private final VirtualTime time = VirtualTime.create();
    private final FakeAnaplan fake = FakeAnaplan.start(time);
    private final String page = fake.servePage();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ActionRef process =
            fake.givenProcess("118000000007", "Nightly <load> & \"more\"", Scenario.complete());

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void itShowsModelsTasksAndTheLastRequests() throws Exception {
        TaskRef task = fake.tasks().start(process);
        time.advance(Duration.ofSeconds(12));
        get("/2/0/users/me");

        assertThat(get("/").body())
                .contains("Demo model", fake.model().modelId(), "Demo workspace", fake.url())
                .contains("Nightly &lt;load&gt; &amp; &quot;more&quot;")
                .contains(task.taskId(), "IN_PROGRESS", "Processing …", "0:00:12 ago")
                .contains("2026-01-01T00:00:12Z", "GET /2/0/users/me", "data-label=\"Answer\">401</td>");
        time.advance(Duration.ofMinutes(1));
        assertThat(get("/").body()).contains("COMPLETE, successful");
    }

    @Test
    void itStartsAndSteersTasks() throws Exception {
        assertThat(press("actions", "start", process.toString()).statusCode()).isEqualTo(303);
        TaskRef failing = fake.tasks().all().get(0);
        press("actions", "start", process.toString());
        TaskRef cancelled = fake.tasks().all().get(1);
        press("actions", "start", process.toString());
        TaskRef forwarded = fake.tasks().all().get(2);

        press("tasks", "next", failing.toString());
        assertThat(fake.describe()).contains(failing + "  IN_PROGRESS");
        press("tasks", "fail", failing.toString());
        press("tasks", "cancel", cancelled.toString());
        press("tasks", "minute", forwarded.toString());

        assertThat(fake.describe())
                .contains(failing + "  COMPLETE")
                .contains(cancelled + "  CANCELLING")
                .contains(forwarded + "  COMPLETE");
        assertThat(get("/").body()).contains("COMPLETE, not successful");
    }

    @Test
    void rejectedRowsAreToldFromSuccess() throws Exception {
        fake.tasks().start(process);
        fake.tasks()
                .start(fake.givenProcess("118000000008", "With rejected rows", Scenario.completeWithRejectedRows()));
        fake.tasks().start(fake.givenProcess("118000000009", "Failing", Scenario.failed()));
        time.advance(Duration.ofMinutes(1));

        assertThat(get("/").body())
                .contains("<td data-label=\"State\" class=\"good\">COMPLETE, successful</td>")
                .contains("<td data-label=\"State\" class=\"warning\">COMPLETE, successful, rows rejected</td>")
                .contains("<td data-label=\"State\" class=\"bad\">COMPLETE, not successful, rows rejected</td>");
    }

    @Test
    void itSaysHowFastTimeGoes() throws Exception {
        assertThat(get("/").body()).contains("Time factor: 1.");
        try (FakeAnaplan fast = FakeAnaplan.start(FastTime.times(60))) {
            HttpRequest look =
                    HttpRequest.newBuilder(URI.create(fast.servePage())).build();
            assertThat(http.send(look, BodyHandlers.ofString()).body()).contains("Time factor: 60.");
        }
    }

    @Test
    void aDeviceIsLetInOrTurnedAway() throws Exception {
        assertThat(get("/").body()).contains("No device waits for its user.");
        String first = userCode();
        String second = userCode();
        assertThat(get("/?user_code=" + first).body()).contains(first, second, "app-1", "Approve", "Deny");

        assertThat(press("devices", "approve", first).statusCode()).isEqualTo(303);
        press("devices", "deny", second);

        assertThat(get("/").body()).doesNotContain(first, second);
        assertThat(press("devices", "approve", "NOBODYS1").body()).contains("no user code NOBODYS1");
        time.advance(Duration.ofMinutes(20));
        String late = userCode();
        time.advance(Duration.ofMinutes(20));
        assertThat(get("/").body()).as("expired").doesNotContain(late);
    }

    private String userCode() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fake.oauthUrl() + "/oauth/device/code"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"client_id\":\"app-1\"}"))
                .build();
        JsonNode codes = JsonMapper.shared()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
        assertThat(codes.path("verification_uri").asString()).isEqualTo(page);
        assertThat(codes.path("verification_uri_complete").asString())
                .isEqualTo(page + "?user_code=" + codes.path("user_code").asString());
        return codes.path("user_code").asString();
    }

    @Test
    void whatCannotBeDoneIsSaidOnThePage() throws Exception {
        TaskRef task = fake.tasks().start(process);
        time.advance(Duration.ofMinutes(1));

        HttpResponse<String> tooLate = press("tasks", "cancel", task.toString());
        assertThat(tooLate.statusCode()).isEqualTo(409);
        assertThat(tooLate.body()).contains("role=\"alert\"", "is COMPLETE already", "<h2 id=\"tasks-heading\">");
        assertThat(press("tasks", "fail", "nowhere").body()).contains("There is no nowhere on the fake");
        assertThat(press("tasks", "explode", task.toString()).body()).contains("no button &quot;explode&quot;");
    }

    @Test
    void itIsForThisMachineAlone() throws Exception {
        assertThat(get("/").headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none';");
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(raw("POST /page/actions HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
                        + "Content-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(raw("POST /page/actions HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\n"
                        + "Content-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost:80\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void itSaysNoSecrets() throws Exception {
        http.send(
                HttpRequest.newBuilder(URI.create(fake.url() + "/users/me"))
                        .header("Authorization", "AnaplanAuthToken " + fake.token())
                        .build(),
                BodyHandlers.discarding());

        assertThat(get("/").body()).contains("GET /2/0/users/me").doesNotContain(fake.token());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?token=hush", "?limit=1&hush", "?sort=%2Bname&access_token=a=hush", "?=hush"})
    void aSecretInAQueryIsNotShown(String query) throws Exception {
        raw("GET /2/0/users/me" + query + " HTTP/1.1\r\nConnection: close\r\n\r\n");

        assertThat(get("/").body()).contains("/2/0/users/me?", "***").doesNotContain("hush");
        assertThat(fake.describe()).contains("/2/0/users/me?", "***").doesNotContain("hush");
        assertThat(fake.journal().requests().toString()).contains("***").doesNotContain("hush");
    }

    @Test
    void whatAnaplansApiKnowsOfAQueryIsShown() throws Exception {
        get("/2/0/models?limit=1&offset=2&sort=%2Bname");

        assertThat(get("/").body()).contains("GET /2/0/models?limit=1&amp;offset=2&amp;sort=%2Bname<");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1"
            })
    void theApiIsNotForWebSitesThatLeadTheirNameHere(String host) throws Exception {
        for (String path : List.of("/2/0/users/me", "/token/validate", "/oauth/token", "/nothing", "/")) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: AnaplanAuthToken "
                            + fake.token() + "\r\nConnection: close\r\n\r\n"))
                    .as(path)
                    .startsWith("HTTP/1.1 403 ")
                    .contains("as localhost or 127.0.0.1, and not as " + host);
        }
        assertThat(fake.describe()).contains("GET /2/0/users/me -> 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:80", "127.1.2.3", "[::1]:80"})
    void theApiIsForEachNameOfThisMachine(String host) throws Exception {
        assertThat(raw("GET /2/0/users/me HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: AnaplanAuthToken "
                        + fake.token() + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void beyondThisMachineAFakeHasAnyNameButThePageHasNot() throws Exception {
        InetSocketAddress anywhere = new InetSocketAddress("0.0.0.0", 0);
        try (FakeAnaplan open = FakeAnaplan.start(time, anywhere, made -> {})) {
            int port = URI.create(open.servePage()).getPort();

            assertThat(raw(port, "GET /2/0/users/me HTTP/1.1\r\nHost: fake.test\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 401 ");
            assertThat(raw(port, "GET / HTTP/1.1\r\nHost: fake.test\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void aFormThatNoButtonSendsIsRefused() throws Exception {
        assertThat(press("tasks", "fail", "x".repeat(1 << 17)).statusCode()).isEqualTo(413);
    }

    @Test
    void itIsNotInTheJournalAndOutlivesAReset() throws Exception {
        get("/");
        get("/page/style.css");
        assertThat(get("/page/refresh.js").headers().firstValue("Content-Type"))
                .hasValue("text/javascript;charset=UTF-8");
        assertThat(get("/page/other").statusCode()).isEqualTo(404);
        assertThat(fake.journal().requests()).isEmpty();

        fake.reset();
        fake.models()
                .givenAction(ActionKind.IMPORT, "112000000001", "Load prices", "HIERARCHY_DATA", Scenario.complete());
        assertThat(get("/").body()).contains("Load prices").doesNotContain("Nightly");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000})
    void aJournalForALongLifeKeepsTheLastRequestsWithoutTheirBodies(int most) throws Exception {
        fake.journal().keepOnlyLast(most);
        for (int i = 0; i < 3; i++) {
            http.send(
                    HttpRequest.newBuilder(URI.create(fake.authUrl() + "/token/logout?offset=" + i))
                            .POST(BodyPublishers.ofString("large"))
                            .build(),
                    BodyHandlers.discarding());
        }

        assertThat(fake.journal().requests())
                .hasSize(Math.min(most, 3))
                .allSatisfy(request -> assertThat(request.body()).isEmpty());
        assertThat(fake.journal().requests().get(Math.min(most, 3) - 1).target())
                .isEqualTo("/token/logout?offset=2");
        assertThat(get("/").body()).contains("POST /token/logout?offset=2", "data-label=\"Answer\">401</td>");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(page).resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> press(String to, String button, String what) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(page + "page/" + to))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                "what=" + URLEncoder.encode(what, StandardCharsets.UTF_8) + "&do=" + button))
                        .build(),
                BodyHandlers.ofString());
    }

    // The JDK's client sets Host and Origin by itself.
    private String raw(String request) throws IOException {
        return raw(URI.create(page).getPort(), request);
    }

    private static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
