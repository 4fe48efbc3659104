package io.github.anaplan4j.internal.watch;

import static io.github.anaplan4j.internal.watch.TaskInTime.TASK;
import static io.github.anaplan4j.internal.watch.TaskInTime.complete;
import static io.github.anaplan4j.internal.watch.TaskInTime.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.Watch;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a watch does while there is no token yet: on real threads, for they are what must not be held up. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoginDuringWatchTest {
    private static final AtomicInteger TASKS = new AtomicInteger();

    private final Lifecycle lifecycle = new Lifecycle();
    private final CompletableFuture<Void> login = new CompletableFuture<>();
    private final AtomicInteger polls = new AtomicInteger();
    private final TimeSource time = TimeSource.system();
    // Of its own for each test: the floor holds in the whole JVM.
    private final TaskRef own = TASK.action().task("L" + TASKS.incrementAndGet());

    private PollEngine engine(WatchSettings settings) {
        FakeTasks tasks = FakeTasks.polling(task -> {
            polls.incrementAndGet();
            return complete(true);
        });
        return TestEngines.engine(tasks, () -> login, settings, TestLimits.limiter(600_000, time), lifecycle, time);
    }

    private static WatchSettings limit(long millis) {
        return WatchSettings.defaults().withLimit(Duration.ofMillis(millis));
    }

    @Test
    void aBlockingWatchEndsAtItsLimitThoughTheLoginHangs() {
        WatchGivenUpException gaveUp = catchThrowableOfType(
                WatchGivenUpException.class, () -> new BlockingDriver(time).await(own, engine(limit(50))));

        assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.TIME_SPENT);
        assertThat(polls).hasValue(0);
    }

    @Test
    void closingEndsABlockingWatchThatWaitsForALogin() throws Exception {
        FutureTask<TaskOutcome> watch =
                new FutureTask<>(() -> new BlockingDriver(time).await(own, engine(WatchSettings.defaults())));
        Thread thread = new Thread(watch);
        thread.start();
        awaitWaiting(thread);

        lifecycle.beginClosing();
        login.complete(null); // as the tokens of a client that closes do

        ExecutionException ended = catchThrowableOfType(ExecutionException.class, watch::get);
        assertThat(ended.getCause())
                .isInstanceOfSatisfying(
                        WatchGivenUpException.class,
                        gaveUp -> assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.STOPPED));
    }

    @Test
    void anInterruptEndsABlockingWatchThatWaitsForALogin() throws Exception {
        FutureTask<TaskOutcome> watch =
                new FutureTask<>(() -> new BlockingDriver(time).await(own, engine(WatchSettings.defaults())));
        Thread thread = new Thread(watch);
        thread.start();
        awaitWaiting(thread);

        thread.interrupt();

        assertThat(catchThrowableOfType(ExecutionException.class, watch::get).getCause())
                .isInstanceOf(WatchGivenUpException.class);
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void backgroundWatchesOccupyNoWorkerWhileALoginHangs() throws Exception {
        try (BackgroundDriver driver = new BackgroundDriver(time, null, lifecycle)) {
            List<Watch> waiting = new ArrayList<>();
            for (int i = 0; i < 10 * BackgroundDriver.WORKERS; i++) {
                waiting.add(driver.watch(TASK.action().task("W" + i), engine(WatchSettings.defaults())));
            }
            FakeTasks others = FakeTasks.polling(task -> complete(true));
            PollEngine other = TestEngines.engine(
                    others, TaskInTime.READY, limit(60_000), TestLimits.limiter(300, time), lifecycle, time);

            assertThat(driver.watch(own, other).outcome().toCompletableFuture().get())
                    .isInstanceOf(TaskOutcome.Succeeded.class);
            assertThat(polls).hasValue(0);

            login.complete(null);
            for (Watch each : waiting) {
                each.outcome().toCompletableFuture().get();
            }
            assertThat(polls).hasValue(waiting.size());
        }
    }

    @Test
    void aBackgroundWatchEndsAtItsLimitThoughTheLoginHangs() {
        try (BackgroundDriver driver = new BackgroundDriver(time, null, lifecycle)) {
            Watch watch = driver.watch(own, engine(limit(50)));

            ExecutionException ended = catchThrowableOfType(
                    ExecutionException.class,
                    () -> watch.outcome().toCompletableFuture().get());
            assertThat(((WatchGivenUpException) ended.getCause()).reason()).isEqualTo(GiveUpReason.TIME_SPENT);
        }
    }

    @Test
    void aStepEndsAtTheLimitThoughTheLoginHangs() {
        StoredWatchStep step = new StoredWatchStep(engine(limit(50)));

        StepResult result = step.poll(step.start(own));

        assertThat(result)
                .isInstanceOfSatisfying(
                        StepResult.GaveUp.class,
                        gaveUp -> assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.TIME_SPENT));
    }

    /** A source of the user's that takes long each time makes a watch slower, never blind. */
    @Test
    void aTokenThatIsNeverReadyAtOnceStillLetsPollsOut() {
        AtomicInteger asked = new AtomicInteger();
        TaskInTime task = new TaskInTime(in("IN_PROGRESS")).from(30, complete(true));
        PollEngine slow = TestEngines.engine(
                task.tasks,
                () -> {
                    CompletableFuture<Void> ready = new CompletableFuture<>();
                    if (asked.incrementAndGet() % 2 == 0) {
                        ready.complete(null);
                    } else {
                        task.time.in(Duration.ofMillis(150), () -> ready.complete(null));
                        task.time.pass(Duration.ofMillis(150));
                    }
                    return ready;
                },
                WatchSettings.defaults().withPolicy(PollingPolicy.standard()).withLimit(Duration.ofMinutes(10)),
                TestLimits.limiter(300, task.time),
                task.lifecycle,
                task.time);

        assertThat(new BlockingDriver(task.time).await(TASK, slow)).isInstanceOf(TaskOutcome.Succeeded.class);
        assertThat(task.polls().size()).isBetween(5, 8);
    }

    @Test
    void aLoginIsWaitedForByEachWatchOnce() throws Exception {
        CountDownLatch events = new CountDownLatch(1);
        try (BackgroundDriver driver = new BackgroundDriver(time, null, lifecycle)) {
            Watch watch = driver.watch(own, engine(WatchSettings.defaults().withListener(event -> events.countDown())));
            watch.pollNow();
            login.complete(null);
            events.await();
            watch.outcome().toCompletableFuture().get();
        }
        assertThat(polls).hasValue(1);
    }
}
