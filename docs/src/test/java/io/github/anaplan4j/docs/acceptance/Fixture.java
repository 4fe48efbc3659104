package io.github.anaplan4j.docs.acceptance;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.Arrays;

/** A fake Anaplan and a client of it over one transport, both in virtual time. */
final class Fixture implements AutoCloseable {
    final VirtualTime time = VirtualTime.create();
    final FakeAnaplan fake = FakeAnaplan.start(time);
    final AnaplanClient anaplan;

    private final HttpTransport transport;

    Fixture(EachTransport transport) {
        this(transport, Duration.ofSeconds(30));
    }

    Fixture(EachTransport transport, Duration pollTimeout) {
        this.transport = transport.create();
        this.anaplan = AnaplanClient.builder()
                .apiUrl(fake.url())
                .credentials(Credentials.renewedBy(fake::token))
                .transport(this.transport)
                .executor(Runnable::run)
                .pollTimeout(pollTimeout)
                .startTimeout(Duration.ofMillis(300))
                .time(time)
                .build();
    }

    AnaplanTask task(Scenario scenario) {
        return anaplan.task(fake.startTask(scenario));
    }

    /** A task whose status answers come one after another, one for each poll at the polling floor. */
    AnaplanTask answering(String... tasks) {
        Scenario scenario = Scenario.named(Arrays.toString(tasks));
        for (int poll = 0; poll < tasks.length; poll++) {
            scenario = scenario.then(Duration.ofSeconds(5L * poll), tasks[poll]);
        }
        return task(scenario);
    }

    @Override
    public void close() {
        anaplan.close();
        transport.close();
        fake.close();
    }
}
