package io.github.anaplan4j.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.Step;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Each endpoint's answers, against a schema that knows nothing of the fake. */
@Timeout(60)
class WireFormatTest {
    private static final String USER = "ada@example.com";
    private static final String APP = "app-1";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final VirtualTime time = VirtualTime.create();
    private final FakeAnaplan fake = FakeAnaplan.start(time);
    private final String password = UUID.randomUUID().toString();
    private final String model = "/2/0/workspaces/" + fake.model().workspaceId() + "/models/"
            + fake.model().modelId();
    private String authorization = "AnaplanAuthToken " + fake.token();

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void everyEndpointAnswersAsItsSchemaWantsIt() throws Exception {
        definitions();
        tasks();
        contents();
        views();
        tenant();
        logins();
        oauth();

        assertThat(new FakeState(time).api().routes())
                .isNotEmpty()
                .allSatisfy(route -> assertThat(fake.journal().requests())
                        .anyMatch(request -> route.matches(request.method(), request.path())));
    }

    private void definitions() throws Exception {
        for (String kind : List.of("processes", "imports", "exports", "actions")) {
            expect(200, kind, "GET", model + "/" + kind, "");
        }
        fake.givenProcess(
                "118000000007",
                "Nightly load",
                Scenario.process(
                        Step.importing("Load sales").rejecting(2, 13),
                        Step.exporting("Write the report"),
                        Step.deleting("Clear").failing("Not allowed")));
        fake.models()
                .givenAction(
                        ActionKind.IMPORT, "112000000001", "Load", "MODULE_DATA", Scenario.completeWithRejectedRows());
        fake.models().givenAction(ActionKind.EXPORT, "116000000001", "Export", "GRID_ALL_PAGES", Scenario.complete());
        fake.models()
                .givenAction(ActionKind.ACTION, "117000000001", "Clear", "DELETE_BY_SELECTION", Scenario.complete());
        for (String kind : List.of("processes", "imports", "exports", "actions")) {
            assertThat(expect(200, kind, "GET", model + "/" + kind, "").path(kind))
                    .hasSize(1);
        }
        expect(200, "processMetadata", "GET", model + "/processes/118000000007", "");
        expect(404, "error", "GET", model + "/processes/118000000099", "");
        expect(200, "exportMetadata", "GET", model + "/exports/116000000001", "");
        expect(200, "importMetadata", "GET", model + "/imports/112000000001", "");
        fake.files().givenFile("116000000001", "Export.csv", "A,B\n1,2\n".getBytes(StandardCharsets.UTF_8));
        fake.models()
                .givenSource(
                        new ActionRef(fake.model(), ActionKind.IMPORT, "112000000001"),
                        new FileRef(fake.model(), "116000000001"));
        expect(200, "imports", "GET", model + "/imports", "");
        expect(200, "exportMetadata", "GET", model + "/exports/116000000001", "");
        expect(200, "importMetadata", "GET", model + "/imports/112000000001", "");
    }

    private void tasks() throws Exception {
        String process = model + "/processes/118000000007/tasks";
        expect(200, "tasks", "GET", process, "");
        expect(400, "error", "POST", process, "{}");
        for (Scenario scenario : Scenario.canned().values()) {
            TaskRef task = fake.startTask(scenario);
            for (int minute = 0; minute < 5; minute++) {
                expect(200, "taskAnswer", "GET", "/2/0/" + task, "");
                expect(200, "taskAnswer", "GET", "/2/0/" + task + "?includeProcessDetails=true", "");
                time.advance(Duration.ofSeconds(10));
            }
        }
        String started = expect(200, "started", "POST", process, "{\"localeName\":\"en_US\"}")
                .path("task")
                .path("taskId")
                .asString();
        expect(200, "tasks", "GET", process, "");
        expect(200, "taskAnswer", "DELETE", process + "/" + started, "");
        expect(200, "taskAnswer", "GET", process + "/" + started, "");
        time.advance(Duration.ofMinutes(1));
        expect(200, "taskAnswer", "GET", process + "/" + started, "");
        expect(404, "error", "GET", process + "/" + "0".repeat(32), "");
        expect(401, "error", "GET", process, "", "AnaplanAuthToken of-nobody");
    }

