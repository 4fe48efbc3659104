package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.error.StartLedgerException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.VirtualTime;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import io.github.anaplan4j.watch.WatchStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose a task is that a start returned, with a ledger that outlives its program. */
class HandedOutTest {
    private final VirtualTime time = VirtualTime.create();
    private final FakeAnaplan fake = FakeAnaplan.start(time);
    private final HttpTransport transport = ApacheHttpTransport.create(TransportSettings.defaults());

    @TempDir
    Path directory;

    private ActionRef nightly;
    private boolean isFull;

    @BeforeEach
    void giveAProcess() {
        nightly = fake.givenProcess(
                "118000000007", "Nightly load", Scenario.complete().lasting(Duration.ofMinutes(10)));
    }

    @AfterEach
    void stop() {
        transport.close();
        fake.close();
    }

    private AnaplanClient client() {
        return client(StartLedger.file(directory));
    }

    private AnaplanClient client(StartLedger ledger) {
        return AnaplanClient.builder()
                .apiUrl(fake.url())
                .credentials(Credentials.token(fake.token()))
                .transport(transport)
                .executor(Runnable::run)
                .startLedger(ledger)
                .time(time)
                .build();
    }

    private AnaplanAction nightly(AnaplanClient client) {
        return client.model(nightly.model()).process(nightly.actionId());
    }

    private TaskRef started(AnaplanClient client) {
        return nightly(client).start().ref();
    }

    @Test
    void eachClientThatLivesHasItsOwn() throws IOException {
        try (AnaplanClient one = client();
                AnaplanClient other = client()) {
            List<TaskRef> all = List.of(started(one), started(other), started(one), started(one), started(other));

            assertThat(fake.tasks().all()).containsExactlyInAnyOrderElementsOf(all);
            assertThat(all).doesNotHaveDuplicates();
            assertThat(nightly(one).recoverStart()).isEmpty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(3 + 3 * 3 + 2); // the action, a seat more than clients, and a look for another
        }
    }

    @Test
    void aRunOfAClientThatLivesIsNotThatOfAStartBefore() {
        try (AnaplanClient client = client()) {
            TaskRef ours = started(client);

            assertThat(nightly(client).run(Duration.ofHours(1)).task()).isNotEqualTo(ours);
        }
    }

    @Test
    void whatAClientHandedOutAndNeverWaitedForIsOnItsOwnOnceTheClientIsClosed() {
        TaskRef first;
        try (AnaplanClient client = client()) {
            first = started(client);
            client.task(first).status();
        }
        try (AnaplanClient next = client()) {
            assertThat(nightly(next).recoverStart()).isEmpty();
            assertThat(started(next)).isNotEqualTo(first);
        }
    }

    @Test
    void whatAClientWaitedForAndDidNotSeeToTheEndIsGoneOnWith() {
        TaskRef first;
        try (AnaplanClient client = client()) {
            AnaplanTask task = nightly(client).start();
            first = task.ref();
            assertThat(catchThrowableOfType(WatchGivenUpException.class, () -> task.await(Duration.ofMinutes(1))))
                    .isNotNull();
        }
        try (AnaplanClient next = client()) {
            assertThat(nightly(next).run(Duration.ofHours(1)).task()).isEqualTo(first);
            assertThat(started(next)).isNotEqualTo(first);
        }
        assertThat(fake.tasks().all()).hasSize(2);
    }

    @Test
    void aWatchInTheBackgroundThatTheEndOfItsClientStoppedIsGoneOnWith() {
        TaskRef first;
        try (AnaplanClient client = client()) {
            AnaplanTask task = nightly(client).start();
            first = task.ref();
            task.watch();
            time.advance(Duration.ofMinutes(1));
        }
        try (AnaplanClient next = client()) {
            assertThat(started(next)).isEqualTo(first);
        }
    }

