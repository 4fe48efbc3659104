package com.example.onboot;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.Step;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts on Spring Boot, runs a process on a fake Anaplan, and downloads the rows that were rejected. */
@SpringBootApplication
public class NightlyLoadApplication implements CommandLineRunner {
    /**
     * Runs it; a failure ends the program with a status other than 0.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        SpringApplication.run(NightlyLoadApplication.class, arguments);
    }

    @Override
    public void run(String... arguments) throws Exception {
        VirtualTime time = VirtualTime.create();
        Path rejected = Files.createTempFile("rejected", ".csv");
        try (FakeAnaplan fake = FakeAnaplan.start(time);
                AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl(fake.url())
                        .credentials(Credentials.renewedBy(fake::token))
                        .time(time)
                        .build()) {
            fake.givenProcess("118000000007", "Nightly load", Scenario.process(
                    Step.importing("Load sales").rejecting(40, 2_000)));

            TaskOutcome outcome = anaplan.model(fake.model()).processNamed("Nightly load").run(Duration.ofHours(2));
            anaplan.failureDump(outcome.dumps().get(0)).saveTo(rejected);

            List<String> rows = Files.readAllLines(rejected);
            if (rows.size() != 41) {
                throw new IllegalStateException("41 lines were expected: " + rows);
            }
            System.out.println("A run and a download went well: " + outcome.getClass().getSimpleName());
        } finally {
            Files.delete(rejected);
        }
    }
}
