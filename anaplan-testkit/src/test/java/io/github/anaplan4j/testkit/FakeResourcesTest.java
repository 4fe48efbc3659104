package io.github.anaplan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fake as any other client sees it: with the JDK's HTTP client, and none of the library's code. */
class FakeResourcesTest {
    private static final String FILE = "113000000001";

    private final VirtualTime time = VirtualTime.create();
    private final FakeAnaplan fake = FakeAnaplan.start(time);
    private final HttpClient http = HttpClient.newHttpClient();
    private final String model = "/" + fake.model();

    @AfterEach
    void closeTheFake() {
        fake.close();
    }

    @Test
    void theUserIsKnown() throws Exception {
        assertThat(json(get("/users/me")).at("/user/email").asString()).isEqualTo("ada@example.com");
    }

    @Test
    void aUserWithoutAPasswordGetsInWithAnyOne() throws Exception {
        fake.logins().givenUser("grace@example.com");

        for (String user : new String[] {"grace@example.com", "nobody@example.com"}) {
            String login = user + ":" + UUID.randomUUID();
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create(fake.authUrl() + "/token/authenticate"))
                            .header(
                                    "Authorization",
                                    "Basic "
                                            + Base64.getEncoder()
                                                    .encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(user.startsWith("grace") ? 201 : 401);
        }
    }

    @Test
    void moreModelsHaveActionsAndFilesOfTheirOwn() throws Exception {
        ModelRef sales = new ModelRef("8a81", "C0FFEE");
        fake.models().givenModel(sales, "Sales", "Planning");
        fake.models().givenAction(sales.process("118000000001"), "Nightly load", "", Scenario.complete());
        fake.files().givenFile(new FileRef(sales, FILE), "sales.csv", 0, chunk -> new byte[0]);

        assertThat(json(get("/models")).path("models").findValuesAsString("name"))
                .containsExactly("Demo model", "Sales");
        assertThat(json(get("/workspaces/8a81/models")).path("models").findValuesAsString("id"))
                .containsExactly("C0FFEE");
        assertThat(json(get("/workspaces")).path("workspaces").findValuesAsString("name"))
                .containsExactly("Demo workspace", "Planning");
        assertThat(json(get("/models/C0FFEE/status")).has("requestStatus")).isTrue();
        for (String path : new String[] {"/models/C0FFEE", "/workspaces/8a81/models/C0FFEE"}) {
            assertThat(json(get(path + "/processes")).at("/processes/0/name").asString())
                    .isEqualTo("Nightly load");
            assertThat(json(get(path + "/files")).at("/files/0/name").asString())
                    .isEqualTo("sales.csv");
        }
        assertThat(json(get(model + "/processes")).has("processes")).isFalse();

        fake.models().dropModel(sales);
        assertThat(get("/models/C0FFEE").statusCode()).isEqualTo(404);
        assertThat(get("/models/C0FFEE/processes").statusCode()).isEqualTo(404);
    }

