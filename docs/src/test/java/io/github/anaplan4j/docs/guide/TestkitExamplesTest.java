package io.github.anaplan4j.docs.guide;

import static io.github.anaplan4j.testkit.AnaplanAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.Step;
import io.github.anaplan4j.testkit.junit.WithFakeAnaplan;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The testkit's examples. */
@WithFakeAnaplan
@ExtendWith(OneTransport.class)
class TestkitExamplesTest {
    @Test
    void aTicketToldByItsSteps(FakeAnaplan fake, VirtualTime time) {
        // quote: sentence
        Scenario ticket = Scenario.process(
                        Step.importing("Load products"),
                        Step.importing("Load sales").rejecting(40, 2_000),
                        Step.exporting("Write the report"))
                .lasting(Duration.ofMinutes(11))
                .tokenExpiringAfter(Duration.ofMinutes(4))
                .troubledAfter(Duration.ofMinutes(5), Duration.ofSeconds(30), Fault.status(503))
                .cancelledAfter(Duration.ofMinutes(9), "ada@example.com");
        // end
        ActionRef nightly = fake.givenProcess("118000000007", "Nightly load", ticket);

        // quote: faults
        // The start takes place, and its answer never comes.
        fake.faults().inject(RequestMatchers.starts(), Fault.answerLost());
        fake.faults().inject(3, RequestMatchers.polls(), Fault.tooManyRequests());
        // end

        try (AnaplanClient anaplan = AnaplanClient.builder()
                .apiUrl(fake.url())
                .credentials(Credentials.renewedBy(fake::token))
                .time(time)
                .build()) {
            TaskOutcome outcome = anaplan.model(
                            nightly.model().workspaceId(), nightly.model().modelId())
                    .processNamed("Nightly load")
                    .run(Duration.ofHours(1));
            assertThat(outcome).isInstanceOf(TaskOutcome.Cancelled.class);
        }
        // quote: journal
        assertThat(fake.journal())
                .startedOnce()
                .polledAtLeastApart(Duration.ofSeconds(5))
                .cancelledNothing()
                .sentNoTokenElsewhere();
        // end
    }
}