    private void contents() throws Exception {
        TaskRef task = fake.tasks().start(new ActionRef(fake.model(), ActionKind.PROCESS, "118000000007"));
        time.advance(Duration.ofMinutes(30));
        JsonNode step = expect(200, "taskAnswer", "GET", "/2/0/" + task, "")
                .path("task")
                .path("result")
                .path("nestedResults")
                .path(0);
        dump("/2/0/" + task + "/dumps/" + step.path("objectId").asString());
        TaskRef load = fake.tasks().start(new ActionRef(fake.model(), ActionKind.IMPORT, "112000000001"));
        time.advance(Duration.ofMinutes(30));
        expect(200, "taskAnswer", "GET", "/2/0/" + load, "");
        fake.files().givenDump(new DumpRef(load, null), "_Status_,Code\nE,7\n".getBytes(StandardCharsets.UTF_8));
        dump("/2/0/" + load + "/dump");

        expect(200, "files", "GET", model + "/files", "");
        fake.files().givenFile("113000000001", "sales.csv", "a,b\n".getBytes(StandardCharsets.UTF_8));
        String file = model + "/files/113000000001";
        expect(200, "files", "GET", model + "/files", "");
        expect(200, "chunks", "GET", file + "/chunks", "");
        expect(200, "", "GET", file + "/chunks/0", "");
        expect(200, "", "GET", file, "");
        expect(200, "file", "POST", file, "{\"chunkCount\":-1}");
        expect(204, "", "PUT", file + "/chunks/0", "c,d\n");
        expect(200, "file", "POST", file + "/complete", "{}");
        expect(500, "error", "POST", file + "/complete", "");
        expect(200, "file", "POST", model + "/files/new.csv", "{\"chunkCount\":3}");
        expect(204, "", "PUT", file, "e,f\n");
        expect(204, "", "DELETE", file, "");
        expect(404, "error", "GET", file, "");
    }

    private void views() throws Exception {
        fake.files().givenView(fake.model(), "102000000001", "Prices", "A,B\n1,2\n".getBytes(StandardCharsets.UTF_8));
        String view = model + "/views/102000000001";
        expect(200, "views", "GET", model + "/views", "");
        expect(200, "", "GET", view + "/data", "");
        String reading = view + "/readRequests/"
                + expect(200, "viewReadRequest", "POST", view + "/readRequests", "")
                        .at("/viewReadRequest/requestId")
                        .asString();
        expect(200, "viewReadRequest", "GET", reading, "");
        time.advance(Duration.ofMinutes(1));
        expect(200, "viewReadRequest", "GET", reading, "");
        expect(200, "", "GET", reading + "/pages/0", "");
        expect(200, "viewReadRequest", "DELETE", reading, "");
        expect(404, "error", "GET", reading, "");
    }

    private void dump(String dump) throws Exception {
        assertThat(expect(200, "chunks", "GET", dump + "/chunks", "").path("chunks"))
                .hasSize(1);
        expect(200, "", "GET", dump + "/chunks/0", "");
        expect(200, "", "GET", dump, "");
    }

    private void tenant() throws Exception {
        expect(200, "user", "GET", "/2/0/users/me", "");
        expect(200, "workspaces", "GET", "/2/0/workspaces", "");
        for (String user : List.of("me", "8a81b0127c2a2b2b017c2a2b2b2b2b2b")) {
            expect(200, "user", "GET", "/2/0/users/" + user, "");
            expect(200, "workspaces", "GET", "/2/0/users/" + user + "/workspaces", "");
            expect(200, "models", "GET", "/2/0/users/" + user + "/models", "");
        }
        expect(404, "error", "GET", "/2/0/users/other", "");
        expect(200, "users", "GET", "/2/0/users?sort=-emailAddress", "");
        expect(400, "error", "GET", "/2/0/users?sort=emailAddress", "");
        expect(200, "workspace", "GET", "/2/0/workspaces/" + fake.model().workspaceId(), "");
        expect(404, "error", "GET", "/2/0/workspaces/other", "");
        expect(200, "models", "GET", "/2/0/workspaces/" + fake.model().workspaceId() + "/models", "");
        expect(405, "error", "GET", model, "");
        expect(200, "models", "GET", "/2/0/models", "");
        expect(200, "models", "GET", "/2/0/models?modelDetails=true&limit=1&offset=1", "");
        expect(200, "model", "GET", "/2/0/models/" + fake.model().modelId(), "");
        for (String form : List.of(model, "/2/0/models/" + fake.model().modelId())) {
            expect(200, "modelStatus", "GET", form + "/status", "");
            expect(204, "", "POST", form + "/close", "");
            expect(200, "modelStatus", "GET", form + "/status", "");
            expect(202, "", "POST", form + "/open", "");
            expect(200, "versions", "GET", form + "/versions", "");
            expect(200, "currentPeriod", "GET", form + "/currentPeriod", "");
        }
    }

    private void logins() throws Exception {
        String pair = Base64.getEncoder().encodeToString((USER + ":" + password).getBytes(StandardCharsets.UTF_8));
        expect(401, "tokenRefused", "POST", "/token/authenticate", "", "Basic " + pair);
        fake.logins().givenUser(USER, password);
        JsonNode token = expect(201, "token", "POST", "/token/authenticate", "", "Basic " + pair);
        authorization =
                "AnaplanAuthToken " + token.path("tokenInfo").path("tokenValue").asString();
        expect(200, "token", "POST", "/token/refresh", "");
        expect(200, "validation", "GET", "/token/validate", "");
        expect(204, "", "POST", "/token/logout", "");
        expect(401, "tokenRefused", "POST", "/token/refresh", "");
        expect(400, "tokenRefused", "POST", "/token/refresh", "", "Bearer abc");
        expect(400, "tokenRefused", "GET", "/token/validate", "", "Bearer abc");
        for (String nothing : List.of("Basic", "Basic not-base64!", "CACertificate", "Other abc")) {
            expect(401, "tokenRefused", "POST", "/token/authenticate", "", nothing);
        }
    }

