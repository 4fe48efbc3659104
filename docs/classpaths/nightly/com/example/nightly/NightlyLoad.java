package com.example.nightly;

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
import java.util.concurrent.Callable;

/** Runs a process on a fake Anaplan, and downloads the rows that were rejected. */
public final class NightlyLoad implements Callable<String> {
    /** {@return how the run ended} */
    @Override
    public String call() throws Exception {
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
            return "A run and a download went well: " + outcome.getClass().getSimpleName();
        } finally {
            Files.delete(rejected);
        }
    }
}
