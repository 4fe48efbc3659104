package io.github.anaplan4j.docs;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanClientBuilder;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.watch.PollingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The server to ask, and the task to ask about.
 *
 * @param apiUrl the server
 * @param client a builder that knows the server and the token
 * @param task the task
 * @param policy how often to ask
 * @param onClose stops what was started for this target
 */
record Target(String apiUrl, AnaplanClientBuilder client, TaskRef task, PollingPolicy policy, Runnable onClose)
        implements AutoCloseable {
    private static final List<String> VARIABLES = List.of(
            "ANAPLAN_API_URL",
            "ANAPLAN_TOKEN",
            "ANAPLAN_WORKSPACE_ID",
            "ANAPLAN_MODEL_ID",
            "ANAPLAN_PROCESS_ID",
            "ANAPLAN_TASK_ID");

    static Target from(Map<String, String> environment, Options options, TimeSource time) {
        String missing = VARIABLES.stream()
                .filter(variable -> environment.getOrDefault(variable, "").isBlank())
                .collect(Collectors.joining(", "));
        if (missing.equals(String.join(", ", VARIABLES))) {
            return fake(options.scenario() == null ? Options.Ending.COMPLETE : options.scenario(), time);
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("The environment names a task only in part; also set " + missing
                    + ", or unset all of " + String.join(", ", VARIABLES) + " to watch a task of a fake Anaplan.");
        }
        if (options.scenario() != null) {
            throw new IllegalArgumentException(
                    "--scenario is for the fake Anaplan, but the environment names a real task.");
        }
        return named(environment);
    }

    private static Target named(Map<String, String> environment) {
        String apiUrl = environment.get("ANAPLAN_API_URL");
        return new Target(
                apiUrl,
                AnaplanClient.builder().apiUrl(apiUrl).credentials(Credentials.token(environment.get("ANAPLAN_TOKEN"))),
                TaskRef.ofProcess(
                        environment.get("ANAPLAN_WORKSPACE_ID"),
                        environment.get("ANAPLAN_MODEL_ID"),
                        environment.get("ANAPLAN_PROCESS_ID"),
                        environment.get("ANAPLAN_TASK_ID")),
                PollingPolicy.standard(),
                () -> {});
    }

    // A fake on this machine may be asked more often than Anaplan. So there is something to see.
    private static Target fake(Options.Ending ending, TimeSource time) {
        Duration interval = Duration.ofMillis(500);
        FakeAnaplan fake = FakeAnaplan.start(time);
        TaskRef task = ending.start(fake);
        return new Target(
                fake.url(),
                AnaplanClient.builder()
                        .apiUrl(fake.url())
                        .credentials(Credentials.token(fake.token()))
                        .pollingFloor(interval),
                task,
                PollingPolicy.stretching(interval, interval, 0).tolerating(3),
                fake::close);
    }

    @Override
    public void close() {
        onClose.run();
    }
}