    @Test
    void howeverItsEndIsSeenTheNextStartIsANewOne() {
        List<BiConsumer<AnaplanClient, TaskRef>> ways = List.of(
                (client, task) -> client.task(task).await(Duration.ofHours(1)),
                (client, task) -> {
                    client.task(task).watch();
                    time.advance(Duration.ofHours(1));
                },
                (client, task) -> {
                    time.advance(Duration.ofHours(1));
                    client.task(task).status();
                },
                (client, task) -> {
                    WatchStep step = client.watchStep(WatchSettings.defaults());
                    WatchState begun = step.start(task);
                    time.advance(Duration.ofHours(1));
                    step.poll(begun);
                });
        for (var way : ways) {
            TaskRef first;
            try (AnaplanClient client = client()) {
                AnaplanTask task = nightly(client).start();
                first = task.ref();
                catchThrowableOfType(WatchGivenUpException.class, () -> task.await(Duration.ofMinutes(1)));
            }
            try (AnaplanClient elsewhere = client()) {
                way.accept(elsewhere, first);
                assertThat(nightly(elsewhere).recoverStart()).isEmpty();
            }
        }
        assertThat(fake.tasks().all()).hasSize(ways.size());
    }

    @Test
    void anEndThatSomebodySawWhileTheStarterLivedIsKnownOnceThatDied() {
        AnaplanClient starter = client();
        TaskRef first = awaited(starter);
        try (AnaplanClient elsewhere = client()) {
            elsewhere.task(first).await(Duration.ofHours(1));
        }
        starter.close(); // as if it were killed: it leaves what it waits for

        try (AnaplanClient next = client()) {
            assertThat(nightly(next).recoverStart()).isEmpty();
            assertThat(nightly(next).run(Duration.ofHours(1)).task()).isNotEqualTo(first);
        }
        assertThat(fake.tasks().all()).hasSize(2);
    }

    @Test
    void anEndThatSomebodySawDuringAnotherRunIsKnownOnceItsStarterDied() {
        AnaplanClient starter = client();
        TaskRef first = awaited(starter);
        time.advance(Duration.ofMinutes(5));
        try (AnaplanClient elsewhere = client();
                AnaplanClient runs = client()) {
            time.in(
                    Duration.ofMinutes(6),
                    () -> assertThat(elsewhere.task(first).status().state().isTerminal())
                            .isTrue());

            assertThat(nightly(runs).run(Duration.ofHours(1)).task()).isNotEqualTo(first);
        }
        starter.close();

        try (AnaplanClient next = client()) {
            assertThat(nightly(next).recoverStart()).isEmpty();
        }
    }

    @Test
    void aTaskThatNobodySawTheEndOfIsGoneOnWithThoughEndsOfOthersWereSeen() {
        AnaplanClient one = client();
        AnaplanClient other = client();
        TaskRef first = awaited(one);
        TaskRef second = awaited(other);
        try (AnaplanClient elsewhere = client()) {
            elsewhere.task(first).await(Duration.ofHours(1));
        }
        one.close();
        other.close();

        try (AnaplanClient next = client()) {
            assertThat(started(next)).isEqualTo(second);
            assertThat(started(next)).isNotIn(first, second);
        }
    }

    @Test
    void anEndThatWasSeenAndCouldNotBeWrittenDownIsWrittenWhenTheClientIsClosed() {
        TaskRef first;
        try (AnaplanClient client = client(new FullLedger())) {
            AnaplanTask task = nightly(client).start();
            first = task.ref();
            isFull = true;
            task.await(Duration.ofHours(1));
            isFull = false;
        }
        try (AnaplanClient next = client()) {
            assertThat(started(next)).isNotEqualTo(first);
        }
    }

    @Test
    void theOutcomeOfARunThatCannotBeWrittenDownIsTold() {
        try (AnaplanClient client = client(new FullLedger())) {
            time.in(Duration.ofMinutes(5), () -> isFull = true);

            StartLedgerException told = catchThrowableOfType(
                    StartLedgerException.class, () -> nightly(client).run(Duration.ofHours(1)));

            assertThat(told).hasMessageContaining("no space left");
            TaskOutcome outcome = told.outcome().orElseThrow();
            assertThat(outcome.isSuccess()).isTrue();
            assertThat(fake.tasks().all()).containsExactly(outcome.task());
            isFull = false;
            assertThat(nightly(client).run(Duration.ofHours(1)).task()).isEqualTo(outcome.task()); // as was told
            assertThat(started(client)).isNotEqualTo(outcome.task());
        }
    }

