package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanClientBuilder;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.ModelQueue;
import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.HttpTransportProvider;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.Watch;
import io.github.anaplan4j.watch.WatchEvent;
import io.github.anaplan4j.watch.WatchSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What hangs holds up nothing of another kind; in real time and with real threads. */
@Timeout(60)
class BulkheadsTest {
    private static final Scenario ENDLESS =
            Scenario.named("endless").then(Duration.ZERO, "{\"taskState\":\"IN_PROGRESS\"}");
    private static final Scenario DONE =
            Scenario.named("done").then(Duration.ZERO, "{\"taskState\":\"COMPLETE\",\"result\":{\"successful\":true}}");
    private static final WatchSettings OFTEN = WatchSettings.defaults()
            .withPolicy(PollingPolicy.stretching(Duration.ofMillis(50), Duration.ofMillis(50), 0));
    private static final int POLLS = 10;
    private static final int WATCHES = 3;
    // How many requests of one kind a client has under way at once.
    private static final int AT_ONCE = 16;
    private static final int CALLBACKS_AT_ONCE = 8;

    private final ExecutorService people = Executors.newCachedThreadPool();

    @AfterEach
    void leaveNothingBehind() {
        people.shutdownNow();
        System.clearProperty(HttpTransportProvider.PROPERTY);
    }

    /** The kinds of requests for which a thread of the user's waits. */
    private enum Call {
        START(RequestMatchers.starts()) {
            @Override
            void make(AnaplanModel model, int number) {
                process(model, number).start();
            }
        },
        LIST(RequestMatchers.taskLists()) {
            @Override
            void make(AnaplanModel model, int number) {
                process(model, number).tasks();
            }
        },
        DOWNLOAD(RequestMatchers.files().and(request -> request.method().equals("GET"))) {
            @Override
            void make(AnaplanModel model, int number) throws IOException {
                model.file("113000000001").writeTo(OutputStream.nullOutputStream());
            }
        },
        UPLOAD(RequestMatchers.files().and(request -> !request.method().equals("GET"))) {
            @Override
            void make(AnaplanModel model, int number) throws IOException {
                model.file("113000000002").upload(new ByteArrayInputStream(new byte[] {1}));
            }
        };

        private final Predicate<RecordedRequest> requests;

        Call(Predicate<RecordedRequest> requests) {
            this.requests = requests;
        }

        abstract void make(AnaplanModel model, int number) throws IOException;

        private static AnaplanAction process(AnaplanModel model, int number) {
            return model.process("1180000000" + (10 + number));
        }

        /** {@return whether calls of that kind need none of the requests that hang} */
        private boolean isApartFrom(Call hanging) {
            return switch (this) {
                case START -> hanging != START && hanging != LIST;
                case LIST -> hanging != LIST;
                case DOWNLOAD, UPLOAD -> hanging != DOWNLOAD && hanging != UPLOAD;
            };
        }
    }

    static Stream<Arguments> hangingCalls() {
        return Stream.of(EachTransport.values())
                .flatMap(transport -> Stream.of(Call.values())
                        .flatMap(call -> Stream.of(16, 64).map(threads -> Arguments.of(transport, call, threads))));
    }

