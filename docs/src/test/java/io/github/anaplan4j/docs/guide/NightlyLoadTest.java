package io.github.anaplan4j.docs.guide;

import static io.github.anaplan4j.testkit.AnaplanAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanClientBuilder;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.junit.WithFakeAnaplan;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The first test that a user would write. */
@ExtendWith(OneTransport.class)
// quote: first-test
@WithFakeAnaplan
class NightlyLoadTest {
    @Test
    void rejectedRowsAreToldFromSuccess(FakeAnaplan fake, VirtualTime time) {
        fake.givenProcess("118000000007", "Nightly load", Scenario.completeWithRejectedRows());
        AnaplanClientBuilder builder = AnaplanClient.builder()
                .apiUrl(fake.url())
                .credentials(Credentials.token(fake.token()))
                .time(time);

        TaskOutcome outcome = new NightlyLoad(builder, fake.model()).run(); // the code under test

        assertThat(outcome).isInstanceOf(TaskOutcome.SucceededWithRejectedRows.class);
        assertThat(fake.journal()).startedOnce().polledAtLeastApart(Duration.ofSeconds(5));
    }
}
// end

/** What a user has written already. */
record NightlyLoad(AnaplanClientBuilder builder, ModelRef model) {
    TaskOutcome run() {
        try (AnaplanClient anaplan = builder.build()) {
            return anaplan.model(model.workspaceId(), model.modelId())
                    .processNamed("Nightly load")
                    .run(Duration.ofHours(2));
        }
    }
}
