package io.github.anaplan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
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

    private static String get(FakeAnaplan fake, TaskRef task) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fake.url() + "/" + task))
                .header("Authorization", "AnaplanAuthToken " + fake.token())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
