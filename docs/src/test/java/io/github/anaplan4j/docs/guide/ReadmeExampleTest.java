package io.github.anaplan4j.docs.guide;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.auth.Credentials;
import io.github.anaplan4j.client.AnaplanClient;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.WatchGivenUpException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The README's example, which talks to the real Anaplan and therefore runs here only as far as its first check. */
class ReadmeExampleTest {
    @Test
    void theExampleCompilesAndChecksItsIdsBeforeAnythingIsSent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> report("8a81", "75A4", "118000000002", "not an id", "token"));
    }

    private static String report(String workspaceId, String modelId, String processId, String taskId, String token) {
        // quote: readme
        TaskRef task = TaskRef.ofProcess(workspaceId, modelId, processId, taskId);

        try (AnaplanClient anaplan =
                AnaplanClient.builder().credentials(Credentials.token(token)).build()) {

            TaskOutcome outcome = anaplan.task(task).await(Duration.ofHours(2));

            return outcome.fold(
                    succeeded -> "All went well.",
                    withRejectedRows -> "Went through, but fetch the dumps of " + withRejectedRows.dumps(),
                    failed -> "Failed: " + failed.failedResults(),
                    cancelled -> "Cancelled by " + cancelled.cancelledBy().orElse("the user who ran it"));
        } catch (WatchGivenUpException gaveUp) {
            return "Still running, perhaps. Watch it again later: " + gaveUp.task();
        }
        // end
    }
}
