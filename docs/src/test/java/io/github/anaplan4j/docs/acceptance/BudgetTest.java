package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs more watches than the default budget can serve at once, as the server sees it, for ten virtual minutes. */
class BudgetTest {
    private static final WatchSettings OFTEN = WatchSettings.defaults()
            .withPolicy(PollingPolicy.stretching(Duration.ofSeconds(5), Duration.ofSeconds(5), 0));

    @ParameterizedTest
    @EnumSource
    void noMinuteExceedsItAndEveryWatchGetsItsShare(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            begin(fixture, 200);
            fixture.time.advance(Duration.ofMinutes(10));

            List<Instant> arrivals = arrivals(fixture);
            assertThat(arrivals).hasSizeGreaterThan(10 * 200);
            assertThat(ManyWatchesTest.mostWithin(Duration.ofMinutes(1), arrivals))
                    .isBetween(200, 300);
            assertThat(fixture.fake.journal().requests().stream()
                            .map(RecordedRequest::path)
                            .distinct())
                    .hasSize(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aThrottledClientStopsThenGoesAtHalfThePaceAndRecovers(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            begin(fixture, 200);
            fixture.time.advance(Duration.ofMinutes(1));
            fixture.fake.faults().inject(Fault.tooManyRequests("60"));
            fixture.time.advance(Duration.ofSeconds(1));
            int before = arrivals(fixture).size();

            fixture.time.advance(Duration.ofSeconds(58));
            assertThat(arrivals(fixture))
                    .as("nobody asks during the server's wait")
                    .hasSize(before);
            fixture.time.advance(Duration.ofMinutes(1));
            assertThat(arrivals(fixture).size() - before).isBetween(100, 160);
            fixture.time.advance(Duration.ofMinutes(5));
            int recovered = arrivals(fixture).size();
            fixture.time.advance(Duration.ofMinutes(1));
            assertThat(arrivals(fixture).size() - recovered).isBetween(220, 300);
        }
    }

    private static void begin(Fixture fixture, int watches) {
        Scenario endless = Scenario.named("endless").then(Duration.ZERO, "{\"taskState\":\"IN_PROGRESS\"}");
        for (int i = 0; i < watches; i++) {
            fixture.task(endless).watch(OFTEN);
        }
    }

    private static List<Instant> arrivals(Fixture fixture) {
        return fixture.fake.journal().requests().stream()
                .map(RecordedRequest::at)
                .toList();
    }
}
