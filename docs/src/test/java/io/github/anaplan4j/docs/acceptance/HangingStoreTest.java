package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanClientBuilder;
import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.spi.TenantRateLimiter;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.Watch;
import io.github.anaplan4j.watch.WatchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is the user's and hangs holds up nobody else; in real time and with real threads. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingStoreTest {
    private static final int MORE_THAN_WORKERS = 17;
    private static final String RUNNING = "{\"taskState\":\"IN_PROGRESS\"}";
    private static final String COMPLETE =
            "{\"taskState\":\"COMPLETE\",\"result\":{\"successful\":true,\"duration\":\"1000\"}}";
    private static final Scenario ENDLESS = Scenario.named("endless").then(Duration.ZERO, RUNNING);

    private final FakeAnaplan fake = FakeAnaplan.start();
    private final HttpTransport transport = ApacheHttpTransport.create(TransportSettings.defaults());
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile boolean hangs;

    @TempDir
    Path directory;

    private AnaplanClient client;

    @BeforeEach
    void open() {
        client = client(new HangingLedger());
    }

    private AnaplanClient client(StartLedger ledger) {
        return client(ledger, DurationHistory.inMemory());
    }

    private AnaplanClient client(StartLedger ledger, DurationHistory history) {
        return builder().startLedger(ledger).durationHistory(history).build();
    }

    private AnaplanClientBuilder builder() {
        return AnaplanClient.builder()
                .apiUrl(fake.url())
                .credentials(Credentials.token(fake.token()))
                .transport(transport)
                .pollingFloor(Duration.ofMillis(50))
                .requestsPerMinute(60_000);
    }

    @AfterEach
    void close() {
        release.countDown();
        client.close();
        transport.close();
        fake.close();
    }

    private void hang() {
        hanging.countDown();
        try {
            release.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private AnaplanAction action(AnaplanClient of, int number) {
        ActionRef action = fake.givenProcess(
                "1180000000" + (10 + number),
                "Load " + number,
                Scenario.named("at once").then(Duration.ZERO, COMPLETE));
        return of.model(action.model()).process(action.actionId());
    }

    private List<AnaplanTask> started(int many) {
        return started(client, many);
    }

    private List<AnaplanTask> started(AnaplanClient of, int many) {
        List<AnaplanTask> tasks = new ArrayList<>();
        for (int number = 0; number < many; number++) {
            tasks.add(action(of, number).start());
        }
        return tasks;
    }

    @Test
    void aLedgerThatHangsHoldsUpNeitherWatchesNorAwaitNorStatus() throws Exception {
        List<AnaplanTask> tasks = started(MORE_THAN_WORKERS + 2);
        hangs = true;

        assertThat(tasks.get(0).await(Duration.ofSeconds(30)).isSuccess()).isTrue();
        assertThat(tasks.get(1).status().state().isTerminal()).isTrue();
        assertEnd(tasks.subList(2, tasks.size()), WatchSettings.defaults());
    }

    @Test
    void aRateLimiterOfTheTenantThatHangsHoldsUpNobodyForLong() throws Exception {
        TenantRateLimiter hangingLimiter = new TenantRateLimiter() {
            @Override
            public Duration askToSend() {
                hang();
                return Duration.ZERO;
            }

            @Override
            public Duration askToPoll(TaskRef task, Duration floor) {
                return askToSend();
            }

            @Override
            public void pause(Duration atLeast) {
                hang();
            }
        };
        try (AnaplanClient alone = builder().tenantRateLimiter(hangingLimiter).build()) {
            for (AnaplanTask task : started(alone, 3)) {
                assertThat(task.await(Duration.ofSeconds(30)).isSuccess()).isTrue();
            }
        }
        hanging.await();
    }

    @Test
    void aLedgerThatHangsHoldsUpNoClose() throws Exception {
        AnaplanTask task = started(1).get(0);
        hangs = true;
        assertThat(task.await(Duration.ofSeconds(30)).isSuccess()).isTrue();
        hanging.await();

        assertThat(CompletableFuture.runAsync(client::close)).succeedsWithin(Duration.ofSeconds(20));

        release.countDown();
        assertThat(OurThreads.thatStay()).isEmpty();
    }

    @Test
    void aClientThatIsClosedHasToldALedgerThatWorks() {
        AnaplanAction action = action(client, 0);
        action.start();

        client.close();

        try (AnaplanClient next = client(StartLedger.file(directory))) {
            assertThat(action(next, 0).recoverStart()).isEmpty();
        }
    }

    @Test
    void aHistoryThatHangsHoldsUpNoWatchAndKeepsNothingFromTheLedger() throws Exception {
        List<AnaplanTask> tasks = started(MORE_THAN_WORKERS);

        assertEnd(tasks, WatchSettings.defaults().learningFrom(new HangingHistory(false)));

        hanging.await();
        try (AnaplanClient next = client(StartLedger.file(directory))) {
            for (int number = 0; number < tasks.size(); number++) {
                assertThat(action(next, number).recoverStart()).isEmpty();
            }
        }
    }

    @Test
    void aHistoryThatCannotBeReadHoldsUpNoWatch() throws Exception {
        WatchSettings learning = WatchSettings.defaults().learningFrom(new HangingHistory(true));
        for (int i = 0; i < MORE_THAN_WORKERS; i++) {
            client.task(fake.startTask(ENDLESS)).watch(learning);
        }
        hanging.await();

        assertEnd(started(1), WatchSettings.defaults());
    }

    @Test
    void aHistoryOfTheClientThatHangsHoldsUpNeitherWatchesNorAwaitNorClose() throws Exception {
        AnaplanClient learning = client(StartLedger.inMemory(), new HangingHistory(true));
        for (int i = 0; i < MORE_THAN_WORKERS; i++) {
            learning.task(fake.startTask(ENDLESS)).watch();
        }
        hanging.await();

        List<AnaplanTask> tasks = started(learning, 2);
        assertThat(tasks.get(0).await(Duration.ofSeconds(30)).isSuccess()).isTrue();
        assertEnd(tasks.subList(1, 2), WatchSettings.defaults());
        assertThat(CompletableFuture.runAsync(learning::close)).succeedsWithin(Duration.ofSeconds(20));

        release.countDown();
        assertThat(OurThreads.thatStay("anaplan4j-history")).isEmpty();
        assertThat(OurThreads.thatStay("anaplan4j-store")).isEmpty();
    }

    @Test
    void aPolicyOrACriterionThatHangsHoldsUpItsOwnWatch() throws Exception {
        Watch ofPolicy = client.task(fake.startTask(ENDLESS))
                .watch(WatchSettings.defaults().withPolicy((state, latest) -> {
                    hang();
                    return PollingPolicy.standard().decide(state, latest);
                }));
        Watch ofCriterion = action(client, 0)
                .start()
                .watch(WatchSettings.defaults().withCriterion(result -> {
                    hang();
                    return true;
                }));
        hanging.await();

        assertEnd(started(MORE_THAN_WORKERS), WatchSettings.defaults());
        assertThat(ofPolicy.outcome().toCompletableFuture()).isNotDone();
        assertThat(ofCriterion.outcome().toCompletableFuture()).isNotDone();
    }

    private static void assertEnd(List<AnaplanTask> tasks, WatchSettings settings) throws Exception {
        List<Watch> watches = tasks.stream().map(task -> task.watch(settings)).toList();
        for (Watch watch : watches) {
            TaskOutcome outcome = watch.outcome().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(outcome.isSuccess()).isTrue();
        }
    }

    /** A history that hangs when it is read, or when it is to learn. */
    private final class HangingHistory implements DurationHistory {
        private final boolean isReadToo;

        HangingHistory(boolean isReadToo) {
            this.isReadToo = isReadToo;
        }

        @Override
        public List<Duration> durations(ActionRef action) {
            if (isReadToo) {
                hang();
            }
            return List.of();
        }

        @Override
        public void add(TaskRef task, Duration duration) {
            hang();
        }
    }

    /** A ledger of files that can be made to hang. */
    private final class HangingLedger implements StartLedger {
        private final StartLedger files = StartLedger.file(directory);

        private void hangIfSo() {
            if (hangs) {
                hang();
            }
        }

        @Override
        public Optional<Slot> open(ActionRef action, Duration atMost) throws IOException, InterruptedException {
            hangIfSo();
            return files.open(action, atMost).map(slot -> new Slot() {
                @Override
                public Optional<String> read() throws IOException {
                    hangIfSo();
                    return slot.read();
                }

                @Override
                public void write(String text) throws IOException {
                    hangIfSo();
                    slot.write(text);
                }

                @Override
                public void close() throws IOException {
                    slot.close();
                }
            });
        }
    }
}
