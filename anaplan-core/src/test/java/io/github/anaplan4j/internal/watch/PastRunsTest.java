package io.github.anaplan4j.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.Failures;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.internal.port.Polls;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.Timer;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskResult;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.Observation;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of Anaplan about past runs, when, and what comes of it. */
@Timeout(60)
class PastRunsTest {
    private static final ModelRef MODEL = new ModelRef("8a81", "75A4");
    private static final ActionRef PROCESS = MODEL.process("118");
    private static final TaskRef OURS = PROCESS.task("OURS");

    private final ManualTime time = new ManualTime();
    private final Lifecycle lifecycle = new Lifecycle();
    private final RequestLimiter limiter = TestLimits.limiter(300, time);
    private final DurationHistory history = DurationHistory.inMemory();
    private final Server server = new Server();
    private final PastRuns pastRuns = pastRuns(history, time.newTimer("test"));

    /** Anaplan, with tasks that are over. */
    private final class Server implements Polls {
        private final Map<TaskRef, TaskStatus> tasks = new LinkedHashMap<>();
        private final List<String> requests = new ArrayList<>();
        private final List<Duration> times = new ArrayList<>();
        private Runnable meanwhile = () -> {};

        @Override
        public TaskStatus poll(TaskRef task, boolean processDetails, Duration atMost) {
            assertThat(processDetails).isTrue();
            note(task.taskId());
            return tasks.get(task);
        }

        @Override
        public List<ListedTask> latest(ActionRef action, int most, Duration atMost) {
            note("list of " + action.actionId());
            return tasks.entrySet().stream()
                    .filter(task -> task.getKey().action().equals(action))
                    .map(task -> new ListedTask(task.getKey(), task.getValue().state(), null))
                    .toList();
        }

        private void note(String request) {
            requests.add(request);
            times.add(time.passed());
            meanwhile.run();
        }

        void has(String taskId, TaskState state, @Nullable Duration duration) {
            has(PROCESS.task(taskId), state, duration);
        }

        void has(TaskRef task, TaskState state, @Nullable Duration duration) {
            tasks.put(task, new TaskStatus(null, state, null, null, null, null, result(duration)));
        }
    }

    private static TaskStatus complete(Duration duration) {
        return new TaskStatus(null, TaskState.COMPLETE, null, null, null, null, result(duration));
    }

    private static TaskResult result(@Nullable Duration duration) {
        return new TaskResult(null, null, true, false, List.of(), List.of(), duration, null);
    }

    private PastRuns pastRuns(DurationHistory known, Timer timer) {
        return new PastRuns(server, new Learning(known, Runnable::run, true), limiter, timer, lifecycle);
    }

    private static WatchState running(TaskRef task, Duration running) {
        return WatchState.start(task, Instant.EPOCH)
                .after(new Observation.Seen(TaskInTime.in("IN_PROGRESS")), Duration.ZERO, Instant.EPOCH)
                .at(running, Instant.EPOCH);
    }

    private void goOn(Duration running) {
        pastRuns.goOn(running(OURS, running));
    }

    private void goOnForLong() {
        goOn(PastRuns.PAYS_FROM);
        time.pass(Duration.ofMinutes(1));
    }

    private void hasCompleteRuns(int many) {
        for (int run = 1; run <= many; run++) {
            server.has("T" + run, TaskState.COMPLETE, Duration.ofMinutes(run));
        }
    }

