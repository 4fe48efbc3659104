package io.github.anaplan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.time.FastTime;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
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
