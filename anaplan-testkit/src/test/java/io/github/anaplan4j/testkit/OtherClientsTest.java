package io.github.anaplan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients of other makes send, and this library does not: each is answered as Anaplan answers it. */
@Timeout(60)
class OtherClientsTest {
    private static final String USER = "ada@example.com";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final VirtualTime time = VirtualTime.create();
    private final FakeAnaplan fake = FakeAnaplan.start(time);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String direct = "/2/0/models/" + fake.model().modelId();
    private final String model = "/2/0/workspaces/" + fake.model().workspaceId() + "/models/"
            + fake.model().modelId();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aSlashTooManyDoesNoHarm() throws Exception {
        fake.models().givenAction(ActionKind.IMPORT, "112000000003", "Load", "HIERARCHY_DATA", Scenario.complete());
        fake.files().givenFile("113000000001", "sales.csv", bytes("a,b"));
        fake.faults().inject(RequestMatchers.starts(), Fault.modelLocked());

        assertThat(get(model + "/imports/").statusCode()).isEqualTo(200);
        assertThat(get(model + "/files/113000000001/").body()).isEqualTo("a,b");
        assertThat(get("/" + model + "/imports").statusCode()).isEqualTo(200);
        assertThat(post("/" + model + "/imports/112000000003/tasks/", "{\"localeName\":\"en_US\"}")
                        .statusCode())
                .as("a fault finds it, too")
                .isEqualTo(423);
    }

