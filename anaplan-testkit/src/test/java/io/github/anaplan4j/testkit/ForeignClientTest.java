package io.github.anaplan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.OutputStream;
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
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients that have nothing of this library run an action from login to dump, as Anaplan's documentation has it. */
@Timeout(60)
class ForeignClientTest {
    private static final String USER = "ada@example.com";

    private final String password = UUID.randomUUID().toString();
    private final VirtualTime time = VirtualTime.create();
    private final FakeAnaplan fake = FakeAnaplan.start(time);

    private record Answer(int status, String body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    private enum Client {
        JDK {
            private final HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

            @Override
            Answer send(String method, String url, String authorization, String json) throws Exception {
                HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                        .method(method, BodyPublishers.ofString(json))
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(20))
                        .build();
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
                return new Answer(response.statusCode(), response.body());
            }
        },
        CURL {
            @Override
            Answer send(String method, String url, String authorization, String json) throws Exception {
                assumeTrue(isInstalled(), "skipped, for there is no curl on the PATH; install it to run this test");
                List<String> command = new ArrayList<>(
                        List.of("curl", "-sS", "--noproxy", "*", "--max-time", "20", "-K", "-", "-X", method));
                command.addAll(List.of("-H", "Content-Type: application/json", "-w", "\n%{http_code}", url));
                Process curl = new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                try (OutputStream settings = curl.getOutputStream()) {
                    String lines = "header = \"Authorization: " + authorization + "\"\n"
                            + (json.isEmpty() ? "" : "data = \"" + json.replace("\"", "\\\"") + "\"\n");
                    settings.write(lines.getBytes(StandardCharsets.UTF_8));
                }
                String output = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(curl.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(curl.exitValue()).isZero();
                int end = output.lastIndexOf('\n');
                return new Answer(Integer.parseInt(output.substring(end + 1)), output.substring(0, end));
            }

            private boolean isInstalled() {
                return Stream.of(System.getenv("PATH").split(System.getProperty("path.separator")))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl"))
                                || Files.isExecutable(Path.of(folder, "curl.exe")));
            }
        };

        abstract Answer send(String method, String url, String authorization, String json) throws Exception;
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @ParameterizedTest
    @EnumSource
    void fromLoginToDump(Client client) throws Exception {
        fake.logins().givenUser(USER, password);
        ActionRef nightly = fake.givenProcess(
                "118000000007",
                "Nightly load",
                Scenario.process(Step.importing("Load sales").rejecting(40, 2_000))
                        .lasting(Duration.ofMinutes(11)));
        String token = logIn(client);
        String processes = fake.url() + "/workspaces/" + nightly.model().workspaceId() + "/models/"
                + nightly.model().modelId() + "/processes";
        String tasks = processes + "/" + idOf("Nightly load", client, processes, token) + "/tasks";

        String task = tasks + "/" + start(client, tasks, token);
        JsonNode last = pollToTheEnd(client, task, token);

        assertThat(last.path("taskState").asString()).isEqualTo("COMPLETE");
        assertThat(last.path("progress").asDouble()).isEqualTo(1.0);
        JsonNode step = last.path("result").path("nestedResults").path(0);
        assertThat(step.path("failureDumpAvailable").asBoolean()).isTrue();
        String dump = task + "/dumps/" + step.path("objectId").asString();
        assertThat(rows(client, dump, token)).hasSize(1 + 40);

        String unwanted = tasks + "/" + start(client, tasks, token);
        Answer cancelled = client.send("DELETE", unwanted, token, "");
        assertThat(cancelled.status()).isBetween(200, 299);
        assertThat(pollToTheEnd(client, unwanted, token).path("taskState").asString())
                .isEqualTo("CANCELLED");
        assertThat(fake.journal().unscripted()).isEmpty();
    }

    private String logIn(Client client) throws Exception {
        String pair = Base64.getEncoder().encodeToString((USER + ":" + password).getBytes(StandardCharsets.UTF_8));
        Answer answer = client.send("POST", fake.authUrl() + "/token/authenticate", "Basic " + pair, "");
        assertThat(answer.status()).isEqualTo(201);
        return "AnaplanAuthToken "
                + answer.json().path("tokenInfo").path("tokenValue").asString();
    }

    private static String idOf(String name, Client client, String list, String token) throws Exception {
        Answer answer = client.send("GET", list, token, "");
        assertThat(answer.status()).isEqualTo(200);
        for (JsonNode process : answer.json().path("processes")) {
            if (process.path("name").asString().equals(name)) {
                return process.path("id").asString();
            }
        }
        throw new AssertionError("no process " + name + " in " + answer.body());
    }

    private static String start(Client client, String tasks, String token) throws Exception {
        Answer answer = client.send("POST", tasks, token, "{\"localeName\":\"en_US\"}");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().path("task").path("taskId").asString();
    }

    private JsonNode pollToTheEnd(Client client, String task, String token) throws Exception {
        for (int poll = 0; poll < 100; poll++) {
            Answer answer = client.send("GET", task, token, "");
            assertThat(answer.status()).isEqualTo(200);
            JsonNode state = answer.json().path("task");
            if (List.of("COMPLETE", "CANCELLED")
                    .contains(state.path("taskState").asString())) {
                return state;
            }
            time.advance(Duration.ofSeconds(30));
        }
        throw new AssertionError("no end after fifty minutes");
    }

    private static List<String> rows(Client client, String dump, String token) throws Exception {
        JsonNode chunks = client.send("GET", dump + "/chunks", token, "").json().path("chunks");
        assertThat(chunks.size()).isPositive();
        StringBuilder text = new StringBuilder();
        for (JsonNode chunk : chunks) {
            text.append(client.send("GET", dump + "/chunks/" + chunk.path("id").asString(), token, "")
                    .body());
        }
        return text.toString().lines().toList();
    }
}
