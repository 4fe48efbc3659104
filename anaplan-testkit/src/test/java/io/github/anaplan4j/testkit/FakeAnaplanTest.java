package io.github.anaplan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.time.FastTime;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FakeAnaplanTest {
    private final VirtualTime time = VirtualTime.create();

    @Test
    void theStatusNamesTheModelOfTheTaskAskedFor() throws Exception {
        try (FakeAnaplan fake = FakeAnaplan.start(time)) {
            TaskRef task = TaskRef.ofProcess("8a81", "ANOTHER", "118", "5B88");
            fake.tasks().start(task, Scenario.complete());

            assertThat(get(fake, task)).contains("\"https://api.anaplan.com//2/0/models/ANOTHER/objects/task\"");
        }
    }

    @Test
    void theJournalHasEveryRequestAndTheTimesBetweenThem() throws Exception {
        try (FakeAnaplan fake = FakeAnaplan.start(time)) {
            TaskRef task = fake.startTask(Scenario.complete());
            for (int seconds = 1; seconds <= 3; seconds++) {
                get(fake, task);
                time.advance(Duration.ofSeconds(seconds));
            }

            assertThat(fake.journal().requests()).hasSize(3);
            assertThat(fake.journal().gaps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        }
    }

    @Test
    void theDateOfAnAnswerIsOfTheClockThatTellsWhenATaskWasMade() throws Exception {
        try (FakeAnaplan fake = FakeAnaplan.start(FastTime.times(1_000_000))) {
            HttpResponse<String> answer = send(fake, fake.startTask(Scenario.complete()));

            Matcher created = Pattern.compile("\"creationTime\":(\\d+)").matcher(answer.body());
            assertThat(created.find()).isTrue();
            Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                    answer.headers().firstValue("Date").orElseThrow(), Instant::from);
            assertThat(date.plusSeconds(1)).isAfter(Instant.ofEpochMilli(Long.parseLong(created.group(1))));
        }
    }

    @Test
    void whoeverComesWhileAFakeIsSetUpIsAnsweredWhenItIs() throws Exception {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Socket early = new Socket();
                FakeAnaplan fake = FakeAnaplan.start(time, anyPort, made -> askBeforeItIsSetUp(made, early))) {
            assertThat(early.getInputStream().readAllBytes()).asString().startsWith("HTTP/1.1 200 ");
            assertThat(fake.journal().requests()).hasSize(1);
        }
    }

    private static void askBeforeItIsSetUp(FakeAnaplan fake, Socket early) {
        try {
            early.connect(
                    new InetSocketAddress("127.0.0.1", URI.create(fake.url()).getPort()));
            String request = "GET /2/0/" + fake.model() + "/files/113000000001 HTTP/1.1\r\nConnection: close\r\n"
                    + "Authorization: AnaplanAuthToken " + fake.token() + "\r\n\r\n";
            early.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            early.setSoTimeout(100);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> early.getInputStream().read());
            early.setSoTimeout(20_000);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        fake.files().givenFile("113000000001", "sales.csv", new byte[] {'a'});
    }

    @Test
    void aFakeThatCannotBeSetUpIsClosed() {
        AtomicReference<FakeAnaplan> seen = new AtomicReference<>();
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

        assertThatIllegalStateException()
                .isThrownBy(() -> FakeAnaplan.start(time, anyPort, fake -> {
                    seen.set(fake);
                    throw new IllegalStateException("no such file");
                }))
                .withMessage("no such file");
        int port = URI.create(seen.get().url()).getPort();
        assertThatIOException().isThrownBy(() -> new Socket("127.0.0.1", port));
    }

    private static String get(FakeAnaplan fake, TaskRef task) throws Exception {
        return send(fake, task).body();
    }

    private static HttpResponse<String> send(FakeAnaplan fake, TaskRef task) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fake.url() + "/" + task))
                .header("Authorization", "AnaplanAuthToken " + fake.token())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
