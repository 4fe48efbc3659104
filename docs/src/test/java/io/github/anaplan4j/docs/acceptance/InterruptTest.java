package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanClientBuilder;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An interrupt ends whatever waits for a silent server, and what is told of it is no more than is known. */
@Timeout(60)
class InterruptTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(4);
    private static final String FILE = "113000000001";
    private static final String PROCESS = "118000000001";

    @TempDir
    Path directory;

    @TempDir
    Path ledger;

    private final VirtualTime time = VirtualTime.create();
    private FakeAnaplan fake;

    @BeforeEach
    void start() {
        fake = FakeAnaplan.start(time);
        fake.givenProcess(PROCESS, "Nightly", Scenario.complete());
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    /** The transports, each on both kinds of threads where the JDK has them. */
    static Stream<Way> ways() {
        Stream<Boolean> kinds = Runtime.version().feature() < 21 ? Stream.of(false) : Stream.of(false, true);
        return kinds.flatMap(
                isVirtual -> Stream.of(EachTransport.values()).map(transport -> new Way(transport, isVirtual)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aQuestionEndsAsInterrupted(Way way) throws Exception {
        assertThat(failureWhenInterrupted(way, 0, Fault.stall(), model -> model.processNamed("Nightly")))
                .isInstanceOfSatisfying(TransportException.class, InterruptTest::assertInterrupted);
    }

    @Test
    void aWaitForATokenEndsAsInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Credentials hanging = Credentials.tokens(() -> {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("stopped");
        });
        FutureTask<Throwable> task = new FutureTask<>(() -> {
            try (HttpTransport wire = EachTransport.values()[0].create();
                    AnaplanClient client = builder(wire).credentials(hanging).build()) {
                return catchThrowable(() -> model(client).processNamed("Nightly"));
            }
        });
        Thread caller = new Thread(task, "caller");
        caller.start();
        asked.await();

        caller.interrupt();

        assertThat(task).succeedsWithin(SOON);
        assertThat(task.get()).isInstanceOfSatisfying(TransportException.class, interrupted -> {
            assertThat(interrupted.kind()).isEqualTo(TransportException.Kind.INTERRUPTED);
            assertThat(interrupted.mayHaveBeenSent()).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aStartThatHasLeftIsInDoubtAndFoundLater(Way way) throws Exception {
        assertThat(failureWhenInterrupted(
                        way,
                        1,
                        Fault.stallAfterwards(),
                        model -> model.process(PROCESS).start()))
                .isInstanceOfSatisfying(
                        StartUncertainException.class,
                        uncertain -> assertThat(uncertain)
                                .cause()
                                .isInstanceOfSatisfying(TransportException.class, InterruptTest::assertInterrupted));

        try (HttpTransport wire = way.transport().create();
                AnaplanClient next = client(wire)) {
            TaskRef found =
                    model(next).process(PROCESS).recoverStart().orElseThrow().ref();
            assertThat(model(next).process(PROCESS).tasks())
                    .singleElement()
                    .satisfies(only -> assertThat(only.task()).isEqualTo(found));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aStartWhoseAnswerIsBeingReadIsInDoubt(Way way) throws Exception {
        assertThat(failureWhenInterrupted(
                        way,
                        1,
                        Fault.afterProcessing(Fault.stallMidBody(new byte[100], 5)),
                        model -> model.process(PROCESS).start()))
                .isInstanceOf(StartUncertainException.class);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aWatchStopsAndLeavesTheRunAlone(Way way) throws Exception {
        TaskRef task = fake.startTask(Scenario.complete());

        assertThat(failureWhenInterrupted(
                        way,
                        0,
                        Fault.stall(),
                        (client, model) -> client.task(task).await(Duration.ofHours(2))))
                .isInstanceOfSatisfying(
                        WatchGivenUpException.class,
                        gaveUp -> assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.STOPPED));

        assertThat(fake.journal().requests()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aDownloadLeavesTheOldFile(Way way) throws Exception {
        fake.files().givenFile(FILE, "source.csv", "new,".getBytes(), "file".getBytes());
        Path target = Files.writeString(directory.resolve("source.csv"), "old");

        assertThat(failureWhenInterrupted(
                        way,
                        1,
                        Fault.stallMidBody(new byte[100], 5),
                        model -> model.file(FILE).saveTo(target)))
                .isInstanceOfSatisfying(TransportException.class, InterruptTest::assertInterrupted);

        assertThat(target).hasContent("old");
        assertThat(directory)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("source.csv."));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void anUploadFails(Way way) throws Exception {
        fake.files().givenFile(FILE, "source.csv");

        assertThat(failureWhenInterrupted(
                        way,
                        1,
                        Fault.stall(),
                        model -> model.file(FILE).upload(new ByteArrayInputStream("Code,Name\n".getBytes()))))
                .isInstanceOfSatisfying(TransportException.class, InterruptTest::assertInterrupted);
    }

    private static void assertInterrupted(TransportException failure) {
        assertThat(failure.kind()).isEqualTo(TransportException.Kind.INTERRUPTED);
        assertThat(failure.mayHaveBeenSent()).isTrue();
    }

    private Throwable failureWhenInterrupted(Way way, int good, Fault fault, UseOfModel use) throws Exception {
        return failureWhenInterrupted(way, good, fault, (client, model) -> use.make(model));
    }

    /** Interrupts a use of the client when so many requests were answered well and the next one has arrived. */
    private Throwable failureWhenInterrupted(Way way, int good, Fault fault, Use use) throws Exception {
        AtomicBoolean isStillSet = new AtomicBoolean();
        try (HttpTransport wire = way.transport().create();
                AnaplanClient client = client(wire)) {
            FutureTask<Throwable> task = new FutureTask<>(() -> {
                Throwable failure = catchThrowable(() -> use.make(client, model(client)));
                isStillSet.set(Thread.currentThread().isInterrupted());
                return failure;
            });
            Thread caller = way.thread(task);
            for (int i = 0; i < good; i++) {
                fake.duringNextRequest(() -> {});
            }
            fake.duringNextRequest(() -> {
                fake.faults().inject(fault);
                caller.interrupt();
            });
            caller.start();
            assertThat(task).as("the failure of what was interrupted").succeedsWithin(SOON);
            assertThat(isStillSet).isTrue();
            return task.get();
        }
    }

    private AnaplanClient client(HttpTransport wire) {
        return builder(wire).build();
    }

    private AnaplanClientBuilder builder(HttpTransport wire) {
        return AnaplanClient.builder()
                .apiUrl(fake.url())
                .credentials(Credentials.token(fake.token()))
                .transport(wire)
                .startLedger(StartLedger.file(ledger))
                .startTimeout(PATIENT)
                .readTimeout(PATIENT)
                .pollTimeout(PATIENT)
                .transferTimeout(PATIENT)
                .time(time);
    }

    private AnaplanModel model(AnaplanClient client) {
        return client.model(fake.model().workspaceId(), fake.model().modelId());
    }

    /** What is done with a client. */
    @FunctionalInterface
    private interface Use {
        void make(AnaplanClient client, AnaplanModel model) throws IOException;
    }

    /** What is done with a model. */
    @FunctionalInterface
    private interface UseOfModel {
        void make(AnaplanModel model) throws IOException;
    }

    /** A transport, and what kind of thread calls it. */
    record Way(EachTransport transport, boolean isVirtual) {
        // By reflection, for the tests are compiled for 17.
        Thread thread(Runnable task) throws ReflectiveOperationException {
            if (!isVirtual) {
                return new Thread(task, "caller");
            }
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (Thread) Class.forName("java.lang.Thread$Builder")
                    .getMethod("unstarted", Runnable.class)
                    .invoke(builder, task);
        }
    }
}