    @Test
    void aTaskThatADeadProgramHadIsFoundThoughNothingCanBeWrittenDown() {
        TaskRef first = left(client());
        try (AnaplanClient next = client(new FullLedger())) {
            isFull = true;

            assertThat(started(next)).isEqualTo(first);

            isFull = false;
        }
        assertThat(fake.tasks().all()).containsExactly(first);
    }

    @Test
    void aTaskThatCouldNotBeSettledIsTheNextStartsHoweverOftenThatFails() {
        AnaplanClient client = client(new FullLedger(text -> !text.contains("sentAt=")));
        assertThat(catchThrowableOfType(StartUncertainException.class, () -> started(client)))
                .hasMessageContaining("no space left");
        assertThat(catchThrowableOfType(StartUncertainException.class, () -> started(client)))
                .hasMessageContaining("no space left");
        client.close();

        try (AnaplanClient next = client()) {
            assertThat(fake.tasks().all()).containsExactly(started(next));
        }
    }

    @Test
    void eachOfTheTasksThatDeadProgramsHadIsGoneOnWith() {
        List<TaskRef> left;
        try (AnaplanClient living = client()) {
            AnaplanClient one = client();
            TaskRef first = awaited(one);
            AnaplanClient other = client();
            TaskRef second = awaited(other);
            TaskRef third = awaited(living); // as a third program, which lives on
            left = List.of(first, second);
            one.close();
            other.close();

            try (AnaplanClient next = client()) {
                assertThat(nightly(next).run(Duration.ofHours(1)).task()).isEqualTo(first);
                assertThat(nightly(next).recoverStart().orElseThrow().ref()).isEqualTo(second);
                assertThat(started(next)).isNotIn(first, second, third);
            }
        }
        assertThat(fake.tasks().all()).hasSize(left.size() + 2);
    }

    @Test
    void whatDeadProgramsHadCanBeSettledByHand() {
        left(client());
        try (AnaplanClient client = client()) {
            TaskRef ours = started(client);
            left(client());

            nightly(client).settleStart();

            assertThat(nightly(client).recoverStart()).isEmpty();
            assertThat(started(client)).isNotEqualTo(ours);
        }
    }

    @Test
    void aTaskThatAnaplanHasNoLongerIsToldWithItsCure() {
        left(client());
        fake.faults().inject(1_000, RequestMatchers.polls(), Fault.status(404));
        try (AnaplanClient next = client()) {
            AnaplanTask task = nightly(next).start();

            assertThat(catchThrowableOfType(WatchGivenUpException.class, () -> task.await(Duration.ofHours(1))))
                    .hasMessageContaining("then call settleStart().");
            CompletableFuture<TaskOutcome> watched = task.watch().outcome().toCompletableFuture();
            time.advance(Duration.ofHours(1));
            assertThat(watched)
                    .isCompletedExceptionally()
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withMessageContaining("then call settleStart().");

            nightly(next).settleStart();
        }
        try (AnaplanClient last = client()) {
            assertThat(nightly(last).recoverStart()).isEmpty();
        }
    }

    /** Lets a program end while it waits for what it has started. */
    private TaskRef left(AnaplanClient client) {
        try (client) {
            return awaited(client);
        }
    }

    private TaskRef awaited(AnaplanClient client) {
        AnaplanTask task = nightly(client).start();
        catchThrowableOfType(WatchGivenUpException.class, () -> task.await(Duration.ZERO));
        return task.ref();
    }

    /** A ledger of files on a disk that may be full. */
    private final class FullLedger implements StartLedger {
        private final StartLedger files = StartLedger.file(directory);
        private final Predicate<String> hasNoRoom;

        FullLedger() {
            this(text -> isFull);
        }

        FullLedger(Predicate<String> hasNoRoom) {
            this.hasNoRoom = hasNoRoom;
        }

        @Override
        public Optional<Slot> open(ActionRef action, Duration atMost) throws IOException, InterruptedException {
            return files.open(action, atMost).map(slot -> new Slot() {
                @Override
                public Optional<String> read() throws IOException {
                    return slot.read();
                }

                @Override
                public void write(String text) throws IOException {
                    if (hasNoRoom.test(text)) {
                        throw new IOException("no space left");
                    }
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
