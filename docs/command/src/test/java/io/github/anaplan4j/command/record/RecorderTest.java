package io.github.anaplan4j.command.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.Step;
import io.github.anaplan4j.testkit.time.VirtualTime;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import java.io.IOException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The fake stands for the real Anaplan; what was recorded is played again by another one. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecorderTest {
    private static final String SECRET = "open-sesame-9";
    private static final String NAME = "Nightly load of the Zürich warehouse";

    private final VirtualTime time = VirtualTime.create();
    private final FakeAnaplan real = FakeAnaplan.start(time);
    private final HttpTransport transport = ApacheHttpTransport.create(TransportSettings.defaults());
    private final List<Passed> passed = new ArrayList<>();

    @TempDir
    Path directory;

    private record Passed(String method, URI target, int status, byte[] body) {}

    @AfterEach
    void stop() {
        transport.close();
        real.close();
    }

    private Recorder recorder(Recording recording) throws IOException {
        return new Recorder(
                0,
                transport,
                new Recorder.Upstream(URI.create(real.url()), URI.create(real.authUrl()), URI.create(real.oauthUrl())),
                recording,
                words -> {});
    }

    private static Scenario scenario() {
        return Scenario.process(
                        Step.importing("Load Zürich prices").rejecting(3, 2_000),
                        Step.exporting("Write the Basel report"))
                .lasting(Duration.ofMinutes(3));
    }

    private AnaplanClient client(Recorder recorder) {
        return AnaplanClient.builder()
                .apiUrl(recorder.url() + "/2/0")
                .authUrl(recorder.url())
                .credentials(Credentials.userPassword("ada.lovelace@zuerich.example", SECRET.toCharArray()))
                .transport(transport)
                .time(time)
                .build();
    }

    private void runEverything(Recorder recorder, Path out) throws IOException {
        real.logins().givenUser("ada.lovelace@zuerich.example", SECRET);
        real.givenProcess("118000000007", NAME, scenario());
        real.givenProcess("118000000008", "Failing in Basel", Scenario.failed());
        real.givenProcess("118000000009", "Cancelled in Bern", Scenario.cancelled());
        FileRef file = real.files()
                .givenFile(
                        "113000000001", "Basel sales.csv", "Shop,Units\nBasel,12\n".getBytes(StandardCharsets.UTF_8));
        try (AnaplanClient anaplan = client(recorder)) {
            AnaplanModel model = anaplan.model(real.model());
            real.faults().inject(RequestMatchers.polls(), Fault.tooManyRequests("7"));
            real.faults().inject(RequestMatchers.polls(), Fault.gatewayPage());
            TaskOutcome outcome = model.processNamed(NAME).run(Duration.ofHours(1));
            assertThat(outcome.kind()).isEqualTo(TaskOutcome.Kind.SUCCEEDED_WITH_REJECTED_ROWS);
            anaplan.report(outcome);
            anaplan.failureDump(outcome.dumps().get(0)).saveTo(out.resolve("dump.csv"));
            model.processNamed("Failing in Basel").run(Duration.ofHours(1));
            model.processNamed("Cancelled in Bern").run(Duration.ofHours(1));
            real.logins().expireToken();
            model.file(file.fileId()).saveTo(out.resolve("sales.csv"));
            model.file(file.fileId()).compressed().upload(out.resolve("sales.csv"));
        }
    }

    @Test
    void nothingOfTheUsersIsWritten() throws Exception {
        Path file = directory.resolve("scenario.yaml");
        Recording recording = new Recording(file);
        try (Recorder recorder = recorder(recording)) {
            runEverything(recorder, directory);
        }

        String written = Files.readString(file);
        assertThat(recording.count()).isGreaterThan(20);
        assertThat(recording.disguise().count()).isGreaterThan(10);
        for (String original : recording.disguise().originals()) {
            if (original.length() < 3) {
                continue; // such as a unit; it stands in every text
            }
            assertThat(written).as(original).doesNotContain("\"" + original, "/" + original, original + "\\\"");
        }
        assertThat(written)
                .doesNotContain(SECRET, NAME, "Zürich", "Basel", "Bern", "ada.lovelace", "118000000007", "113000000001")
                .doesNotContain(real.model().modelId(), real.model().workspaceId(), real.token(), "Demo")
                .contains("taskState", "failureDumpAvailable", "_Error_1", "429", "Retry-After");
    }

    @Test
    void whatWasRecordedIsAnsweredAgainByteByByte() throws Exception {
        Path file = directory.resolve("scenario.yaml");
        Recording recording = new Recording(file);
        try (Recorder recorder = recorder(recording)) {
            runByHand(recorder);
        }
        assertThat(passed).hasSizeGreaterThan(8);

        Process fake = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.github.anaplan4j.testkit.standalone.Main",
                        "--port",
                        "0",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try {
            String origin = origin(fake);
            HttpClient http = HttpClient.newHttpClient();
            for (Passed one : passed) {
                URI again = URI.create(
                        origin + recording.disguise().target(one.target.getRawPath(), one.target.getRawQuery()));
                HttpResponse<byte[]> answer = http.send(
                        HttpRequest.newBuilder(again)
                                .method(one.method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofByteArray());
                assertThat(answer.statusCode()).as(one.target.toString()).isEqualTo(one.status);
                String type = answer.headers().firstValue("Content-Type").orElse("");
                assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                        .as(one.target.toString())
                        .isEqualTo(new String(recording.disguised(type, null, one.body), StandardCharsets.UTF_8));
            }
        } finally {
            fake.destroyForcibly();
        }
    }

    private static String origin(Process fake) throws IOException, InterruptedException {
        StringBuilder said = new StringBuilder();
        var lines = fake.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith("Base URL of logins")) {
                return line.substring(line.indexOf("http"));
            }
        }
        fake.waitFor(10, TimeUnit.SECONDS);
        throw new AssertionError(said);
    }

    private void runByHand(Recorder recorder) throws Exception {
        real.givenProcess("118000000007", NAME, scenario());
        real.files()
                .givenFile(
                        "113000000001", "Basel sales.csv", "Shop,Units\nBasel,12\n".getBytes(StandardCharsets.UTF_8));
        String process = "/2/0/" + real.model().process("118000000007");
        pass(recorder, "GET", "/2/0/" + real.model() + "/processes?limit=5000&offset=0", "");
        String task = pass(recorder, "POST", process + "/tasks", "{\"localeName\":\"en_US\"}")
                .replaceAll("(?s).*\"taskId\":\"([^\"]+)\".*", "$1");
        real.faults().inject(Fault.tooManyRequests("7"));
        real.faults().inject(Fault.gatewayPage());
        for (int i = 0; i < 5; i++) {
            pass(recorder, "GET", process + "/tasks/" + task + "?includeProcessDetails=true", "");
            time.advance(Duration.ofMinutes(1));
        }
        pass(recorder, "GET", "/2/0/" + real.model() + "/files/113000000001/chunks/0", "");
        pass(recorder, "GET", "/2/0/" + real.model() + "/files/113000000009/chunks/0", "");
        pass(recorder, "DELETE", process + "/tasks/" + task, "");
    }

    private String pass(Recorder recorder, String method, String target, String body) throws Exception {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(recorder.url() + target))
                                .header("Authorization", "AnaplanAuthToken " + real.token())
                                .header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofByteArray());
        passed.add(new Passed(method, URI.create(target), answer.statusCode(), answer.body()));
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void aConnectionThatBreaksIsRecordedAndBreaksAgain() throws Exception {
        Path file = directory.resolve("scenario.yaml");
        try (Recorder recorder = recorder(new Recording(file))) {
            real.faults().inject(5, Fault.reset()); // some clients ask again
            try {
                pass(recorder, "GET", "/2/0/workspaces", "");
                throw new AssertionError("it was answered");
            } catch (IOException asWell) {
                assertThat(file).content().contains("GET /2/0/workspaces", "fault: reset-afterwards");
            }
        }
    }
}
