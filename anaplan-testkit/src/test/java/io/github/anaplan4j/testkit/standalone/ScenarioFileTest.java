package io.github.anaplan4j.testkit.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What scenario files say comes true, and what is wrong with them is told, all of it, with its place. */
@Timeout(30)
class ScenarioFileTest {
    private static final ModelRef MODEL = new ModelRef("8a81", "75A4");

    @TempDir
    private Path folder;

    private final VirtualTime time = VirtualTime.create();
    private final FakeAnaplan fake = FakeAnaplan.start(time);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void theExampleIsReadAndItsNightlyLoadGoesAsItSays() throws Exception {
        ScenarioFile.read("example.yaml", example(), folder).accept(fake);
        ModelRef model = fake.model();

        TaskRef task = fake.tasks().start(model.process("118000000007"));
        time.advance(Duration.ofMinutes(4));
        assertThat(get("/" + task).statusCode()).isEqualTo(401);
        assertThat(get("/" + task).statusCode()).isEqualTo(200);
        time.advance(Duration.ofMinutes(1));
        assertThat(get("/" + task).statusCode()).isEqualTo(503);
        time.advance(Duration.ofMinutes(6));
        assertThat(task(task).path("result").path("nestedResults").findValuesAsString("objectId"))
                .containsExactly("112000000003", "112000000009", "116000000001");
        assertThat(task(task)
                        .at("/result/nestedResults/1/details/0/localMessageText")
                        .asString())
                .isEqualTo("40 of 2000 rows failed");

        ActionRef byHand = model.action(ActionKind.ACTION, "117000000021");
        TaskRef ordering = fake.tasks().start(byHand);
        time.advance(Duration.ofMinutes(1));
        assertThat(task(ordering).path("result").path("successful").asBoolean()).isTrue();
        assertThat(fake.files().content(new FileRef(model, "116000000002")))
                .asString()
                .isEqualTo("Product,Units\nApples,12\n");
        assertThat(authenticate("ada@example.com", "whatever")).isEqualTo(201);
    }

    @Test
    void whatTheExampleShowsInCommentsIsReadAsWell() throws Exception {
        String withFaults = example().replace("# faults:", "faults:").replace("#   - {at", "  - {at");
        ScenarioFile.read("example.yaml", withFaults, folder).accept(fake);
        TaskRef task = fake.tasks().start(fake.model().process("118000000002"));

        assertThat(get("/" + task).headers().firstValue("Retry-After")).hasValue("30");
        assertThat(get("/" + task).statusCode()).isEqualTo(429);
        assertThat(get("/" + task).statusCode()).isEqualTo(429);
        assertThat(get("/" + task).statusCode()).isEqualTo(200);
    }

    @Test
    void aFileSaysWhoLogsInAndWhichModelsThereAre() throws Exception {
        String password = "made-" + System.nanoTime();
        read("""
                users:
                  - {name: ada@example.com, password: %s}
                  - {name: grace@example.com}
                models:
                  - id: 75A4
                    workspace: 8a81
                    files: [{id: 113000000001, name: empty.csv, content: ""}]
                    actions:
                      - {export: Report, id: 116000000001, lasting: 1h30m, cancelled: {after: 1h, by: Grace}}
                """.formatted(password));

        assertThat(authenticate("ada@example.com", password)).isEqualTo(201);
        assertThat(authenticate("ada@example.com", "wrong")).isEqualTo(401);
        assertThat(authenticate("grace@example.com", password)).isEqualTo(201);
        assertThat(fake.files().content(new FileRef(MODEL, "113000000001"))).isEmpty();
        assertThat(get("/models").body()).contains("75A4").doesNotContain("Demo model");
        TaskRef task = fake.tasks().start(MODEL.action(ActionKind.EXPORT, "116000000001"));
        time.advance(Duration.ofMinutes(61));
        assertThat(task(task).path("cancelledBy").asString()).isEqualTo("Grace");
    }

