package io.github.anaplan4j.testkit.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jar that is built, as a process of its own, and a client that knows nothing of the library. */
@Timeout(120)
class StandaloneIT {
    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private record Ended(int code, String out, String err) {}

    @Test
    void anActionIsRunFromLoginToItsEndInFastTime() throws Exception {
        Process program = start("--port", "0", "--factor", "600");
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            String url = StandaloneProgram.url(out);
            String token = send("POST", url + "/token/authenticate", "Basic " + login())
                    .at("/tokenInfo/tokenValue")
                    .asString();
            String tasks = url + "/2/0/models/75A40874E6B64FA3AE0743278996850F/processes/118000000008/tasks";
            String task = send("POST", tasks, "AnaplanAuthToken " + token)
                    .at("/task/taskId")
                    .asString();

            JsonNode status = send("GET", tasks + "/" + task, "AnaplanAuthToken " + token);
            while (!status.at("/task/taskState").asString().equals("CANCELLED")) { // a fifth of a second of real time
                status = send("GET", tasks + "/" + task, "AnaplanAuthToken " + token);
            }

            assertThat(status.at("/task/cancelledBy").asString()).isEqualTo("Grace Example");
            assertThat(http.send(HttpRequest.newBuilder(URI.create(url + "/")).build(), BodyHandlers.ofString())
                            .body())
                    .contains("Clean-up that somebody cancels", task)
                    .doesNotContain(token);
        } finally {
            program.destroy();
            assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    @Test
    void whatIsRefusedOrUnknownIsALineOfTheConsole() throws Exception {
        Process program = start("--port", "0");
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            String url = StandaloneProgram.url(out);
            for (String path : List.of("/2/0/users/me", "/2/0/nothing")) {
                http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.discarding());
            }
            try (Socket secure = new Socket("127.0.0.1", URI.create(url).getPort())) {
                secure.getOutputStream().write(new byte[] {0x16, 0x03, 0x01});
                assertThat(secure.getInputStream().readAllBytes()).asString().startsWith("HTTP/1.1 400 ");
            }
        } finally {
            program.destroy();
            assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Files.readAllLines(folder.resolve("err")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Refused: GET /2/0/users/me -> 401 {\"status\":"),
                        line -> assertThat(line)
                                .isEqualTo("The fake Anaplan has no answer to GET /2/0/nothing, and says 404."),
                        line -> assertThat(line)
                                .startsWith("The fake Anaplan cannot read what it was sent, and says 400. Not HTTP")
                                .endsWith("; was it https?"));
    }

    @Test
    void itListensBeyondThisMachineIfThatIsWantedAndWarns() throws Exception {
        Process program = start("--port", "0", "--listen", "0.0.0.0");
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            URI url = URI.create(StandaloneProgram.url(out) + "/token/validate");
            for (InetAddress address :
                    InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
                if (address instanceof Inet4Address) {
                    URI beyond =
                            new URI("http", null, address.getHostAddress(), url.getPort(), url.getPath(), null, null);
                    assertThat(http.send(HttpRequest.newBuilder(beyond).build(), BodyHandlers.discarding())
                                    .statusCode())
                            .isEqualTo(400);
                }
            }
            assertThat(url.getHost()).isEqualTo("127.0.0.1");
        } finally {
            program.destroy();
            assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Files.readString(folder.resolve("err")))
                .startsWith("WARNING: It listens on 0.0.0.0, beyond this machine.");
        assertThat(run("--listen", "no such address").code()).isEqualTo(2);
    }

    @Test
    void itPrintsAnExampleThatItReads() throws Exception {
        Ended example = run("--example");
        assertThat(example.code()).isZero();
        Path file = Files.writeString(folder.resolve("mine.yaml"), example.out());

        Process program = start("--port", "0", file.toString());
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            assertThat(StandaloneProgram.url(out)).startsWith("http://127.0.0.1:");
        } finally {
            program.destroy();
        }
    }

    @Test
    void whatIsWrongEndsItWithAMessageAndNoStackTrace() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "modles: []\nusers: ada\n");
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {(byte) 0xE4});
        Path wide = Files.writeString(folder.resolve("wide.yaml"), "models: []\n", StandardCharsets.UTF_16LE);

        assertThat(run(broken.toString())).isEqualTo(new Ended(1, "", broken + """
                        :1:1: "models" is missing here.
                        %1$s:1:1: "modles" means nothing here. These do: certificates, \
                        devices-approved-after, faults, models, recorded, users.
                        %1$s:2:8: "users" is a list: put each entry on a line that begins with a dash.
                        """.formatted(broken)));
        assertThat(run(latin.toString()).err()).isEqualTo(latin + ": The file is not in UTF-8. Save it so.\n");
        assertThat(run(wide.toString()).err()).isEqualTo(wide + ": The file is not in UTF-8. Save it so.\n");
        assertThat(run(folder.resolve("none.yaml").toString()).err())
                .endsWith("none.yaml: There is no such file. --example prints one to begin with.\n");
        for (String factor : List.of("0", "-1", "NaN", "Infinity", "1e300", "1e-300")) {
            Ended ended = run("--port", "0", "--factor", factor);
            assertThat(ended.code()).as(factor).isEqualTo(2);
            assertThat(ended.err()).startsWith("--factor: Time does not go ").contains("from 0.001 to 10,000,000");
        }
        assertThat(run("--factor", "fast").err()).startsWith("Invalid value for option '--factor'");
        assertThat(run("--port", "99999999999").err()).startsWith("Invalid value for option '--port'");
        assertThat(run("--port", "0", "--listen", "192.0.2.1").err())
                .startsWith("Cannot listen on 192.0.2.1")
                .contains("--listen takes an address of this machine.")
                .doesNotContain("\tat ");
        assertThat(run(folder.toString()))
                .isEqualTo(new Ended(1, "", folder + ": The file cannot be read: Is a directory.\n"));
        Path comment = Files.writeString(folder.resolve("comment.yaml"), "#" + "x".repeat(4 << 20));
        assertThat(run(comment.toString()))
                .isEqualTo(new Ended(1, "", comment + ": The file cannot be read: it is larger than 3 MiB.\n"));
        if (Files.exists(Path.of("/dev/zero"))) {
            assertThat(run("/dev/zero"))
                    .isEqualTo(new Ended(1, "", "/dev/zero: The file cannot be read: it is larger than 3 MiB.\n"));
        }
        assertThat(run("--prot", "1").code()).isEqualTo(2);
        assertThat(run("--port", "99999").err()).startsWith("--port takes a number from 0 to 65535, and not 99999.");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Ended ended = run("--port", Integer.toString(taken.getLocalPort()));
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err())
                    .contains("Cannot listen on port " + taken.getLocalPort(), "Choose another port with --port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void itSaysWhichVersionItIs() throws Exception {
        assertThat(run("--version").out()).matches("anaplan-testkit \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    private static String login() {
        String login = "ada@example.com:" + UUID.randomUUID();
        return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode send(String method, String url, String authorization) throws Exception {
        String body = method.equals("POST") ? "{\"localeName\":\"en_US\"}" : "";
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return JsonMapper.shared()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private Ended run(String... arguments) throws Exception {
        Process program = start(arguments);
        if (!program.waitFor(30, TimeUnit.SECONDS)) {
            program.destroyForcibly();
            throw new AssertionError("The program has not ended: " + List.of(arguments));
        }
        return new Ended(
                program.exitValue(),
                new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                Files.readString(folder.resolve("err")));
    }

    private Process start(String... arguments) throws IOException {
        return StandaloneProgram.start(folder, arguments);
    }
}
