package io.github.anaplan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchProcessTest {
    private static final String TASK = "workspaces/8a8b8c8d8e8f80818283848586878889"
            + "/models/75A40874E6B64FA3AE0743278996850F/processes/118000000002/tasks/5B882A63A2BF4A7B9D8C8C2B0C7E4F11";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final VirtualTime time = VirtualTime.create();

    @ParameterizedTest
    @CsvSource({
        "httpclient, complete,      SUCCEEDED,                    0",
        "httpclient, rejected-rows, SUCCEEDED_WITH_REJECTED_ROWS, 2",
        "httpclient, failed,        FAILED,                       3",
        "httpclient, cancelled,     CANCELLED,                    4",
        "feign,      complete,      SUCCEEDED,                    0",
        "feign,      rejected-rows, SUCCEEDED_WITH_REJECTED_ROWS, 2",
        "feign,      failed,        FAILED,                       3",
        "feign,      cancelled,     CANCELLED,                    4"
    })
    void theExitCodeTellsTheOutcome(String transport, String scenario, ExitCode expected, int number) {
        ExitCode code = run(Map.of(), "--transport", transport, "--scenario", scenario);

        assertThat(code).isEqualTo(expected);
        assertThat(code.number()).isEqualTo(number);
    }

    @Test
    void theReportHasEachStepWithItsDurationAndResult() {
        run(Map.of());

        assertThat(out.toString(StandardCharsets.UTF_8).lines().skip(1))
                .containsExactly(
                        "SUCCEEDED: process 118000000002 \"Nightly load\"",
                        "Task: " + TASK,
                        "Took 0.868 s, from 2023-02-28T22:50:26.034Z",
                        "Steps: 1 succeeded",
                        "  1  ok  Clear list  DELETE_BY_SELECTION  117000000015  -0.244 s  1.112 s");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("COMPLETE: Complete.")
                .contains("100%");
    }

    @Test
    void theReportOfAFailureSaysWhatFailedAndWhy() {
        run(Map.of(), "--scenario", "failed");

        assertThat(out.toString(StandardCharsets.UTF_8).lines().skip(1))
                .containsExactly(
                        "FAILED: process 118000000002 \"Nightly load\"",
                        "Task: " + TASK,
                        "Took 19.850 s, from 2026-01-01T00:00:10Z",
                        "First failure: step 3, \"Load prices\": The file to be imported is no longer available"
                                + " [uploadedFileNoLongerAvailable]",
                        "Steps: 2 succeeded (1 with rejected rows), 1 failed, 1 not reported",
                        "  1  ok             Clear list      DELETE_BY_SELECTION  117000000015   +0.020 s   1.112 s",
                        "  2  rejected rows  Load employees  IMPORT               112000000003   +1.140 s  18.330 s"
                                + "  Employees: 13 rows, 11 succeeded, 2 failed, 11 updated",
                        "        failure dump: " + TASK + "/dumps/112000000003",
                        "  3  FAILED         Load prices     IMPORT               112000000009  +19.480 s   0.340 s",
                        "        The file to be imported is no longer available [uploadedFileNoLongerAvailable]",
                        "  4  not reported   Publish         EXPORT               116000000001");
    }

    @Test
    void theEnvironmentNamesAnotherServerAndTask() {
        try (FakeAnaplan fake = FakeAnaplan.start(time)) {
            TaskRef task = fake.startTask(Scenario.cancelled());

            ExitCode code = run(environment(fake, task));

            assertThat(code).isEqualTo(ExitCode.CANCELLED);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("Watching " + task + " at " + fake.url())
                    .contains("CANCELLED by Ada Example")
                    .doesNotContain(fake.token());
        }
    }

    @Test
    void anUnknownTaskIsGivenUp() {
        try (FakeAnaplan fake = FakeAnaplan.start(time)) {
            ExitCode code = run(environment(fake, TaskRef.ofProcess("8a81", "75A4", "1", "2")));

            assertThat(code).isEqualTo(ExitCode.GAVE_UP);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("does not exist");
        }
    }

    @Test
    void anEnvironmentThatSaysOnlyHalfIsRefused() {
        ExitCode code = run(Map.of("ANAPLAN_TOKEN", "abc", "ANAPLAN_API_URL", "https://api.anaplan.com/2/0"));

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("also set ANAPLAN_WORKSPACE_ID, ANAPLAN_MODEL_ID, ANAPLAN_PROCESS_ID, ANAPLAN_TASK_ID");
    }

    @ParameterizedTest
    @CsvSource({"--transport,okhttp", "--transport,''", "--scenario,explode", "--verbose,''"})
    void anUnknownOptionIsRefusedWithTheKnownOnes(String option, String value) {
        ExitCode code = run(Map.of(), option, value);

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).containsPattern("httpclient\\|feign|complete\\|rejected-rows");
    }

    private ExitCode run(Map<String, String> environment, String... args) {
        return new WatchProcess(environment, time, new PrintStream(out, true), new PrintStream(err, true))
                .run(List.of(args));
    }

    private static Map<String, String> environment(FakeAnaplan fake, TaskRef task) {
        Map<String, String> environment = new HashMap<>();
        environment.put("ANAPLAN_API_URL", fake.url());
        environment.put("ANAPLAN_TOKEN", fake.token());
        environment.put("ANAPLAN_WORKSPACE_ID", task.model().workspaceId());
        environment.put("ANAPLAN_MODEL_ID", task.model().modelId());
        environment.put("ANAPLAN_PROCESS_ID", task.action().actionId());
        environment.put("ANAPLAN_TASK_ID", task.taskId());
        return environment;
    }
}
