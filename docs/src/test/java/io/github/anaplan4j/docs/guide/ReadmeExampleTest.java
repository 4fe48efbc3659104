package io.github.anaplan4j.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.spi.HttpTransportProvider;
import io.github.anaplan4j.task.TaskOutcome;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The README's example, which talks to the real Anaplan and therefore runs here only as far as its login. */
class ReadmeExampleTest {
    @BeforeEach
    void chooseATransport() {
        System.setProperty(HttpTransportProvider.PROPERTY, "httpclient");
    }

    @AfterEach
    void leaveNoChoiceBehind() {
        System.clearProperty(HttpTransportProvider.PROPERTY);
    }

    @Test
    void theExampleSaysWhatWentWrong() {
        Supplier<char[]> vault = () -> {
            throw new IllegalStateException("no network in this test");
        };

        assertThat(report("8a81", "75A4", vault)).contains("the login failed");
    }

    private static String report(String workspaceId, String modelId, Supplier<char[]> vault) {
        // quote: readme
        try (AnaplanClient anaplan = AnaplanClient.builder()
                .credentials(Credentials.userPassword("ada@example.com", vault))
                .build()) {

            TaskOutcome outcome = anaplan.model(workspaceId, modelId)
                    .processNamed("Nightly load")
                    .run(Duration.ofHours(2));

            return outcome.fold(
                    succeeded -> "All went well.",
                    withRejectedRows -> "Went through, but some rows were rejected or came with warnings.",
                    failed -> anaplan.report(failed).toString(), // which step, why, how many rows
                    cancelled -> "Cancelled by " + cancelled.cancelledBy().orElse("the user who ran it"));
        } catch (StartUncertainException unknown) {
            return unknown.getMessage(); // it may have been started: look before you start it again
        } catch (WatchGivenUpException gaveUp) {
            return gaveUp.getMessage(); // it was started, its end was not seen: resume with gaveUp.task()
        } catch (AnaplanException failed) {
            return failed.getMessage(); // run started nothing; says why, and what to do
        }
        // end
    }
}
