package com.example.nightly;

import static io.github.anaplan4j.testkit.AnaplanAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.Step;
import io.github.anaplan4j.testkit.junit.WithFakeAnaplan;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithFakeAnaplan
class NightlyLoadTest {
    @TempDir
    Path rejectedRows;

    private AnaplanClient anaplan;

    @BeforeEach
    void connect(FakeAnaplan fake, VirtualTime time) {
        anaplan = AnaplanClient.builder()
                .apiUrl(fake.url())
                .credentials(Credentials.renewedBy(fake::token))
                .time(time)
                .build();
    }

    @AfterEach
    void disconnect() {
        anaplan.close();
    }

    @Test
    void aGoodNight(FakeAnaplan fake) throws IOException {
        fake.givenProcess("118000000007", "Nightly load", Scenario.complete());

        assertThat(new NightlyLoad(anaplan, fake.model(), rejectedRows).run()).isEqualTo("All rows are in.");

        assertThat(fake.journal()).startedOnce().polledAtLeastApart(Duration.ofSeconds(5)).sentNoTokenElsewhere();
    }

    @Test
    void rejectedRowsAreKept(FakeAnaplan fake) throws IOException {
        Step sales = Step.importing("Load sales").rejecting(40, 2_000);
        fake.givenProcess("118000000007", "Nightly load", Scenario.process(sales).lasting(Duration.ofMinutes(11)));

        assertThat(new NightlyLoad(anaplan, fake.model(), rejectedRows).run()).startsWith("Some rows were rejected");

        assertThat(rejectedRows.toFile().listFiles())
                .singleElement()
                .satisfies(file -> assertThat(file).content().hasLineCount(1 + 40));
    }

    @Test
    void aFailedStepIsNamed(FakeAnaplan fake) throws IOException {
        Step prices = Step.importing("Load prices").failing("The file is no longer available");
        fake.givenProcess("118000000007", "Nightly load", Scenario.process(Step.importing("Load products"), prices));

        assertThat(new NightlyLoad(anaplan, fake.model(), rejectedRows).run())
                .contains("Load prices")
                .contains("The file is no longer available");
    }

    @Test
    void aBadNetworkDoesNotRunTheLoadTwice(FakeAnaplan fake) throws IOException {
        fake.givenProcess("118000000007", "Nightly load", Scenario.complete());
        fake.faults().inject(RequestMatchers.starts(), Fault.answerLost());
        fake.faults().inject(2, RequestMatchers.polls(), Fault.gatewayPage());
        fake.faults().inject(RequestMatchers.polls(), Fault.tokensRevoked());

        assertThat(new NightlyLoad(anaplan, fake.model(), rejectedRows).run()).isEqualTo("All rows are in.");

        assertThat(fake.journal()).startedOnce().cancelledNothing();
    }
}