    private void oauth() throws Exception {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("client_id", APP);
        JsonNode codes = expect(200, "codes", "POST", "/oauth/device/code", body.toString());
        body.put("grant_type", "urn:ietf:params:oauth:grant-type:device_code")
                .put("device_code", codes.path("device_code").asString());
        time.advance(Duration.ofSeconds(5));
        expect(403, "oauthRefused", "POST", "/oauth/token", body.toString());
        fake.logins().approveDevice(codes.path("user_code").asString());
        time.advance(Duration.ofSeconds(10));
        JsonNode granted = expect(200, "oauthToken", "POST", "/oauth/token", body.toString());
        body.put("grant_type", "refresh_token")
                .put("refresh_token", granted.path("refresh_token").asString());
        expect(200, "oauthToken", "POST", "/oauth/token", body.toString());
        expect(403, "oauthRefused", "POST", "/oauth/token", body.toString());
    }

    @Test
    void theCannedAnswersAreTheDocumentedSamplesMemberByMember() throws Exception {
        TaskRef documented = TaskRef.ofProcess(
                "8a8b8c8d", fake.model().modelId(), "118000000002", "2846F8E2FD624F7FA91EC6E2F6E318C0");

        Instant start = fake.now();
        fake.tasks().start(documented, Scenario.complete());
        time.advance(Duration.ofMinutes(1));
        assertThat(expect(200, "taskAnswer", "GET", "/2/0/" + documented, ""))
                .isEqualTo(observed("/page-samples/complete.json", start));

        fake.tasks().start(documented, Scenario.completeWithProcessDetails());
        time.advance(Duration.ofMinutes(1));
        assertThat(expect(200, "taskAnswer", "GET", "/2/0/" + documented + "?includeProcessDetails=true", ""))
                .isEqualTo(observed("/page-samples/complete-with-process-details.json", start.plusSeconds(60)));
    }

    /** Returns a sample with the one member that real answers have and the documentation leaves out. */
    private static JsonNode observed(String sample, Instant start) throws IOException {
        JsonNode answer = resource(sample);
        ((ObjectNode) answer.path("task")).put("creationTime", start.toEpochMilli());
        return answer;
    }

    @Test
    void theSchemasRejectWhatIsWrong() throws Exception {
        TaskRef task = fake.startTask(Scenario.complete());
        time.advance(Duration.ofMinutes(1));
        JsonNode right = expect(200, "taskAnswer", "GET", "/2/0/" + task, "");

        for (String wrong : List.of(
                right.toString().replace("\"COMPLETE\"", "\"COMPLETED\""),
                right.toString().replace("\"progress\":1", "\"progress\":\"1\""),
                right.toString().replace("\"successful\":true", "\"success\":true"),
                right.toString().replace("\"COMPLETE\"", "\"IN_PROGRESS\""))) {
            assertThat(wrong).isNotEqualTo(right.toString());
            assertThat(schema("taskAnswer").validate(wrong, InputFormat.JSON)).isNotEmpty();
        }
    }

    private JsonNode expect(int status, String schema, String method, String path, String body) throws Exception {
        return expect(status, schema, method, path, body, authorization);
    }

    /** Sends a request and holds the answer against a schema; its name is empty for bytes, or for nothing. */
    private JsonNode expect(int status, String schema, String method, String path, String body, String authorized)
            throws Exception {
        HttpResponse<String> answer = send(method, path, body, authorized);
        String what = method + " " + path + " → " + answer.body();
        assertThat(answer.statusCode()).as(what).isEqualTo(status);
        if (schema.isEmpty()) {
            return JsonMapper.shared().createObjectNode();
        }
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(schema(schema).validate(answer.body(), InputFormat.JSON))
                .as(what)
                .isEmpty();
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body, String authorized) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fake.authUrl() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", authorized)
                .header(
                        "Content-Type",
                        path.contains("/files/") && method.equals("PUT")
                                ? "application/octet-stream"
                                : "application/json")
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static Schema schema(String name) throws IOException {
        ObjectNode all = (ObjectNode) resource("/wire-format.schema.json");
        all.put("$ref", "#/$defs/" + name);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(all.toString());
    }

    private static JsonNode resource(String name) throws IOException {
        try (InputStream in = WireFormatTest.class.getResourceAsStream(name)) {
            return JsonMapper.shared().readTree(in);
        }
    }
}
