package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanClientBuilder;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.Watch;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever ends around a watch, it ends too and says so; in real time and with real threads. */
@Timeout(60)
class CloseTest {
    private static final String RUNNING = "{\"taskState\":\"IN_PROGRESS\"}";
    private static final Scenario ENDLESS = Scenario.named("endless").then(Duration.ZERO, RUNNING);
    private static final WatchSettings OFTEN = WatchSettings.defaults()
            .withPolicy(PollingPolicy.stretching(Duration.ofMillis(50), Duration.ofMillis(50), 0)
                    .tolerating(1_000));

    @ParameterizedTest
    @EnumSource
    void closingTheClientEndsEveryWatchWhereverItIs(EachTransport transport) throws Exception {
        try (FakeAnaplan fake = FakeAnaplan.start();
                HttpTransport wire = transport.create()) {
            fake.faults().inject(1_000, Fault.stall());
            AnaplanClient anaplan = client(fake, wire).build();
            List<CompletableFuture<TaskOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 40; i++) { // more than there are workers
                outcomes.add(anaplan.task(fake.startTask(ENDLESS))
                        .watch(OFTEN)
                        .outcome()
                        .toCompletableFuture());
            }

            anaplan.close();

            for (CompletableFuture<TaskOutcome> outcome : outcomes) {
                assertClosed(outcome);
            }
            assertThatIllegalStateException()
                    .isThrownBy(() -> anaplan.task(fake.startTask(ENDLESS)).watch())
                    .withMessageContaining("closed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingTheClientEndsABlockingWatchOfAnotherThread(EachTransport transport) throws Exception {
        try (FakeAnaplan fake = FakeAnaplan.start();
                HttpTransport wire = transport.create()) {
            AnaplanClient anaplan = client(fake, wire).build();
            TaskRef task = fake.startTask(ENDLESS);
            CompletableFuture<TaskOutcome> outcome =
                    CompletableFuture.supplyAsync(() -> anaplan.task(task).await(OFTEN.withLimit(Duration.ofHours(1))));
            while (fake.journal().requests().size() < 2) {
                Thread.onSpinWait();
            }

            anaplan.close();

            assertClosed(outcome);
            int atTheEnd = fake.journal().requests().size();
            Throwable again = catchThrowable(() -> anaplan.task(task).await(Duration.ofHours(1)));
            assertThat(again).isInstanceOf(WatchGivenUpException.class);
            assertThat(fake.journal().requests()).hasSize(atTheEnd);
        }
    }

    @ParameterizedTest
    @EnumSource
    void stopAndPollNowFromManyThreadsLoseNoWatch(EachTransport transport) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(8);
        try (FakeAnaplan fake = FakeAnaplan.start();
                HttpTransport wire = transport.create();
                AnaplanClient anaplan = client(fake, wire).build()) {
            List<Watch> watches = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                watches.add(anaplan.task(fake.startTask(ENDLESS)).watch(OFTEN));
            }
            for (Watch watch : watches) {
                people.execute(watch::pollNow);
                people.execute(watch::stop);
                people.execute(watch::pollNow);
                people.execute(watch::stop);
            }
            for (Watch watch : watches) {
                assertStopped(watch.outcome().toCompletableFuture());
            }
        } finally {
            people.shutdownNow();
        }
    }

    private static AnaplanClientBuilder client(FakeAnaplan fake, HttpTransport wire) {
        return AnaplanClient.builder()
                .apiUrl(fake.url())
                .credentials(Credentials.token(fake.token()))
                .pollingFloor(Duration.ofMillis(50))
                .requestsPerMinute(60_000)
                .pollTimeout(Duration.ofMillis(500))
                .transport(wire);
    }

    private static void assertClosed(CompletableFuture<TaskOutcome> outcome) {
        assertStopped(outcome);
        assertThat(outcome)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("the watch was stopped (the client was closed)");
    }

    private static void assertStopped(CompletableFuture<TaskOutcome> outcome) {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> outcome.get(20, TimeUnit.SECONDS))
                .havingCause()
                .isInstanceOfSatisfying(
                        WatchGivenUpException.class,
                        gaveUp -> assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.STOPPED));
    }
}
