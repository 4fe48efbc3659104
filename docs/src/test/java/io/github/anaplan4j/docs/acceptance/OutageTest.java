package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that a run goes on undisturbed during ten minutes of 503. */
class OutageTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final PollingPolicy EVERY_FIVE_SECONDS =
            PollingPolicy.stretching(Duration.ofSeconds(5), Duration.ofSeconds(5), 0);

    static Stream<Arguments> everyDriver() {
        return Stream.of(EachDriver.values())
                .flatMap(driver -> Stream.of(EachTransport.values()).map(transport -> Arguments.of(driver, transport)));
    }

    @ParameterizedTest
    @MethodSource("everyDriver")
    void aPatientWatchSeesTheTrueEnd(EachDriver driver, EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(Scenario.complete().lasting(Duration.ofMinutes(5)));
            fixture.fake.faults().inject(120, Fault.status(503));

            TaskOutcome outcome = driver.drive(
                    fixture,
                    task,
                    WatchSettings.defaults().withPolicy(EVERY_FIVE_SECONDS.tolerating(200)),
                    new AtomicReference<>());

            assertThat(outcome).isInstanceOf(TaskOutcome.Succeeded.class);
            assertThat(fixture.time.passed()).isEqualTo(TEN_MINUTES);
            assertNothingButReads(fixture);
        }
    }

    @ParameterizedTest
    @MethodSource("everyDriver")
    void anImpatientWatchGivesUpAndSaysWhyAndTheRunIsUntouched(EachDriver driver, EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(Scenario.complete().lasting(Duration.ofMinutes(5)));
            fixture.fake.faults().inject(120, Fault.status(503));

            WatchGivenUpException gaveUp = catchThrowableOfType(
                    WatchGivenUpException.class,
                    () -> driver.drive(fixture, task, WatchSettings.defaults(), new AtomicReference<>()));

            assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.TOO_MANY_FAILURES);
            assertThat(gaveUp).hasMessageContaining("11 polls").hasMessageContaining("answered with 503");
            assertNothingButReads(fixture);

            fixture.time.advance(TEN_MINUTES);
            while (fixture.fake.journal().requests().size() < 120) {
                catchThrowableOfType(RuntimeException.class, task::status); // the outage goes on for everybody
            }
            assertThat(task.await(TEN_MINUTES)).isInstanceOf(TaskOutcome.Succeeded.class);
        }
    }

    private static void assertNothingButReads(Fixture fixture) {
        assertThat(fixture.fake.journal().requests())
                .extracting(RecordedRequest::method)
                .containsOnly("GET");
    }
}