    @Test
    void aFileSaysWhatImportsReadWhichViewsThereAreAndWhenDevicesAreLetIn() throws Exception {
        read("""
                devices-approved-after: 20s
                models:
                  - id: 75A4
                    workspace: 8a81
                    files: [{id: 113000000001, name: sales.csv}]
                    views: [{id: 102000000001, name: Prices, content: "A,B"}]
                    actions:
                      - {import: Load, id: 112000000001, source: 113000000001}
                faults:
                  - {at: starts, fault: 503-afterwards}
                """);

        assertThat(get("/models/75A4/imports").body()).contains("\"importDataSourceId\":\"113000000001\"");
        assertThat(get("/models/75A4/views/102000000001/data").body()).isEqualTo("A,B");
        String device = JsonMapper.shared()
                .readTree(
                        post("/oauth/device/code", "{\"client_id\":\"app-1\"}").body())
                .path("device_code")
                .asString();
        String grant = "{\"grant_type\":\"urn:ietf:params:oauth:grant-type:device_code\",\"client_id\":\"app-1\","
                + "\"device_code\":\"" + device + "\"}";
        time.advance(Duration.ofSeconds(19));
        assertThat(post("/oauth/token", grant).statusCode()).isEqualTo(403);
        time.advance(Duration.ofSeconds(5));
        assertThat(post("/oauth/token", grant).statusCode()).isEqualTo(200);
        assertThat(post("/2/0/models/75A4/imports/112000000001/tasks", "{\"localeName\":\"en_US\"}")
                        .statusCode())
                .isEqualTo(503);
        assertThat(fake.tasks().all()).hasSize(1);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(fake.authUrl() + path))
                        .header("Authorization", "AnaplanAuthToken " + fake.token())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void everyProblemIsToldWithItsPlaceAndItsCure() {
        assertThatExceptionOfType(ScenarioFileException.class)
                .isThrownBy(() -> read("""
                        users: ada
                        modles: []
                        models:
                          - id: 75A4
                            workspace: 8a81
                            actions:
                              - process: Load
                                id: 1
                                steps:
                                  - import: A
                                    rejecting: 50 of 40
                                  - importt: B
                                lasting: 11 minutes
                                troubles:
                                  - {after: 5m, fault: nope}
                              - import: P
                                id: a/b
                              - process: Q
                                id: 2
                                scenario: compleet
                                lasting: -1m
                                id: 3
                              - export: R
                                id: 4
                                steps: []
                              - {delete: S, id: 4, failing: x}
                              - {delete: T, id: 4}
                          - id: 75A4
                        certificates: [none.pem]
                        faults:
                          - {at: pols, times: 0, fault: 200}
                        """))
                .satisfies(failure -> assertThat(failure.getMessage().lines())
                        .satisfiesExactly(
                                line -> assertThat(line).startsWith("test.yaml:1:8: \"users\" is a list"),
                                line -> assertThat(line)
                                        .isEqualTo("test.yaml:2:1: \"modles\" means nothing here. These do:"
                                                + " certificates, devices-approved-after, faults, models, recorded,"
                                                + " users."),
                                line -> assertThat(line).startsWith("test.yaml:11:24: Of 40 rows, 50 cannot be"),
                                line -> assertThat(line).startsWith("test.yaml:12:13: A step is an import, an export"),
                                line -> assertThat(line)
                                        .isEqualTo("test.yaml:12:13: \"importt\" means nothing here."
                                                + " These do: delete, export, id, import."),
                                line -> assertThat(line)
                                        .isEqualTo("test.yaml:13:18: \"11 minutes\" is no duration of up to a year."
                                                + " Say it like 30s, 11m, 2h, 1h30m or 0.5s."),
                                line -> assertThat(line).isEqualTo("test.yaml:15:13: \"for\" is missing here."),
                                line -> assertThat(line).startsWith("test.yaml:15:32: There is no fault \"nope\"."),
                                line -> assertThat(line).startsWith("test.yaml:16:9: The action id contains"),
                                line -> assertThat(line)
                                        .startsWith("test.yaml:20:19: There is no scenario \"compleet\"."
                                                + " There are complete,"),
                                line -> assertThat(line).startsWith("test.yaml:21:18: \"-1m\" is no duration"),
                                line -> assertThat(line)
                                        .isEqualTo("test.yaml:22:9: \"id\" is here twice; one of them must go."),
                                line -> assertThat(line).startsWith("test.yaml:23:9: Only a process has steps"),
                                line -> assertThat(line).contains(":27:9: There is a ", " already"),
                                line -> assertThat(line).isEqualTo("test.yaml:28:5: \"workspace\" is missing here."),
                                line -> assertThat(line).startsWith("test.yaml:28:5: There is a model 75A4 already"),
                                line -> assertThat(line)
                                        .startsWith("test.yaml:29:16: There is no certificate in none.pem"),
                                line -> assertThat(line)
                                        .startsWith("test.yaml:31:10: There are no requests called \"pols\"."),
                                line -> assertThat(line).startsWith("test.yaml:31:23: \"0\" is no number"),
                                line -> assertThat(line).startsWith("test.yaml:31:33: There is no fault \"200\".")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                          | test.yaml: The file is empty. The option --example prints one to begin with.
            'users: [ada' \
            | test.yaml:1:12: This is not YAML: while parsing a flow sequence expected ',' or ']', but got <stream \
            end>.
            '[]'                        | test.yaml:1:1: Here should be fields, each with a name, a colon and its value.
            'users: []'                 | test.yaml:1:1: "models" is missing here.
            'models: [{id: 1, workspace: 2, actions: [{process: P, id: 1}]}]' \
            | test.yaml:1:42: This process does not say how it goes. Give it steps, or a scenario: complete, \
            complete-with-process-details, cancelled, rejected-rows, failed.
            'models: [{id: 1, workspace: 2, actions: [{process: P, id: 1, scenario: failed, steps: []}]}]' \
            | test.yaml:1:42: An action has either steps, or a scenario, or answers: one of them.
            'models: [{id: 1, workspace: 2, actions: [{process: P, id: 1, steps: []}]}]' \
            | test.yaml:1:42: This process does not say how it goes. Give it steps, or a scenario: complete, \
            complete-with-process-details, cancelled, rejected-rows, failed.
            'models: [{id: 1, workspace: 2, workspace-name: A}, {id: 3, workspace: 2, workspace-name: B}]' \
            | test.yaml:1:52: The workspace 2 is called "A" above; it has one name.
            'models: [{id: 1, workspace: 2, actions: [{import: [a], id: 1}]}]' \
            | test.yaml:1:51: Here should be a text or a number.
            '{models: [{id: 1, workspace: 2}], faults: [{fault: {}}]}' \
            | test.yaml:1:52: Say what takes how long, as in {dormant-model: 30s}.
            'models: [{id: 1, workspace: 2, actions: [{export: P, id: 1, answers: [{after: 1s, task: "{}"}]}]}]' \
            | test.yaml:1:71: The first answer comes after 0s: it is what the first request gets.
            'models: [{id: 1, workspace: 2, actions: [{export: P, id: 1, answers: [{after: 0s, task: garbage}]}]}]' \
            | test.yaml:1:89: The task is not one object of JSON, as the status of a task has it. For answers that are \
            broken there are faults.
            'models: [{id: 1, workspace: 2, actions: [{export: P, id: 1, answers: [{after: 0s, task: "{} {}"}]}]}]' \
            | test.yaml:1:89: The task is not one object of JSON, as the status of a task has it. For answers that are \
            broken there are faults.
            'models: [{id: 1, workspace: 2, actions: [{import: P, id: 1, rejecting: 999999999 of 999999999}]}]' \
            | test.yaml:1:72: The fake makes a dump of 100,000 rejected rows at most, and not of 999999999.
            '{models: [{id: 1, workspace: 2}], certificates: ["\\0"]}' \
            | test.yaml:1:50: There is no certificate in " ": it is no name of a file.
            '{models: [{id: 1, workspace: 2}], certificates: [.]}' \
            | test.yaml:1:50: There is no certificate in ., looked for beside this file: Is a directory.
            '{models: [{id: 1, workspace: 2}], devices-approved-after: NaN}' \
            | test.yaml:1:59: "NaN" is no duration of up to a year. Say it like 30s, 11m, 2h, 1h30m or 0.5s.
            '{models: [{id: 1, workspace: 2}], devices-approved-after: 99999999999999999999h}' \
            | test.yaml:1:59: "99999999999999999999h" is no duration of up to a year. Say it like 30s, 11m, 2h, 1h30m \
            or 0.5s.
            '{models: [{id: 1, workspace: 2}], faults: [{times: -1, fault: 503}]}' \
            | test.yaml:1:52: "-1" is no number from 1 on.
            '{models: [{id: 1, workspace: 2}], users: &a [*a]}' \
            | test.yaml:1:42: Here should be a text or a number.
            '{models: [{id: 1, workspace: 2}], ? [a] : 1}' \
            | test.yaml: This is not YAML: Non scalar key is detected but it is not configured to be allowed.
            'models: [{id: 1, workspace: 2, actions: [{export: P, id: 1, rejecting: 1 of 2}]}]' \
            | test.yaml:1:72: "P" is no import, so it cannot reject rows.
            'models: [{id: 1, workspace: 2, actions: [{import: P, id: 1, rejecting: many}]}]' \
            | test.yaml:1:72: "many" does not say how many rows. Say it like 40 of 2,000.
            """)
    void itIsToldWhatIsWrong(String text, String problem) {
        assertThatExceptionOfType(ScenarioFileException.class)
                .isThrownBy(() -> read(text))
                .withMessage(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\x", "\"\\U", "\"\\UFFFFFFFF\"", "\"\\U00110000\"", "%YAML 1.9999999999\n--- a"})
    void aNumberOfACharacterOrAVersionThatIsNoneIsNoYaml(String text) {
        assertThatExceptionOfType(ScenarioFileException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining("This is not YAML: ");
    }

    @ParameterizedTest
    @CsvSource({"[, 1, 21", "'- ', 1, 41", "'{a: ', 1, 81"})
    void whatIsNestedTooDeeplyIsToldWithItsPlace(String opening, int line, int column) {
        assertThatExceptionOfType(ScenarioFileException.class)
                .isThrownBy(() -> read(opening.repeat(100_000)))
                .withMessage("test.yaml:" + line + ":" + column
                        + ": Nothing in such a file is nested as deeply; close some brackets.");
    }

    @Test
    void whatIsQuotedIsCutAndManyProblemsAreCounted() {
        assertThatExceptionOfType(ScenarioFileException.class)
                .isThrownBy(() -> read("models: [{id: 1, workspace: 2}]\nusers: [" + "[], ".repeat(100) + "]\n\"a\\nb"
                        + "x".repeat(1_000) + "\": 1"))
                .satisfies(failure -> assertThat(failure.getMessage().lines())
                        .hasSize(51)
                        .allSatisfy(line -> assertThat(line).hasSizeLessThan(600))
                        .endsWith("test.yaml: 51 more like these."));
    }

    @Test
    void collectionsThatStandForManyAreNotMadeThatMany() {
        StringBuilder bomb = new StringBuilder("models: [{id: 1, workspace: 2}]\nusers:\n  - &a0 [x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("  - &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(", *a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThatExceptionOfType(ScenarioFileException.class)
                .isThrownBy(() -> read(bomb.toString()))
                .withMessageContaining("This is not YAML: Number of aliases for non-scalar nodes exceeds");
    }

    @Test
    void aFileWithoutEndIsNoCertificate() throws Exception {
        Files.write(folder.resolve("large.pem"), new byte[(3 << 20) + 1]);
        Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----");

        assertThatExceptionOfType(ScenarioFileException.class)
                .isThrownBy(() -> read("models: [{id: 1, workspace: 2}]\ncertificates: [large.pem, key.pem]"))
                .withMessage("test.yaml:2:16: There is no certificate in large.pem, looked for beside this file: it is"
                        + " larger than 3 MiB.\n"
                        + "test.yaml:2:27: There is no certificate in key.pem: what is there is neither PEM nor DER.");
    }

    @Test
    void whatWasRecordedIsGivenAgainInItsOrder() throws Exception {
        read("""
                recorded:
                  - {request: GET /2/0/workspaces?limit=5, status: 200, headers: {Content-Type: text/x}, body: "one\\n"}
                  - request: GET /2/0/workspaces?limit=5
                    times: 2
                    status: 503
                    base64: dHdv
                  - {request: GET /2/0/workspaces?limit=5, status: 200, body: three}
                  - {request: POST /2/0/x, status: 404}
                """);

        HttpResponse<String> first = get("/workspaces?limit=5");
        assertThat(first.body()).isEqualTo("one\n");
        assertThat(first.headers().firstValue("Content-Type")).hasValue("text/x");
        assertThat(get("/workspaces?limit=5").body()).isEqualTo("two");
        assertThat(get("/workspaces?limit=5").statusCode()).isEqualTo(503);
        assertThat(get("/workspaces?limit=5").body()).isEqualTo("three");
        assertThat(get("/workspaces?limit=5").body()).isEqualTo("three");
        assertThat(get("/users/me").statusCode()).as("the fake's own").isEqualTo(200);
    }

    @Test
    void whatIsWrongWithRecordedAnswersIsTold() {
        assertThatExceptionOfType(ScenarioFileException.class)
                .isThrownBy(() -> read("""
                        recorded:
                          - {request: workspaces, status: 200}
                          - {request: GET /2/0/x, status: fine}
                          - {request: GET /2/0/x, status: 200, base64: "?"}
                          - {request: GET /2/0/x, status: 200, base64: aaaa, body: x}
                          - {request: GET /2/0/x, status: 200, headers: {"a b": c}}
                          - {request: GET /2/0/x, fault: none}
                        """))
                .withMessageContaining("\"workspaces\" is no request")
                .withMessageContaining("\"fine\" is no HTTP status")
                .withMessageContaining("not Base64")
                .withMessageContaining("either a body or base64")
                .withMessageContaining("A header is a name")
                .withMessageContaining("no fault \"none\"");
    }

    private void read(String text) throws ScenarioFileException {
        ScenarioFile.read("test.yaml", text, folder).accept(fake);
    }

    private static String example() throws IOException {
        try (InputStream in = ScenarioFile.class.getResourceAsStream("example.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private JsonNode task(TaskRef task) throws Exception {
        return JsonMapper.shared()
                .readTree(get("/" + task + "?includeProcessDetails=true").body())
                .path("task");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(fake.url() + path))
                        .header("Authorization", "AnaplanAuthToken " + fake.token())
                        .build(),
                BodyHandlers.ofString());
    }

    private int authenticate(String user, String password) throws Exception {
        String login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return http.send(
                        HttpRequest.newBuilder(URI.create(fake.authUrl() + "/token/authenticate"))
                                .header("Authorization", "Basic " + login)
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