    @Test
    void aPortCanBeChosenAndIsTakenOnce() {
        int port = URI.create(fake.url()).getPort();

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> FakeAnaplan.start(time, port))
                .withMessageContaining("Cannot listen on port " + port);
    }

    @Test
    void workspacesAndModelsAreListed() throws Exception {
        String workspaceId = fake.model().workspaceId();
        String modelId = fake.model().modelId();

        assertThat(json(get("/workspaces")).at("/workspaces/0/id").asString()).isEqualTo(workspaceId);
        assertThat(json(get("/models")).at("/models/0/id").asString()).isEqualTo(modelId);
        assertThat(json(get("/workspaces/" + workspaceId + "/models"))
                        .at("/models/0/currentWorkspaceId")
                        .asString())
                .isEqualTo(workspaceId);
        assertThat(get(model).statusCode()).isEqualTo(405);
    }

    @Test
    void theModelTellsWhetherATaskRunsOnIt() throws Exception {
        String path = "/models/" + fake.model().modelId();
        assertThat(json(get(path)).at("/model/activeState").asString()).isEqualTo("UNLOCKED");
        assertThat(json(get(path)).at("/model").has("modelTransactionRunning")).isFalse();
        assertThat(isBusy(path)).isFalse();
        assertThat(json(get(path + "/status")).at("/requestStatus/progress").doubleValue())
                .isEqualTo(-1.0);

        TaskRef task = fake.startTask(Scenario.complete());
        assertThat(isBusy(path)).as("while it is queued").isFalse();
        time.advance(Duration.ofSeconds(12));
        assertThat(isBusy(path)).isTrue();
        assertThat(json(get(path + "/status")).at("/requestStatus/taskId").asString())
                .isEqualTo(task.taskId());
        time.advance(Duration.ofSeconds(30));
        assertThat(isBusy(path)).isFalse();
        assertThat(get("/models/other").statusCode()).isEqualTo(404);
        assertThat(get("/models/other/status").statusCode()).isEqualTo(404);
    }

    private boolean isBusy(String path) throws Exception {
        return json(get(path + "?modelDetails=true"))
                .at("/model/modelTransactionRunning")
                .booleanValue();
    }

    @Test
    void actionsOfEachKindHaveMetadataAndAnUnknownImportIsAFault() throws Exception {
        fake.models().givenAction(ActionKind.IMPORT, "112000000003", "Load", "HIERARCHY_DATA", Scenario.complete());
        fake.models().givenAction(ActionKind.EXPORT, "116000000001", "Publish", "GRID_ALL_PAGES", Scenario.complete());

        assertThat(json(get(model + "/imports/112000000003"))
                        .at("/importMetadata/name")
                        .asString())
                .isEqualTo("Load");
        assertThat(json(get(model + "/exports/116000000001"))
                        .at("/exportMetadata/exportFormat")
                        .asString())
                .isEqualTo("text/csv");
        assertThat(get(model + "/imports/112000000004").statusCode()).isEqualTo(500);
        assertThat(get(model + "/exports/112000000004").statusCode()).isEqualTo(404);
    }

    @Test
    void aDumpThatATaskAnnouncesIsThereUntilItIsDropped() throws Exception {
        TaskRef task = fake.startTask(Scenario.failed());
        String dump = "/" + task + "/dumps/112000000003";
        assertThat(get(dump).statusCode()).as("before the end").isEqualTo(404);
        time.advance(Duration.ofMinutes(1));

        assertThat(get(dump).body()).startsWith("_Status_,").hasLineCount(3);
        assertThat(json(get(dump + "/chunks")).at("/chunks/0/id").asString()).isEqualTo("0");
        assertThat(get(dump + "/chunks/0").body()).isEqualTo(get(dump).body());
        assertThat(get(dump + "/chunks/0").headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(get(dump + "/chunks/1").statusCode()).isEqualTo(404);
        assertThat(get("/" + task + "/dumps/117000000015").statusCode())
                .as("a step without dump")
                .isEqualTo(404);
        fake.files().dropDump(new DumpRef(task, "112000000003"));
        assertThat(get(dump + "/chunks").statusCode()).isEqualTo(404);
    }

    @Test
    void aFileIsUploadedInChunksOfAnnouncedNumber() throws Exception {
        FileRef file = fake.files().givenFile(FILE, "source.csv", "old".getBytes(StandardCharsets.UTF_8));
        String path = model + "/files/" + FILE;

        assertThat(send("POST", path, "{\"chunkCount\":2}").statusCode()).isEqualTo(200);
        assertThat(send("PUT", path + "/chunks/1", "two").statusCode()).isEqualTo(204);
        assertThat(get(path).body()).as("until the last chunk").isEqualTo("old");
        assertThat(send("PUT", path + "/chunks/0", "one").statusCode()).isEqualTo(204);

        assertThat(get(path).body()).isEqualTo("onetwo");
        assertThat(fake.files().content(file)).asString().isEqualTo("onetwo");
        assertThat(json(get(model + "/files")).at("/files/0/chunkCount").intValue())
                .isEqualTo(2);
        assertThat(send("PUT", path + "/chunks/0", "late").statusCode()).isEqualTo(404);
    }

    @Test
    void aFileOfUnknownLengthIsThereWhenItIsCompleted() throws Exception {
        fake.files().givenFile(FILE, "source.csv");
        String path = model + "/files/" + FILE;
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(json(get(path + "/chunks")).has("chunks")).isFalse();

        send("POST", path, "{\"chunkCount\":-1}");
        send("PUT", path + "/chunks/0", "one");
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(send("POST", path + "/complete", "{}").statusCode()).isEqualTo(200);

        assertThat(get(path).body()).isEqualTo("one");
        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aFileCanBeUploadedAtOnceOrAsGzip() throws Exception {
        fake.files().givenFile(FILE, "source.csv");
        String path = model + "/files/" + FILE;
        assertThat(send("PUT", path, "at once").statusCode()).isEqualTo(204);
        assertThat(get(path).body()).isEqualTo("at once");

        send("POST", path, "{\"chunkCount\":1}");
        assertThat(putGzip(path + "/chunks/0", "application/x-gzip", gzip("zipped")))
                .isEqualTo(204);
        assertThat(get(path).body()).isEqualTo("zipped");
    }

    @Test
    void noMoreChunksAreAnnouncedThanAnyModelHolds() throws Exception {
        fake.files().givenFile(FILE, "source.csv");
        String path = model + "/files/" + FILE;

        assertThat(send("POST", path, "{\"chunkCount\":100000}").statusCode()).isEqualTo(200);
        assertThat(send("POST", path, "{\"chunkCount\":100001}").statusCode()).isEqualTo(400);
        send("POST", path, "{\"chunkCount\":-1}");
        assertThat(send("PUT", path + "/chunks/99999", "last").statusCode()).isEqualTo(204);
        assertThat(send("PUT", path + "/chunks/100000", "late").statusCode()).isEqualTo(404);
    }

    @Test
    void aChunkIsUnzippedToSixtyFourMebibytesAndNoFurther() throws Exception {
        fake.files().givenFile(FILE, "source.csv");
        String path = model + "/files/" + FILE + "/chunks/0";
        send("POST", model + "/files/" + FILE, "{\"chunkCount\":1}");

        assertThat(putGzip(path, "application/x-gzip", gzip("0".repeat((64 << 20) + 1))))
                .isEqualTo(413);
        assertThat(putGzip(path, "application/x-gzip", gzip("0".repeat(64 << 20))))
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/x-gzip", "application/x-gzip; charset=utf-8", "Application/X-GZip ;charset=utf-8"})
    void gzipIsToldByItsMediaTypeAtOnceAsInChunks(String type) throws Exception {
        fake.files().givenFile(FILE, "source.csv");
        String path = model + "/files/" + FILE;

        assertThat(putGzip(path, type, gzip("at once"))).isEqualTo(204);
        assertThat(get(path).body()).isEqualTo("at once");
        assertThat(putGzip(path, type, "not gzip".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(400);
        send("POST", path, "{\"chunkCount\":1}");
        assertThat(putGzip(path + "/chunks/0", type, gzip("in chunks"))).isEqualTo(204);
        assertThat(get(path).body()).isEqualTo("in chunks");
    }

    @Test
    void gzipThatGrowsBeyondMeasureIsRefused() throws Exception {
        fake.files().givenFile(FILE, "source.csv");
        String path = model + "/files/" + FILE;
        send("POST", path, "{\"chunkCount\":2}");

        assertThat(putGzip(path + "/chunks/0", "application/x-gzip", gzip(new byte[64 << 20])))
                .isEqualTo(204);
        byte[] larger = gzip(new byte[(64 << 20) + 1]);
        assertThat(putGzip(path + "/chunks/1", "application/x-gzip", larger)).isEqualTo(413);
        assertThat(putGzip(path, "application/x-gzip", larger)).isEqualTo(413);
    }

    @Test
    void missingChunksAndBadGzipAreRefused() throws Exception {
        fake.files().givenFile(FILE, "source.csv");
        String path = model + "/files/" + FILE;
        send("POST", path, "{\"chunkCount\":-1}");
        send("PUT", path + "/chunks/0", "a");
        send("PUT", path + "/chunks/7", "b");

        assertThat(send("POST", path + "/complete", "{}").statusCode()).isEqualTo(400);
        assertThat(putGzip(path + "/chunks/1", "application/x-gzip", "not gzip".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(400);
    }

    @Test
    void aProcessHasNoDumpOfItsOwnAndADroppedOneCanBeReplaced() throws Exception {
        TaskRef task = fake.startTask(Scenario.failed());
        time.advance(Duration.ofMinutes(1));
        DumpRef dump = new DumpRef(task, "112000000003");

        assertThat(get("/" + task + "/dump").statusCode()).isEqualTo(404);
        fake.files().dropDump(dump);
        fake.files().givenDump(dump, "new".getBytes(StandardCharsets.UTF_8));
        assertThat(get("/" + dump).body()).isEqualTo("new");
    }

    @Test
    void anUnknownFileAndABadCountAreRefused() throws Exception {
        fake.files().givenFile(FILE, "source.csv");

        assertThat(send("POST", model + "/files/113000000009", "{\"chunkCount\":1}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("PUT", model + "/files/113000000009", "x").statusCode()).isEqualTo(404);
        assertThat(get(model + "/files/113000000009/chunks").statusCode()).isEqualTo(404);
        for (String body : new String[] {
            "",
            "{}",
            "{\"chunkCount\":0}",
            "{\"chunkCount\":-2}",
            "{\"chunkCount\":100001}",
            "{\"chunkCount\":999999999}",
            "{\"chunkCount\":9999999999}",
            "<html>"
        }) {
            assertThat(send("POST", model + "/files/" + FILE, body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    @Test
    void aChunkBeyondAllFilesIsRefusedThoughTheirNumberWasNotSaid() throws Exception {
        fake.files().givenFile(FILE, "source.csv");
        String path = model + "/files/" + FILE;
        send("POST", path, "{\"chunkCount\":-1}");

        assertThat(send("PUT", path + "/chunks/99999", "last").statusCode()).isEqualTo(204);
        assertThat(send("PUT", path + "/chunks/100000", "beyond").statusCode()).isEqualTo(404);
    }

    @Test
    void aListOfChunksMakesTheRowsOfItsPageAlone() throws Exception {
        fake.files().givenFile(new FileRef(fake.model(), FILE), "source.csv", 999_999_999, chunk -> new byte[] {'x'});
        String chunks = model + "/files/" + FILE + "/chunks?limit=1";

        JsonNode first = json(get(chunks));
        assertThat(first.at("/meta/paging/totalSize").asInt()).isEqualTo(999_999_999);
        assertThat(first.path("chunks").findValuesAsString("id")).containsExactly("0");
        assertThat(json(get(chunks + "&offset=999999998")).path("chunks").findValuesAsString("name"))
                .containsExactly("Chunk 999999998");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(
                request(path).method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(fake.url() + path))
                .header("Authorization", "AnaplanAuthToken " + fake.token());
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private int putGzip(String path, String type, byte[] body) throws Exception {
        HttpRequest request = request(path)
                .header("Content-Type", type)
                .PUT(BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    private static byte[] gzip(String text) throws IOException {
        return gzip(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