    @ParameterizedTest(name = "{0}: {1} in {2} threads")
    @MethodSource("hangingCalls")
    void callsThatHangAtTheServerLeaveAllElseAlone(EachTransport transport, Call hanging, int threads)
            throws Exception {
        try (FakeAnaplan fake = givenModel()) {
            fake.faults().inject(10_000, hanging.requests, Fault.stall());
            List<WatchEvent> failed = Collections.synchronizedList(new ArrayList<>());
            try (AnaplanClient anaplan = client(fake, transport).build()) {
                AnaplanModel model =
                        anaplan.model(fake.model().workspaceId(), fake.model().modelId());
                for (int i = 0; i < threads; i++) {
                    int number = i;
                    people.execute(() -> ignoring(() -> hanging.make(model, number)));
                }
                awaitRequests(fake, hanging.requests, AT_ONCE);

                assertWatchesGoOn(fake, anaplan, failed);
                for (Call other : Call.values()) {
                    if (other.isApartFrom(hanging)) {
                        other.make(model, threads);
                    }
                }
                assertThat(count(fake, hanging.requests)).isEqualTo(AT_ONCE);
                assertThat(failed).isEmpty();
            }
            assertThat(OurThreads.thatStay()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void allThatAClientSendsAtOnceHasConnections(EachTransport transport) throws Exception {
        Predicate<RecordedRequest> reads = RequestMatchers.definitions();
        List<Predicate<RecordedRequest>> kinds =
                List.of(RequestMatchers.starts(), RequestMatchers.polls(), reads, Call.DOWNLOAD.requests);
        try (FakeAnaplan fake = givenModel()) {
            kinds.forEach(kind -> fake.faults().inject(10_000, kind, Fault.stall()));
            try (AnaplanClient anaplan =
                    client(fake, transport).pollTimeout(Duration.ofMinutes(1)).build()) {
                AnaplanModel model =
                        anaplan.model(fake.model().workspaceId(), fake.model().modelId());
                for (int i = 0; i < AT_ONCE; i++) {
                    int number = i;
                    people.execute(() -> ignoring(() -> Call.START.make(model, number)));
                }
                awaitRequests(fake, RequestMatchers.starts(), AT_ONCE); // after a list each, which is a read
                for (int i = 0; i < AT_ONCE; i++) {
                    int number = i;
                    people.execute(() -> ignoring(() -> model.actions(ActionKind.PROCESS)));
                    people.execute(() -> ignoring(() -> Call.DOWNLOAD.make(model, number)));
                    anaplan.task(fake.startTask(ENDLESS)).watch(OFTEN);
                }

                for (Predicate<RecordedRequest> kind : kinds) {
                    awaitRequests(fake, kind, AT_ONCE);
                }
                assertThat(kinds).extracting(kind -> count(fake, kind)).containsOnly((long) AT_ONCE);
            }
        }
    }

    /** More of them than there are connections, each on a thread of its own. */
    @ParameterizedTest
    @EnumSource
    void pollsThatHangOnAnExecutorOfTheUsersLeaveCallsAlone(EachTransport transport) throws Exception {
        try (FakeAnaplan fake = givenModel()) {
            fake.faults().inject(10_000, RequestMatchers.polls(), Fault.stall());
            try (AnaplanClient anaplan = client(fake, transport)
                    .pollTimeout(Duration.ofMinutes(1))
                    .executor(people)
                    .build()) {
                for (int i = 0; i < 100; i++) {
                    anaplan.task(fake.startTask(ENDLESS)).watch(OFTEN);
                }
                awaitRequests(fake, RequestMatchers.polls(), AT_ONCE);

                AnaplanModel model =
                        anaplan.model(fake.model().workspaceId(), fake.model().modelId());
                for (Call call : Call.values()) {
                    call.make(model, 0);
                }
                assertThat(count(fake, RequestMatchers.polls())).isEqualTo(AT_ONCE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void startsThatHangLeaveACancelAlone(EachTransport transport) throws Exception {
        try (FakeAnaplan fake = givenModel()) {
            fake.faults().inject(10_000, RequestMatchers.starts(), Fault.stall());
            try (AnaplanClient anaplan = client(fake, transport).build()) {
                AnaplanModel model =
                        anaplan.model(fake.model().workspaceId(), fake.model().modelId());
                for (int i = 0; i <= AT_ONCE; i++) {
                    int number = i;
                    people.execute(() -> ignoring(() -> Call.START.make(model, number)));
                }
                awaitRequests(fake, RequestMatchers.starts(), AT_ONCE);

                anaplan.task(fake.startTask(ENDLESS)).cancel();

                assertThat(count(fake, RequestMatchers.starts())).isEqualTo(AT_ONCE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void callbacksThatHangLeavePollsAndCallsAlone(EachTransport transport) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(CALLBACKS_AT_ONCE);
        List<Watch> watches = new ArrayList<>();
        try (FakeAnaplan fake = givenModel()) {
            List<WatchEvent> failed = Collections.synchronizedList(new ArrayList<>());
            try (AnaplanClient anaplan = client(fake, transport).build()) {
                WatchSettings stuck = OFTEN.withListener(event -> ignoring(() -> {
                    hanging.countDown();
                    never.await();
                }));
                for (int i = 0; i < 4 * AT_ONCE; i++) {
                    Watch watch = anaplan.task(fake.startTask(ENDLESS)).watch(stuck);
                    watch.outcome().whenComplete((ended, failure) -> ignoring(never::await));
                    watches.add(watch);
                }
                hanging.await();

                assertWatchesGoOn(fake, anaplan, failed);
                AnaplanModel model =
                        anaplan.model(fake.model().workspaceId(), fake.model().modelId());
                for (Call call : Call.values()) {
                    call.make(model, 0);
                }
                assertThat(failed).isEmpty();
            }
            for (Watch watch : watches) {
                assertEnds(watch, GiveUpReason.STOPPED);
            }
            assertThat(OurThreads.thatStay()).isEmpty();
        }
    }

    static Stream<Arguments> queuedStarts() {
        return Stream.of(EachTransport.values())
                .flatMap(transport -> Stream.of(16, 64).map(models -> Arguments.of(transport, models)));
    }

    @ParameterizedTest(name = "{0}: on {1} models")
    @MethodSource("queuedStarts")
    void queuedStartsThatHangLeaveWatchesAndCallsAlone(EachTransport transport, int models) throws Exception {
        try (FakeAnaplan fake = givenModel()) {
            fake.faults().inject(10_000, RequestMatchers.starts(), Fault.stall());
            List<CompletionStage<TaskOutcome>> hanging = new ArrayList<>();
            List<WatchEvent> failed = Collections.synchronizedList(new ArrayList<>());
            try (AnaplanClient anaplan = client(fake, transport).build()) {
                AnaplanModel model =
                        anaplan.model(fake.model().workspaceId(), fake.model().modelId());
                ModelQueue queue = new ModelQueue();
                for (int i = 0; i < models; i++) {
                    ModelRef lane = new ModelRef(fake.model().workspaceId(), "lane" + i);
                    AnaplanAction process = Call.process(model, i);
                    TaskRef before = fake.startTask(DONE);
                    queue.submit(
                            lane,
                            () -> anaplan.task(before),
                            task -> task.watch().outcome());
                    hanging.add(queue.submit(
                            lane, process::start, task -> task.watch().outcome()));
                }
                awaitRequests(fake, RequestMatchers.starts(), AT_ONCE);

                assertWatchesGoOn(fake, anaplan, failed);
                Watch watch = anaplan.task(fake.startTask(DONE)).watch();
                assertThat(watch.outcome().toCompletableFuture().get(10, TimeUnit.SECONDS))
                        .isInstanceOf(TaskOutcome.Succeeded.class);
                for (Call call : List.of(Call.LIST, Call.DOWNLOAD, Call.UPLOAD)) {
                    call.make(model, models);
                }
                assertThat(failed).isEmpty();
            }
            assertThat(OurThreads.thatStay()).isEmpty();
            for (CompletionStage<TaskOutcome> outcome : hanging) {
                assertThat(outcome.toCompletableFuture()).isCompletedExceptionally();
            }
        }
    }

    /** Executors of the user's that do not do what they are for. */
    private enum UsersExecutor {
        CALLER_RUNS {
            @Override
            Executor create(CountDownLatch release) {
                return Runnable::run;
            }
        },
        FULL {
            @Override
            Executor create(CountDownLatch release) {
                return poll -> {
                    throw new RejectedExecutionException("full");
                };
            }
        },
        FULL_AND_CALLER_RUNS {
            @Override
            Executor create(CountDownLatch release) {
                return blocked(
                        new ThreadPoolExecutor(
                                1,
                                1,
                                0,
                                TimeUnit.SECONDS,
                                new SynchronousQueue<>(),
                                new ThreadPoolExecutor.CallerRunsPolicy()),
                        release);
            }
        },
        ONE_THREAD_THAT_BLOCKS {
            @Override
            Executor create(CountDownLatch release) {
                return blocked(Executors.newSingleThreadExecutor(), release);
            }
        },
        FULL_AND_WAITS_FOR_ROOM {
            @Override
            Executor create(CountDownLatch release) {
                return poll -> ignoring(() -> {
                    release.await();
                    poll.run();
                });
            }
        };

        abstract Executor create(CountDownLatch release);

        private static Executor blocked(ExecutorService executor, CountDownLatch release) {
            executor.execute(() -> ignoring(() -> {
                release.await();
                executor.shutdown();
            }));
            return executor;
        }
    }

    static Stream<Arguments> usersExecutors() {
        return Stream.of(EachTransport.values())
                .flatMap(transport ->
                        Stream.of(UsersExecutor.values()).map(executor -> Arguments.of(transport, executor)));
    }

    @ParameterizedTest
    @MethodSource("usersExecutors")
    void anExecutorOfTheUsersNeitherHoldsUpTheTimerNorTheEndOfAWatch(EachTransport transport, UsersExecutor executor)
            throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<String> pollers = Collections.synchronizedList(new ArrayList<>());
        try (FakeAnaplan fake = givenModel();
                HttpTransport wire = transport.create()) {
            fake.faults().inject(RequestMatchers.polls(), Fault.stall());
            try (AnaplanClient anaplan = client(fake, transport)
                    .pollTimeout(Duration.ofMillis(500)) // for the one that hangs
                    .transport(new Noting(wire, pollers))
                    .executor(executor.create(release))
                    .build()) {
                Watch stopped = anaplan.task(fake.startTask(ENDLESS)).watch(OFTEN);
                List<Watch> watches = new ArrayList<>();
                for (int i = 0; i < 2 * AT_ONCE; i++) {
                    watches.add(anaplan.task(fake.startTask(ENDLESS)).watch(OFTEN.withLimit(Duration.ofMillis(300))));
                }
                for (Watch watch : watches) {
                    assertEnds(watch, GiveUpReason.TIME_SPENT);
                }
                stopped.stop();
                assertEnds(stopped, GiveUpReason.STOPPED);
            } finally {
                release.countDown();
            }
            assertThat(pollers)
                    .doesNotContain("anaplan4j-timer", Thread.currentThread().getName());
        }
        assertThat(OurThreads.thatStay()).isEmpty();
    }

    /** A transport that notes on which thread it is called. */
    private record Noting(HttpTransport wire, List<String> threads) implements HttpTransport {
        @Override
        public TransportResponse execute(TransportRequest request) {
            threads.add(Thread.currentThread().getName());
            return wire.execute(request);
        }

        @Override
        public void close() {}
    }

    private static FakeAnaplan givenModel() {
        FakeAnaplan fake = FakeAnaplan.start();
        for (int i = 0; i <= 64; i++) {
            fake.models()
                    .givenAction(
                            ActionKind.PROCESS, "1180000000" + (10 + i), "Load " + i, "PROCESS", Scenario.complete());
        }
        fake.files().givenFile("113000000001", "out.csv", new byte[] {1});
        fake.files().givenFile("113000000002", "in.csv");
        return fake;
    }

    /** A client that makes its transport itself, and so closes it. */
    private static AnaplanClientBuilder client(FakeAnaplan fake, EachTransport transport) {
        System.setProperty(HttpTransportProvider.PROPERTY, transport.name().toLowerCase(Locale.ROOT));
        return AnaplanClient.builder()
                .apiUrl(fake.url())
                .credentials(Credentials.token(fake.token()))
                .pollingFloor(Duration.ofMillis(50))
                .pollTimeout(Duration.ofSeconds(5)) // for a whole call with its connection, on a machine that is busy
                .requestsPerMinute(60_000);
    }

    /** Some in the background, and one that blocks. */
    private void assertWatchesGoOn(FakeAnaplan fake, AnaplanClient anaplan, List<WatchEvent> failed) {
        WatchSettings settings = OFTEN.withListener(event -> {
            if (event instanceof WatchEvent.PollFailed) {
                failed.add(event);
            }
        });
        List<TaskRef> tasks = new ArrayList<>();
        for (int i = 0; i < WATCHES; i++) {
            TaskRef task = fake.startTask(ENDLESS);
            anaplan.task(task).watch(settings);
            tasks.add(task);
        }
        TaskRef blocking = fake.startTask(ENDLESS);
        people.execute(() -> ignoring(() -> anaplan.task(blocking).await(settings)));
        tasks.add(blocking);

        for (TaskRef task : tasks) {
            awaitRequests(fake, RequestMatchers.of(task), POLLS);
        }
    }

    private static void awaitRequests(FakeAnaplan fake, Predicate<RecordedRequest> which, int most) {
        long start = System.nanoTime();
        while (count(fake, which) < most) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("%s of %s requests came", count(fake, which), most)
                    .isLessThan(Duration.ofSeconds(10));
            Thread.onSpinWait();
        }
    }

    private static long count(FakeAnaplan fake, Predicate<RecordedRequest> which) {
        return fake.journal().requests().stream().filter(which).count();
    }

    private static void assertEnds(Watch watch, GiveUpReason reason) {
        CompletableFuture<TaskOutcome> outcome = watch.outcome().toCompletableFuture();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> outcome.get(10, TimeUnit.SECONDS))
                .havingCause()
                .isInstanceOfSatisfying(
                        WatchGivenUpException.class,
                        gaveUp -> assertThat(gaveUp.reason()).isEqualTo(reason));
    }

    /** Something that throws what it likes. */
    @FunctionalInterface
    private interface Throwing {
        void run() throws Exception;
    }

    // That it ends is all that counts: at the latest when the client is closed.
    private static void ignoring(Throwing call) {
        try {
            call.run();
        } catch (Exception ended) {
            Thread.yield();
        }
    }
}
