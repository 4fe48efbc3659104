package io.github.anaplan4j.testkit.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What clients of other makes send to the standalone fake, byte by byte from a bare socket, and what they look for in
 * its answers.
 *
 * <p>Each has a file of its own. {@code ===} begins a request, or what stands for a name in braces, and
 * {@code ---} the answer: its status, and then members of its JSON and headers, with their values or the names that
 * these have from then on.
 */
@Timeout(60)
class ReplayedClientsIT {
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");
    private static final Pattern DEFINITION = Pattern.compile("\\{([a-z]+)} is");
    private static final Pattern LATER = Pattern.compile(".* \\((\\d+)m later\\)");
    private static final Pattern TASK = Pattern.compile("name=\"what\" value=\"([^\"]+/tasks/[^\"]+)\"");
    private static final Pattern BODY = Pattern.compile("\\((gzip|chunked)\\)(.*)", Pattern.DOTALL);
    private static final Pattern EXPECTED = Pattern.compile("(\\S+?)(:| =| ->) (.*)");

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> named = new HashMap<>();
    private final Deque<Socket> connections = new ArrayDeque<>();

    @AfterEach
    void close() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private record Answer(int status, Map<String, String> headers, String body) {}

    @ParameterizedTest
    @CsvSource({"vendors-tool, true", "python-sdk, true", "python-wrapper, false"})
    void eachIsAnsweredAsAnaplanWould(String client, boolean keepsItsConnection) throws Exception {
        Path scenarios = Files.writeString(folder.resolve("other-clients.yaml"), resource("other-clients.yaml"));
        Process program = StandaloneProgram.start(folder, "--port", "0", scenarios.toString());
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            URI url = URI.create(StandaloneProgram.url(out));
            named.put("host", url.getAuthority());
            named.put("basic", base64("ada@example.com:open-sesame"));
            for (String told : resource(client + ".txt").split("(?m)^=== ", -1)) {
                String[] titleAndText = told.split("\n", 2);
                Matcher definition = DEFINITION.matcher(titleAndText[0]);
                if (definition.matches()) {
                    named.put(definition.group(1), titleAndText[1].strip());
                } else if (titleAndText[1].contains("\n--- ")) {
                    Matcher later = LATER.matcher(titleAndText[0]);
                    for (int minute = 0; later.matches() && minute < Integer.parseInt(later.group(1)); minute++) {
                        forwardByAMinute(url);
                    }
                    if (connections.isEmpty() || !keepsItsConnection) {
                        connections.push(new Socket(InetAddress.getLoopbackAddress(), url.getPort()));
                    }
                    exchange(titleAndText[0], titleAndText[1], connections.peek());
                }
            }
            assertThat(uploaded(url)).isEqualTo("Code,Name,Units");
        } finally {
            program.destroy();
            assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    // By the button of the page, for all tasks that are under way.
    private void forwardByAMinute(URI url) throws Exception {
        String page = send(HttpRequest.newBuilder(url.resolve("/")));
        for (MatchResult task : TASK.matcher(page).results().toList()) {
            String form = "do=minute&what=" + URLEncoder.encode(task.group(1), StandardCharsets.UTF_8);
            send(HttpRequest.newBuilder(url.resolve("/page/tasks")).POST(BodyPublishers.ofString(form)));
        }
    }

    private String uploaded(URI url) throws Exception {
        String login = send(HttpRequest.newBuilder(url.resolve("/token/authenticate"))
                .header("Authorization", "Basic " + named.get("basic"))
                .POST(BodyPublishers.noBody()));
        String token =
                JsonMapper.shared().readTree(login).at("/tokenInfo/tokenValue").asString();
        String chunks = "/2/0/models/" + named.get("model") + "/files/113000000001/chunks";
        StringBuilder content = new StringBuilder();
        for (JsonNode chunk :
                JsonMapper.shared().readTree(read(url.resolve(chunks), token)).path("chunks")) {
            content.append(read(url.resolve(chunks + "/" + chunk.path("id").asString()), token));
        }
        return content.toString();
    }

    private String read(URI url, String token) throws Exception {
        return send(HttpRequest.newBuilder(url).header("Authorization", "AnaplanAuthToken " + token));
    }

    private String send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString()).body();
    }

    private void exchange(String title, String text, Socket socket) throws IOException {
        String[] requestAndAnswer = text.split("\n--- ", 2);
        String[] headAndBody = withNames(requestAndAnswer[0]).split("\n\n", 2);
        send(
                headAndBody[0].strip(),
                encoded(headAndBody.length > 1 ? headAndBody[1].strip() : ""),
                socket.getOutputStream());
        Answer answer = answer(new BufferedInputStream(socket.getInputStream()));

        List<String> expected = requestAndAnswer[1].strip().lines().toList();
        assertThat(Integer.toString(answer.status()))
                .as(title + answer.body())
                .matches(expected.get(0).replace('x', '.'));
        for (String line : expected.subList(1, expected.size())) {
            assertThat(line).matches(EXPECTED);
            Matcher part = EXPECTED.matcher(line);
            part.matches();
            String found = found(part.group(1), answer);
            assertThat(found).as(title + ": " + line + " in " + answer.body()).isNotEmpty();
            if (part.group(2).equals(" ->")) {
                named.put(part.group(3), found);
            } else {
                assertThat(found).as(title + ": " + line).isEqualTo(withNames(part.group(3)));
            }
        }
    }

    private static String found(String part, Answer answer) {
        if (part.equals("lines")) {
            return Long.toString(answer.body().lines().count());
        }
        if (!part.startsWith("/")) {
            return answer.headers().getOrDefault(part, "");
        }
        JsonNode value = JsonMapper.shared().readTree(answer.body()).at(part);
        return value.isValueNode() ? value.asString() : value.toString();
    }

    // As clients do it: the head, and then the body.
    private void send(String head, byte[] body, OutputStream out) throws IOException {
        String lines = head.replace("{length}", Integer.toString(body.length)).replace("\n", "\r\n") + "\r\n\r\n";
        out.write(lines.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        out.write(body);
        out.flush();
    }

    private static byte[] encoded(String body) throws IOException {
        Matcher coded = BODY.matcher(body);
        if (!coded.matches()) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
        byte[] plain = coded.group(2).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        if (coded.group(1).equals("gzip")) {
            try (GZIPOutputStream zipped = new GZIPOutputStream(encoded)) {
                zipped.write(plain);
            }
        } else {
            encoded.writeBytes((Integer.toHexString(plain.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            encoded.writeBytes(plain);
            encoded.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return encoded.toByteArray();
    }

    private static Answer answer(InputStream in) throws IOException {
        String[] status = line(in).split(" ");
        assertThat(status[0]).isEqualTo("HTTP/1.1");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] header = line.split(": ", 2);
            headers.put(header[0], header[1]);
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Answer(Integer.parseInt(status[1]), headers, body);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            assertThat(b).as("after " + line).isNotNegative();
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }

    private String withNames(String text) {
        String replaced = NAME.matcher(text).replaceAll(name -> Matcher.quoteReplacement(value(name)));
        return replaced.equals(text) ? text : withNames(replaced);
    }

    private String value(MatchResult name) {
        return name.group(1).equals("length") ? name.group() : named.get(name.group(1));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ReplayedClientsIT.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