    @Test
    void aTokenIsTakenAsBearerByTheApiAloneAndNotByTheTokenService() throws Exception {
        String token = logIn();

        assertThat(send("GET", "/2/0/users/me", "", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "/2/0/users/me", "", "Authorization", "Bearer of-nobody")
                        .statusCode())
                .isEqualTo(401);
        assertThat(send("GET", "/token/validate", "", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/token/logout", "", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s ", "%S ", "%s   "})
    void theSchemeOfAnAuthorizationIsOfAnyCase(String form) throws Exception {
        fake.logins().givenUser(USER);
        String lowerOrUpper = form.formatted("basic") + basic().substring("Basic ".length());
        String token = json(201, send("POST", "/token/authenticate", "", "Authorization", lowerOrUpper))
                .at("/tokenInfo/tokenValue")
                .asString();

        for (String scheme : List.of("bearer", "anaplanauthtoken")) {
            String authorization = form.formatted(scheme) + token;
            assertThat(send("GET", "/2/0/users/me", "", "Authorization", authorization)
                            .statusCode())
                    .as(authorization)
                    .isEqualTo(200);
        }
        assertThat(send("GET", "/token/validate", "", "Authorization", form.formatted("anaplanauthtoken") + token)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void oauthTakesFormsAsWellAsJson() throws Exception {
        JsonNode codes = json(
                200, send("POST", "/oauth/device/code", "client_id=app-1&scope=openid+email", "Content-Type", FORM));
        fake.logins().approveDevice(codes.path("user_code").asString());
        time.advance(Duration.ofSeconds(5));
        String grant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=app-1&device_code="
                + codes.path("device_code").asString();
        JsonNode granted = json(200, send("POST", "/oauth/token", grant, "Content-Type", FORM + "; charset=UTF-8"));
        String refresh = "grant_type=refresh_token&client_id=app-1&refresh_token="
                + granted.path("refresh_token").asString();
        String token = json(200, send("POST", "/oauth/token", refresh, "Content-Type", FORM.toUpperCase(Locale.ROOT)))
                .path("access_token")
                .asString();

        assertThat(send("GET", "/2/0/users/me", "", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void tokensHaveIdsAsAnaplanWritesThem() throws Exception {
        fake.logins().givenUser(USER);
        JsonNode login = json(201, send("POST", "/token/authenticate", "", "Authorization", basic()));
        JsonNode info = login.path("tokenInfo");
        String authorization = "AnaplanAuthToken " + info.path("tokenValue").asString();

        assertThat(info.path("tokenId").asString()).matches(UUID_FORM);
        assertThat(info.path("refreshTokenId").asString()).matches(UUID_FORM);
        assertThat(json(200, send("GET", "/token/validate", "", "Authorization", authorization))
                        .at("/tokenInfo/tokenId"))
                .isEqualTo(info.path("tokenId"));
        assertThat(json(200, send("POST", "/token/refresh", "", "Authorization", authorization))
                        .at("/tokenInfo/refreshTokenId"))
                .isEqualTo(info.path("refreshTokenId"));
        assertThat(login.at("/meta/validationUrl").asString()).isEqualTo(fake.authUrl() + "/token/validate");
        assertThat(json(401, send("GET", "/token/validate", "", "Authorization", "AnaplanAuthToken of-nobody"))
                        .path("status")
                        .asString())
                .isEqualTo("FAILURE_BAD_CREDENTIAL");
    }

    @Test
    void anEmptyAnswerHasNoContentType() throws Exception {
        String token = logIn();

        HttpResponse<String> answer = send("POST", "/token/logout", "", "Authorization", "AnaplanAuthToken " + token);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
    }

    @Test
    void thePagesOfAListLeadToOneAnother() throws Exception {
        for (int i = 1; i <= 5; i++) {
            fake.givenProcess("11800000000" + i, "Process " + i, Scenario.complete());
        }

        JsonNode first = json(200, get(model + "/processes?limit=2"));
        assertThat(first.at("/meta/paging").has("previous")).isFalse();
        JsonNode second = json(200, follow(first.at("/meta/paging/next")));
        assertThat(second.path("processes").findValuesAsString("name")).containsExactly("Process 3", "Process 4");
        JsonNode last = json(200, follow(second.at("/meta/paging/next")));
        assertThat(last.path("processes").findValuesAsString("name")).containsExactly("Process 5");
        assertThat(last.at("/meta/paging").has("next")).isFalse();
        assertThat(json(200, follow(last.at("/meta/paging/previous")))).isEqualTo(second);
        assertThat(second.at("/meta/paging/previous").asString())
                .isEqualTo(fake.authUrl() + model + "/processes?limit=2&offset=0");
    }

    @Test
    void theNextPageOfAListWithoutALimitIsALieAsWithAnaplan() throws Exception {
        fake.givenProcess("118000000001", "Process", Scenario.complete());

        JsonNode whole = json(200, get(model + "/processes"));

        assertThat(whole.at("/meta/paging/next").asString())
                .isEqualTo(fake.authUrl() + model + "/processes?limit=20&offset=20");
        assertThat(json(200, follow(whole.at("/meta/paging/next"))).has("processes"))
                .isFalse();
    }

    @Test
    void listsOfTheTenantAreSortedByKnownFieldsWithASignAlone() throws Exception {
        fake.models().givenModel(new ModelRef("8a81", "C0FFEE"), "Atlas", "Planning");

        assertThat(names("models", "/2/0/models?sort=%2Bname")).containsExactly("Atlas", "Demo model");
        assertThat(names("models", "/2/0/models?sort=-name")).containsExactly("Demo model", "Atlas");
        for (String list : List.of("models", "workspaces", "users")) {
            assertThat(get("/2/0/" + list + "?sort=name").statusCode()).isEqualTo(400);
            assertThat(get("/2/0/" + list + "?sort=-nonsense").statusCode()).isEqualTo(400);
        }
        fake.givenProcess("118000000001", "Z", Scenario.complete());
        fake.givenProcess("118000000002", "A", Scenario.complete());
        assertThat(names("processes", model + "/processes?sort=name")).containsExactly("A", "Z");
        assertThat(names("processes", model + "/processes?sort=-name")).containsExactly("Z", "A");
        assertThat(names("processes", model + "/processes?sort=nonsense")).containsExactly("Z", "A");
    }

    @Test
    void whatIsNotThereIsNotFoundWhateverIsAskedOfIt() throws Exception {
        for (String path : List.of(
                "/2/0/models/NONE/files",
                "/2/0/models/NONE/processes",
                "/2/0/models/NONE/status",
                "/2/0/models/NONE/processes/118000000001",
                "/2/0/models/NONE/processes/118000000001/tasks/1",
                "/2/0/workspaces/none",
                "/2/0/workspaces/none/models",
                "/2/0/users/none")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(json(200, get("/2/0/models/NONE/processes/118000000001/tasks"))
                        .has("tasks"))
                .as("as with Anaplan")
                .isFalse();
        assertThat(fake.journal().unscripted()).isEmpty();
    }

    @Test
    void aModelThatIsGoneTakesItsTasksWithIt() throws Exception {
        TaskRef task = fake.startTask(Scenario.failed());
        time.advance(Duration.ofMinutes(1));
        fake.models().dropModel(fake.model());

        assertThat(get("/2/0/" + task).statusCode()).isEqualTo(404);
        assertThat(get("/2/0/" + task + "/dumps/112000000003").statusCode()).isEqualTo(404);
        assertThat(json(200, get("/2/0/" + task.action() + "/tasks")).has("tasks"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/2/0/models/M/lists", "/2/0/models/M/actions/117000000001", "/2/0/nothing", "/nothing"})
    void whatAnaplanHasNotOrTheFakeHasNotIsNotFoundAndNeverAFaultOfAServer(String path) throws Exception {
        String asked = path.replace("/M/", "/" + fake.model().modelId() + "/");

        JsonNode answer = json(404, get(asked));

        assertThat(answer.at("/status/code").asInt()).isEqualTo(404);
        assertThat(answer.path("path").asString()).isEqualTo(asked);
        assertThat(fake.journal().unscripted()).hasSize(1);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(fake::reset).withMessageContaining(asked);
    }

    @Test
    void aMethodThatIsNotOfThatPathIsToldAsMuch() throws Exception {
        assertThat(send("DELETE", "/2/0/users/me", "").statusCode()).isEqualTo(405);
        assertThat(fake.journal().unscripted()).hasSize(1);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(fake::reset);
    }

    @Test
    void aFileIsMadeByItsName() throws Exception {
        fake.files().givenFile("113000000001", "old.csv");

        JsonNode made = json(200, post(model + "/files/new%20sales.csv", "{\"chunkCount\":2}"))
                .path("file");

        assertThat(made.path("name").asString()).isEqualTo("new sales.csv");
        assertThat(made.path("chunkCount").asInt()).isEqualTo(2);
        String id = made.path("id").asString();
        assertThat(id).matches("113\\d{9}").isNotEqualTo("113000000001");
        assertThat(json(200, post(model + "/files/new%20sales.csv", "{\"chunkCount\":2}"))
                        .at("/file/id")
                        .asString())
                .as("by its name again")
                .isEqualTo(id);
        String file = model + "/files/" + id;
        for (JsonNode chunk : json(200, get(file + "/chunks")).path("chunks")) {
            String number = chunk.path("id").asString();
            assertThat(send("PUT", file + "/chunks/" + number, "part " + number + ";")
                            .statusCode())
                    .isEqualTo(204);
        }
        assertThat(post(file + "/complete", "{\"id\":\"" + id + "\"}").statusCode())
                .isEqualTo(200);
        assertThat(fake.files().content(new FileRef(fake.model(), id)))
                .asString()
                .isEqualTo("part 0;part 1;");
        assertThat(names("files", model + "/files")).containsExactly("old.csv", "new sales.csv");
        assertThat(post(model + "/files/113000000099", "{\"chunkCount\":2}").statusCode())
                .as("an id that is not there")
                .isEqualTo(404);
    }

    @Test
    void theChunksOfAFileAreThoseThatWereAnnounced() throws Exception {
        fake.files().givenFile("113000000001", "sales.csv", bytes("old"));
        String file = model + "/files/113000000001";

        JsonNode announced = json(200, post(file, "{\"chunkCount\":3}")).path("file");

        assertThat(announced.path("chunkCount").asInt()).isEqualTo(3);
        assertThat(names("chunks", file + "/chunks")).containsExactly("Chunk 0", "Chunk 1", "Chunk 2");
        assertThat(get(file).body()).as("until all are there").isEqualTo("old");
        assertThat(json(200, post(file, "{\"chunkCount\":-1}"))
                        .at("/file/chunkCount")
                        .asInt())
                .isEqualTo(-1);
        send("PUT", file + "/chunks/0", "new");
        assertThat(names("chunks", file + "/chunks")).containsExactly("Chunk 0");
        assertThat(post(file + "/complete", "").statusCode())
                .as("without a body")
                .isEqualTo(500);
    }

    @Test
    void theStatusOfATaskSaysWhenItWasMade() throws Exception {
        TaskRef task = fake.startTask(Scenario.complete());
        long started = fake.now().toEpochMilli();
        time.advance(Duration.ofSeconds(12));

        assertThat(json(200, get("/2/0/" + task)).at("/task/creationTime").asLong())
                .isEqualTo(started);
    }

    @Test
    void theLocaleMayStandAnywhereButBehindTheMapping() throws Exception {
        fake.givenProcess("118000000001", "Process", Scenario.complete());
        String tasks = model + "/processes/118000000001/tasks";

        assertThat(post(tasks, "{\"id\":\"118000000001\",\"localeName\":\"en_GB\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(tasks, "{\"localeName\":\"en_US\",\"mappingParameters\":[]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(tasks, "{\"mappingParameters\":[],\"localeName\":\"en_US\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(tasks, "{\"mappingParameters\":[]}").statusCode()).isEqualTo(400);
        assertThat(post(tasks, "").statusCode()).isEqualTo(400);
    }

    @Test
    void anImportThatGoesWellCountsItsRowsInStrings() throws Exception {
        TaskRef task = fake.tasks().start(importing(Step.importing("Load")));
        time.advance(Duration.ofMinutes(1));

        JsonNode detail = json(200, get("/2/0/" + task)).at("/task/result/details/0");

        assertThat(detail.path("type").asString()).isEqualTo("hierarchyRowsProcessed");
        assertThat(detail.path("values").valueStream())
                .isNotEmpty()
                .allSatisfy(value -> assertThat(value.isString()).isTrue());
        assertThat(detail.path("values").valueStream().map(JsonNode::asString))
                .contains("successRowCount", "totalRowCount", "ignoredCount", "updatedCount");
    }

    private ActionRef importing(Step step) {
        return fake.models()
                .givenAction(ActionKind.IMPORT, "112000000001", "Load", "HIERARCHY_DATA", Scenario.action(step));
    }

    @Test
    void rowsHaveAllTheirMembers() throws Exception {
        importing(Step.importing("Load"));
        fake.models().givenAction(ActionKind.EXPORT, "116000000001", "Report", "GRID_ALL_PAGES", Scenario.complete());

        assertThat(json(200, get("/2/0/workspaces")).at("/workspaces/0").propertyNames())
                .contains("id", "name", "active", "sizeAllowance", "currentSize");
        for (String list : List.of("/2/0/models", "/2/0/models?modelDetails=true")) {
            assertThat(json(200, get(list)).at("/models/0").propertyNames())
                    .contains(
                            "lastSavedSerialNumber",
                            "lastModifiedByUserGuid",
                            "modelUrl",
                            "categoryValues",
                            "isoCreationDate",
                            "lastModified");
        }
        assertThat(json(200, get(model + "/imports")).at("/imports/0").propertyNames())
                .contains("importType", "importDataSourceId");
        assertThat(json(200, get(model + "/exports")).at("/exports/0").propertyNames())
                .contains("exportType", "exportFormat", "encoding", "layout");
    }

    @Test
    void metadataOfExportsAndImportsIsOfTheirFiles() throws Exception {
        importing(Step.importing("Load"));
        fake.models().givenAction(ActionKind.EXPORT, "116000000001", "Report", "GRID_ALL_PAGES", Scenario.complete());
        fake.files().givenFile("116000000001", "Report.csv", bytes("Product,Units\nApples,12\nPears,7\n"));

        JsonNode export = json(200, get(model + "/exports/116000000001")).path("exportMetadata");
        assertThat(export.path("columnCount").asInt()).isEqualTo(2);
        assertThat(export.path("rowCount").asInt()).isEqualTo(2);
        assertThat(export.path("headerNames").valueStream().map(JsonNode::asString))
                .containsExactly("Product", "Units");
        assertThat(export.path("dataTypes")).hasSize(2);
        assertThat(export.propertyNames()).contains("exportFormat", "encoding", "delimiter", "separator");
        JsonNode imported = json(200, get(model + "/imports/112000000001")).path("importMetadata");
        assertThat(imported.path("name").asString()).isEqualTo("Load");
        assertThat(imported.path("type").asString()).isEqualTo("MODEL");
    }

    @Test
    void aModelSaysHowItStandsInBothFormsAndIsOpenedAndClosed() throws Exception {
        for (String form : List.of(model, direct)) {
            JsonNode status = json(200, get(form + "/status")).path("requestStatus");
            assertThat(status.propertyNames())
                    .containsExactlyInAnyOrder(
                            "peakMemoryUsageEstimate",
                            "peakMemoryUsageTime",
                            "progress",
                            "currentStep",
                            "tooltip",
                            "exportTaskType",
                            "creationTime",
                            "taskId");
            assertThat(status.path("currentStep").asString()).isEqualTo("Open");
            assertThat(post(form + "/close", "").statusCode()).isEqualTo(204);
            assertThat(json(200, get(form + "/status"))
                            .at("/requestStatus/currentStep")
                            .asString())
                    .isEqualTo("Closing");
            assertThat(post(form + "/open", "").statusCode()).isEqualTo(202);
            assertThat(json(200, get(form + "/status"))
                            .at("/requestStatus/currentStep")
                            .asString())
                    .isEqualTo("Open");
        }
    }

    @Test
    void usersAndWorkspacesAreThereByThemselves() throws Exception {
        JsonNode me = json(200, get("/2/0/users/me")).path("user");
        assertThat(json(200, get("/2/0/users/" + me.path("id").asString())).path("user"))
                .isEqualTo(me);
        assertThat(json(200, get("/2/0/users")).at("/users/0")).isEqualTo(me);
        assertThat(names("workspaces", "/2/0/users/me/workspaces")).containsExactly("Demo workspace");
        assertThat(names("models", "/2/0/users/me/models")).containsExactly("Demo model");
        assertThat(json(200, get("/2/0/workspaces/" + fake.model().workspaceId()))
                        .at("/workspace/name")
                        .asString())
                .isEqualTo("Demo workspace");
    }

    @Test
    void aViewIsReadAsCsvAtOnceOrPageByPage() throws Exception {
        fake.files().givenView(fake.model(), "102000000001", "Prices", bytes("A,B\n1,2\n"), bytes("3,4\n"));
        assertThat(names("views", direct + "/views")).containsExactly("Prices");
        HttpResponse<String> data =
                send("GET", direct + "/views/102000000001/data", "", "Authorization", "Bearer " + fake.token());
        assertThat(data.body()).isEqualTo("A,B\n1,2\n3,4\n");
        assertThat(data.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");

        String readRequests = model + "/views/102000000001/readRequests/";
        JsonNode started = json(200, post(readRequests, "{\"exportType\":\"TABULAR_MULTI_COLUMN\"}"))
                .path("viewReadRequest");
        String reading = readRequests + started.path("requestId").asString();
        assertThat(started.path("url").asString()).isEqualTo(fake.authUrl() + reading);
        assertThat(json(200, get(reading)).at("/viewReadRequest/requestState").asString())
                .isEqualTo("IN_PROGRESS");
        assertThat(get(reading + "/pages/0").statusCode()).isEqualTo(404);
        time.advance(Duration.ofSeconds(5));
        JsonNode over = json(200, get(reading)).path("viewReadRequest");
        assertThat(over.path("requestState").asString()).isEqualTo("COMPLETE");
        assertThat(over.path("successful").asBoolean()).isTrue();
        assertThat(over.path("availablePages").asInt()).isEqualTo(2);
        assertThat(get(reading + "/pages/0").body() + get(reading + "/pages/1").body())
                .isEqualTo(data.body());
        assertThat(get(reading + "/pages/2").statusCode()).isEqualTo(404);
        assertThat(json(200, send("DELETE", reading, ""))
                        .at("/viewReadRequest/requestState")
                        .asString())
                .isEqualTo("COMPLETE");
        assertThat(get(reading).statusCode()).isEqualTo(404);
        assertThat(get(direct + "/views/102000000009/data").statusCode()).isEqualTo(404);
        assertThat(get(direct + "/views/102000000001/data?format=v1").statusCode())
                .as("the fake has CSV alone")
                .isEqualTo(406);
    }

    @Test
    void anImportSaysWhichFileItReads() throws Exception {
        ActionRef load = importing(Step.importing("Load"));
        fake.models()
                .givenSource(load, fake.files().givenFile("113000000001", "sales.csv", bytes("\"Code\",Name\n1,A\n")));
        fake.givenProcess(
                "118000000001",
                "Nightly",
                Scenario.process(Step.importing("Load").withId("112000000001"), Step.exporting("Report")));

        assertThat(json(200, get(model + "/imports"))
                        .at("/imports/0/importDataSourceId")
                        .asString())
                .isEqualTo("113000000001");
        JsonNode metadata = json(200, get(model + "/imports/112000000001")).path("importMetadata");
        assertThat(metadata.path("type").asString()).isEqualTo("FILE");
        assertThat(metadata.at("/source/columnCount").asInt()).isEqualTo(2);
        assertThat(metadata.at("/source/headerNames").valueStream().map(JsonNode::asString))
                .containsExactly("Code", "Name");
        JsonNode steps = json(200, get(model + "/processes/118000000001")).at("/processMetadata/actions");
        assertThat(steps.at("/0/importDataSourceId").asString()).isEqualTo("113000000001");
        assertThat(steps.at("/1").propertyNames()).contains("exportType", "exportFormat", "layout");
    }

    @Test
    void versionsAndTheCurrentPeriodAreThere() throws Exception {
        for (String form : List.of(model, direct)) {
            assertThat(json(200, get(form + "/versions"))
                            .at("/versionMetadata/0/isActual")
                            .asBoolean())
                    .isTrue();
            assertThat(json(200, get(form + "/currentPeriod"))
                            .path("currentPeriod")
                            .propertyNames())
                    .containsExactlyInAnyOrder("periodText", "lastDay", "calendarType");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|GET /2/0/users/me HTTP/1.1|Connection: close||",
                "GET http://anaplan.example/2/0/users/me HTTP/1.1|Connection: close||",
                "GET /2/0/users/me HTTP/1.1|connection: TE, Close||",
                "GET /2/0/users/me HTTP/1.0||",
                "POST /2/0/models/M/open HTTP/1.1|Connection: close|transfer-encoding: Chunked||2;x=y|{}|0||",
                "POST /2/0/models/M/open HTTP/1.1|Connection: close|Expect: 100-Continue|Content-Length: 2||{}"
            })
    void httpIsReadInEveryFormThatItHas(String written) throws Exception {
        String request = written.replace("/M/", "/" + fake.model().modelId() + "/")
                .replaceFirst(" HTTP/1..", "$0|Authorization: Bearer " + fake.token())
                .replace("|", "\r\n");
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(fake.url()).getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(bytes(request));

            assertThat(socket.getInputStream().readAllBytes())
                    .asString()
                    .startsWith("HTTP/1.1 " + (written.contains("Expect") ? "100" : "20"))
                    .containsPattern("HTTP/1.1 20[02] ");
        }
        assertThat(fake.journal().requests()).singleElement().satisfies(seen -> {
            assertThat(seen.target()).startsWith("/2/0/");
            assertThat(seen.body()).asString().isEqualTo(written.contains("{}") ? "{}" : "");
        });
    }

    private List<String> names(String key, String path) throws Exception {
        return json(200, get(path)).path(key).findValuesAsString("name");
    }

    private String logIn() throws Exception {
        fake.logins().givenUser(USER);
        return json(201, send("POST", "/token/authenticate", "", "Authorization", basic()))
                .at("/tokenInfo/tokenValue")
                .asString();
    }

    private static String basic() {
        return "Basic " + Base64.getEncoder().encodeToString(bytes(USER + ":" + UUID.randomUUID()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode json(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<String> follow(JsonNode link) throws Exception {
        assertThat(link.asString()).startsWith(fake.url());
        return get(link.asString().substring(fake.authUrl().length()));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(method, path, body, "Authorization", "AnaplanAuthToken " + fake.token());
    }

    private HttpResponse<String> send(String method, String path, String body, String header, String value)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fake.authUrl() + path))
                .method(method, BodyPublishers.ofString(body))
                .header(header, value)
                .timeout(Duration.ofSeconds(20))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