    private static List<Duration> minutes(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Duration::ofMinutes).toList();
    }

    @Test
    void theLatestFiveCompleteRunsAreLearned() {
        server.has(OURS, TaskState.IN_PROGRESS, null);
        server.has("T0", TaskState.CANCELLED, Duration.ofHours(9));
        hasCompleteRuns(7);

        goOnForLong();

        assertThat(server.requests).containsExactly("list of 118", "T1", "T2", "T3", "T4", "T5");
        assertThat(history.durations(PROCESS)).containsExactlyElementsOf(minutes(1, 5));
    }

    @Test
    void whatThisClientHasWatchedIsNotAskedFor() {
        hasCompleteRuns(3);
        pastRuns.goOn(running(PROCESS.task("T2"), Duration.ofSeconds(10)));

        goOnForLong();

        assertThat(server.requests).containsExactly("list of 118", "T1", "T3");
    }

    @Test
    void tenThousandProcessesAreAskedAboutAndNoMore() {
        DurationHistory known = new DurationHistory() {
            @Override
            public List<Duration> durations(ActionRef action) {
                return action.actionId().startsWith("new") ? List.of() : minutes(1, 5);
            }

            @Override
            public void add(TaskRef task, Duration duration) {}
        };
        PastRuns many = pastRuns(known, time.newTimer("many"));
        for (int i = 1; i < 10_000; i++) {
            many.goOn(running(MODEL.process("P" + i).task("T"), PastRuns.PAYS_FROM));
        }

        many.goOn(running(MODEL.process("new-at-the-edge").task("T"), PastRuns.PAYS_FROM));
        many.goOn(running(MODEL.process("new-past-it").task("T"), PastRuns.PAYS_FROM));
        time.pass(Duration.ofMinutes(1));

        assertThat(server.requests).containsExactly("list of new-at-the-edge");
    }

    @Test
    void aRunThatIsShortDoesNotPay() {
        hasCompleteRuns(5);

        goOn(PastRuns.PAYS_FROM.minusMillis(1));
        time.pass(Duration.ofMinutes(1));

        assertThat(server.requests).isEmpty();
    }

    @Test
    void nothingIsAskedTwice() {
        goOnForLong();
        hasCompleteRuns(5);
        goOnForLong();
        pastRuns.goOn(running(PROCESS.task("NEXT"), Duration.ofHours(1)));
        time.pass(Duration.ofHours(1));

        assertThat(server.requests).containsExactly("list of 118");
    }

    @Test
    void whoKnowsEnoughDoesNotAsk() {
        hasCompleteRuns(5);
        for (int run = 1; run <= PastRuns.ENOUGH; run++) {
            history.add(PROCESS.task("K" + run), Duration.ofMinutes(1));
        }

        goOnForLong();

        assertThat(server.requests).isEmpty();
    }

    @Test
    void aRunThatIsKnownIsNotCountedTwice() {
        history.add(PROCESS.task("T2"), Duration.ofSeconds(99));
        hasCompleteRuns(3);

        goOnForLong();

        assertThat(history.durations(PROCESS))
                .containsExactlyInAnyOrder(Duration.ofSeconds(99), Duration.ofMinutes(1), Duration.ofMinutes(3));
    }

    @Test
    void whereAnaplanDoesNotTellTheTimesItIsAskedForOneStatus() {
        server.has("T1", TaskState.COMPLETE, null);
        server.has("T2", TaskState.COMPLETE, Duration.ofMinutes(2));

        goOnForLong();

        assertThat(server.requests).containsExactly("list of 118", "T1");
        assertThat(history.durations(PROCESS)).isEmpty();
    }

    @Test
    void ofOtherActionsAnaplanDoesNotTellTheTimes() {
        for (ActionKind kind : List.of(ActionKind.IMPORT, ActionKind.EXPORT, ActionKind.ACTION)) {
            pastRuns.goOn(running(MODEL.action(kind, "112").task("T"), Duration.ofHours(1)));
        }
        time.pass(Duration.ofMinutes(1));

        assertThat(server.requests).isEmpty();
    }

    /** From that request on, so many of them fail. */
    private void failing(int from, int many, Supplier<RuntimeException> failure) {
        server.meanwhile = () -> {
            int request = server.requests.size();
            if (request >= from && request < from + many) {
                throw failure.get();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void whatIsRefusedForGoodEndsIt(int status) {
        hasCompleteRuns(5);
        failing(3, 1, () -> Failures.status(status));

        goOn(PastRuns.PAYS_FROM);
        time.pass(Duration.ofHours(1));

        assertThat(server.requests).containsExactly("list of 118", "T1", "T2");
    }

    static Stream<RuntimeException> troubleThatMayPass() {
        return Stream.of(
                Failures.status(503),
                Failures.status(429),
                Failures.status(410),
                Failures.sent(TransportException.Kind.CONNECTION_LOST),
                Failures.notSent(TransportException.Kind.CONNECT),
                Failures.sent(TransportException.Kind.TIMEOUT),
                new TokenRejectedException(Failures.status(401)));
    }

    @ParameterizedTest
    @MethodSource("troubleThatMayPass")
    void afterTroubleThatMayPassItGoesOnWithNoMoreRequests(RuntimeException trouble) {
        hasCompleteRuns(7);
        failing(1, 1, () -> trouble);

        goOn(PastRuns.PAYS_FROM);
        time.pass(Duration.ofHours(1));

        assertThat(server.requests).containsExactly("list of 118", "list of 118", "T1", "T2", "T3", "T4");
        assertThat(server.times.get(1)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(36)); // 429 has jitter
        assertThat(history.durations(PROCESS)).containsExactlyElementsOf(minutes(1, 4));
    }

    @Test
    void aStatusThatFailedIsAskedForAgain() {
        hasCompleteRuns(7);
        failing(3, 1, () -> Failures.status(503));

        goOn(PastRuns.PAYS_FROM);
        time.pass(Duration.ofHours(1));

        assertThat(server.requests).containsExactly("list of 118", "T1", "T2", "T2", "T3", "T4");
        assertThat(history.durations(PROCESS)).containsExactlyElementsOf(minutes(1, 4));
    }

    @Test
    void troubleThatLastsIsMetMoreAndMoreRarelyAndSixTimesInAll() {
        failing(1, 99, () -> Failures.status(503));

        goOn(PastRuns.PAYS_FROM);
        time.pass(Duration.ofDays(1));

        assertThat(server.times)
                .containsExactlyElementsOf(Stream.of(0, 30, 90, 210, 450, 930)
                        .map(Duration::ofSeconds)
                        .toList());
    }

    @Test
    void whatTheServerWantsToBeLeftAloneForIsWaitedFor() {
        failing(1, 1, () -> Failures.status(429, Duration.ofMinutes(4)));

        goOn(PastRuns.PAYS_FROM);
        time.pass(Duration.ofHours(1));

        assertThat(server.times).hasSize(2);
        assertThat(server.times.get(1)).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    }

    /** While one waits for trouble to pass, others go on. */
    @Test
    void oneThatIsTriedAgainLaterHoldsUpNoOther() {
        hasCompleteRuns(1);
        failing(1, 1, () -> Failures.status(503));
        goOn(PastRuns.PAYS_FROM);
        pastRuns.goOn(running(MODEL.process("119").task("T"), Duration.ofHours(1)));

        time.pass(Duration.ofMinutes(1));

        assertThat(server.requests).containsExactly("list of 118", "list of 119", "list of 118", "T1");
    }

    @Test
    void whoHasLearnedEnoughMeanwhileDoesNotTryAgain() {
        failing(1, 1, () -> Failures.status(503));
        goOn(PastRuns.PAYS_FROM);
        time.pass(Duration.ofSeconds(1));
        for (int run = 1; run <= PastRuns.ENOUGH; run++) {
            history.add(PROCESS.task("K" + run), Duration.ofMinutes(1));
        }

        time.pass(Duration.ofHours(1));

        assertThat(server.requests).containsExactly("list of 118");
    }

    @Test
    void whatFailsDoesNotKeepOthersFromBeingAskedAbout() {
        server.meanwhile = () -> {
            throw new NoClassDefFoundError("missing");
        };
        goOnForLong();
        server.meanwhile = () -> {};

        pastRuns.goOn(running(MODEL.process("119").task("T"), Duration.ofHours(1)));
        time.pass(Duration.ofMinutes(1));

        assertThat(server.requests).containsExactly("list of 118", "list of 119");
    }

    @Test
    void aServerThatThrottlesIsLeftAlone() {
        server.meanwhile = () -> {
            throw Failures.status(429);
        };
        goOn(PastRuns.PAYS_FROM);
        time.pass(Duration.ofMillis(1));

        assertThat(limiter.askToPoll(OURS, OURS)).isPositive();
    }

    @Test
    void onePerSecondIsAskedAndOneProcessAfterTheOther() {
        hasCompleteRuns(2);
        server.has(MODEL.process("119").task("U1"), TaskState.COMPLETE, Duration.ofMinutes(1));

        pastRuns.goOn(running(OURS, Duration.ofHours(1)));
        pastRuns.goOn(running(MODEL.process("119").task("OURS"), Duration.ofHours(1)));
        time.pass(Duration.ofMinutes(1));

        assertThat(server.requests).containsExactly("list of 118", "T1", "T2", "list of 119", "U1");
        assertThat(server.times)
                .containsExactlyElementsOf(
                        IntStream.range(0, 5).mapToObj(Duration::ofSeconds).toList());
    }

    @Test
    void aClientThatIsClosedAsksForNothingMore() {
        hasCompleteRuns(5);
        server.meanwhile = () -> {
            if (server.requests.size() == 2) {
                lifecycle.beginClosing();
            }
        };

        goOnForLong();

        assertThat(server.requests).hasSize(2);
    }

    /** With four watches of one poll in five seconds, there is some room within a quarter of the pace. */
    @Test
    void noPollOfAnybodyIsLater() {
        List<Duration> alone = new World(0).pollTimes;
        World beside = new World(3);

        assertThat(beside.requests).isEqualTo(3 * 6);
        assertThat(beside.pollTimes).isEqualTo(alone);
    }

    /** Watches in a time of their own, and processes that are asked about meanwhile. */
    private static final class World implements Polls {
        private final ManualTime time = new ManualTime();
        private final List<Duration> pollTimes = new ArrayList<>();
        private int requests;

        World(int processes) {
            Lifecycle lifecycle = new Lifecycle();
            RequestLimiter limiter = TestLimits.limiter(300, time);
            PastRuns pastRuns = new PastRuns(
                    this,
                    new Learning(DurationHistory.inMemory(), Runnable::run, true),
                    limiter,
                    time.newTimer("test"),
                    lifecycle);
            PollEngine engine = TestEngines.engine(
                    FakeTasks.polling(task -> {
                        pollTimes.add(time.passed());
                        return TaskInTime.in("IN_PROGRESS");
                    }),
                    TaskInTime.READY,
                    WatchSettings.defaults()
                            .withPolicy(PollingPolicy.stretching(Duration.ofSeconds(5), Duration.ofSeconds(5), 0)),
                    limiter,
                    lifecycle,
                    time);
            BackgroundDriver driver = new BackgroundDriver(time, Runnable::run, lifecycle);
            for (int watch = 0; watch < 4; watch++) {
                driver.watch(PROCESS.task("W" + watch), engine);
            }
            for (int process = 0; process < processes; process++) {
                WatchState state = running(MODEL.process("P" + process).task("OURS"), Duration.ofHours(1));
                time.in(Duration.ofMinutes(3), () -> pastRuns.goOn(state));
            }
            time.pass(Duration.ofMinutes(20));
        }

        @Override
        public TaskStatus poll(TaskRef task, boolean processDetails, Duration atMost) {
            requests++;
            return complete(Duration.ofMinutes(1));
        }

        @Override
        public List<ListedTask> latest(ActionRef action, int most, Duration atMost) {
            requests++;
            return IntStream.range(0, 9)
                    .mapToObj(run -> new ListedTask(action.task("T" + run), TaskState.COMPLETE, null))
                    .toList();
        }
    }

    @Test
    void aClientThatIsBusyAsksLater() {
        hasCompleteRuns(5);
        for (int request = 0; request < 100; request++) {
            limiter.askToPoll(PROCESS.task("W" + request), PROCESS.task("W" + request));
        }

        goOn(PastRuns.PAYS_FROM);
        time.pass(Duration.ofSeconds(20));

        assertThat(server.requests).isEmpty();
    }

    /** A quarter of the pace is the least that is left over; below that a poll would have to wait. */
    @ParameterizedTest
    @CsvSource({"4, 0", "5, 6"})
    void aBudgetBelowFiveAMinuteHasNothingToSpare(int perMinute, int requests) {
        hasCompleteRuns(7);
        PastRuns small = new PastRuns(
                server,
                new Learning(history, Runnable::run, true),
                TestLimits.limiter(perMinute, time),
                time.newTimer("test"),
                lifecycle);

        small.goOn(running(OURS, Duration.ofHours(1)));
        time.pass(Duration.ofHours(1));

        assertThat(server.requests).hasSize(requests);
    }

    @Test
    void whatHangsHoldsUpNobodyAndEndsWithTheClient() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        server.meanwhile = () -> {
            hanging.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stop) {
                interrupted.complete(Thread.currentThread().isDaemon());
            }
        };
        try (Timer timer = TimeSource.system().newTimer("test")) {
            PastRuns inRealTime = pastRuns(history, timer);
            inRealTime.goOn(running(OURS, Duration.ofHours(1)));
            hanging.await();
            inRealTime.goOn(running(MODEL.process("119").task("T"), Duration.ofHours(1))); // returns at once

            lifecycle.beginClosing();
            inRealTime.close();
        }

        assertThat(interrupted.get()).isTrue();
        assertThat(server.requests).containsExactly("list of 118");
    }

    /** What is learned could not be kept either. */
    @Test
    void aHistoryThatHangsHoldsUpNobodyAndEndsIt() throws Exception {
        hasCompleteRuns(5);
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        PastRuns hanging = pastRuns(
                new DurationHistory() {
                    @Override
                    public List<Duration> durations(ActionRef action) {
                        read.countDown();
                        try {
                            release.await();
                        } catch (InterruptedException stop) {
                            Thread.currentThread().interrupt();
                        }
                        return List.of();
                    }

                    @Override
                    public void add(TaskRef task, Duration duration) {}
                },
                time.newTimer("test"));

        hanging.goOn(running(OURS, Duration.ofHours(1)));
        time.pass(Duration.ofMinutes(1));

        read.await();
        assertThat(server.requests).isEmpty();
        release.countDown();
    }

    @Test
    void aHistoryThatFailsEndsIt() {
        hasCompleteRuns(5);
        PastRuns broken = pastRuns(
                new DurationHistory() {
                    @Override
                    public List<Duration> durations(ActionRef action) {
                        throw new IllegalStateException("broken");
                    }

                    @Override
                    public void add(TaskRef task, Duration duration) {}
                },
                time.newTimer("test"));

        broken.goOn(running(OURS, Duration.ofHours(1)));
        time.pass(Duration.ofMinutes(1));

        assertThat(server.requests).isEmpty();
    }
}
