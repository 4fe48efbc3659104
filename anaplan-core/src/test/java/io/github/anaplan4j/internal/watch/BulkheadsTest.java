package io.github.anaplan4j.internal.watch;

import static io.github.anaplan4j.internal.watch.TaskInTime.TASK;
import static io.github.anaplan4j.internal.watch.TaskInTime.complete;
import static io.github.anaplan4j.internal.watch.TaskInTime.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.RequestClass;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.Failures;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.Decision;
import io.github.anaplan4j.watch.Watch;
import io.github.anaplan4j.watch.WatchEvent;
import io.github.anaplan4j.watch.WatchListener;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Polls, callbacks and the timer hold each other up in nothing, whatever the user's executor and listeners do. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BulkheadsTest {
    private static final AtomicInteger TASKS = new AtomicInteger();

    private final TimeSource time = TimeSource.system();
    // Of its own for each test: the floor holds in the whole JVM.
    private final TaskRef own = TASK.action().task("K" + TASKS.incrementAndGet());
    private final Lifecycle lifecycle = new Lifecycle();
    private final List<String> threads = Collections.synchronizedList(new ArrayList<>());

    private PollEngine engine(FakeTasks tasks, WatchSettings settings) {
        return TestEngines.engine(
                tasks, TaskInTime.READY, settings, TestLimits.limiter(600_000, time), lifecycle, time);
    }

    private BackgroundDriver driver(Executor executor) {
        return new BackgroundDriver(time, executor, lifecycle);
    }

    private FakeTasks noting() {
        return FakeTasks.polling(task -> {
            threads.add(Thread.currentThread().getName());
            return complete(true);
        });
    }

    @Test
    void anExecutorThatRunsPollsInTheCallersThreadHoldsUpNobody() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        FakeTasks stalled = FakeTasks.polling(task -> {
            threads.add(Thread.currentThread().getName());
            await(release);
            return complete(true);
        });
        try (BackgroundDriver driver = driver(Runnable::run)) {
            Watch watch = driver.watch(own, engine(stalled, WatchSettings.defaults())); // returns at once

            release.countDown();

            assertThat(outcome(watch)).isInstanceOf(TaskOutcome.Succeeded.class);
            assertThat(threads).containsExactly("anaplan4j-worker");
        }
    }

    @Test
    void anExecutorThatWaitsForRoomHoldsUpNeitherWhoeverWatchesNorTheEndOfAWatch() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Executor full = poll -> {
            await(release);
            poll.run();
        };
        WatchSettings limited = WatchSettings.defaults().withLimit(Duration.ofMillis(30));
        try (BackgroundDriver driver = driver(full)) {
            Watch stopped = driver.watch(own, engine(noting(), WatchSettings.defaults())); // returns at once
            Watch spent = driver.watch(TASK.action().task("W"), engine(noting(), limited));

            assertGivesUp(spent, GiveUpReason.TIME_SPENT);
            stopped.stop();
            assertGivesUp(stopped, GiveUpReason.STOPPED);
            assertThat(threads).isEmpty();
        } finally {
            release.countDown();
        }
    }

    @Test
    void whatIsTakenBackDoesNotWaitForAnExecutorAnyMore() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        AtomicInteger handedOver = new AtomicInteger();
        Executor full = poll -> {
            handedOver.incrementAndGet();
            first.countDown();
            await(release);
            poll.run();
        };
        WatchSettings limited = WatchSettings.defaults().withLimit(Duration.ofMillis(30));
        try (BackgroundDriver driver = driver(full)) {
            driver.watch(own, engine(noting(), WatchSettings.defaults()));
            first.await();
            for (int i = 0; i < 10; i++) {
                driver.watch(TASK.action().task("S" + i), engine(noting(), WatchSettings.defaults()))
                        .stop();
                Watch spent = driver.watch(TASK.action().task("T" + i), engine(noting(), limited));
                assertGivesUp(spent, GiveUpReason.TIME_SPENT);
            }
            Watch last = driver.watch(TASK.action().task("U"), engine(noting(), WatchSettings.defaults()));

            release.countDown();

            assertThat(outcome(last)).isInstanceOf(TaskOutcome.Succeeded.class);
            assertThat(handedOver).hasValue(2);
        } finally {
            release.countDown();
        }
    }

    private static void assertGivesUp(Watch watch, GiveUpReason reason) {
        ExecutionException ended = catchThrowableOfType(
                ExecutionException.class,
                () -> watch.outcome().toCompletableFuture().get());
        assertThat(((WatchGivenUpException) ended.getCause()).reason()).isEqualTo(reason);
    }

    @Test
    void byDefaultEachClassOfRequestsHasAConnectionForAllThatItSendsAtOnce() {
        assertThat(TransportSettings.defaults().maxConnections())
                .isEqualTo(RequestClass.values().length * BackgroundDriver.WORKERS);
    }

    @Test
    void callbacksThatBlockLeavePollsAlone() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger polls = new AtomicInteger();
        CountDownLatch allPolled = new CountDownLatch(3 * BackgroundDriver.WORKERS);
        FakeTasks tasks = FakeTasks.polling(task -> {
            polls.incrementAndGet();
            allPolled.countDown();
            return complete(true);
        });
        WatchSettings blocking = WatchSettings.defaults().withListener(event -> await(release));
        List<Watch> watches = new ArrayList<>();
        try (BackgroundDriver driver = driver(null)) {
            for (int i = 0; i < 3 * BackgroundDriver.WORKERS; i++) {
                watches.add(driver.watch(TASK.action().task("B" + i), engine(tasks, blocking)));
            }

            allPolled.await(); // though each of the first sixteen listeners blocks

            release.countDown();
            for (Watch watch : watches) {
                assertThat(outcome(watch)).isInstanceOf(TaskOutcome.Succeeded.class);
            }
        }
    }

    @Test
    void completionsThatBlockLeavePollsAlone() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch attached = new CountDownLatch(1); // else this thread would run what comes after the end
        FakeTasks tasks = FakeTasks.polling(task -> {
            threads.add(Thread.currentThread().getName());
            await(attached);
            return complete(true);
        });
        List<CompletableFuture<?>> after = new ArrayList<>();
        try (BackgroundDriver driver = driver(null)) {
            for (int i = 0; i < BackgroundDriver.WORKERS; i++) {
                after.add(driver.watch(TASK.action().task("C" + i), engine(tasks, WatchSettings.defaults()))
                        .outcome()
                        .thenAccept(ended -> {
                            threads.add(Thread.currentThread().getName());
                            await(release);
                        })
                        .toCompletableFuture());
            }
            attached.countDown();
            CountDownLatch polled = new CountDownLatch(1);
            driver.watch(
                    own,
                    engine(
                            FakeTasks.polling(task -> {
                                polled.countDown();
                                return complete(true);
                            }),
                            WatchSettings.defaults()));

            polled.await();

            release.countDown();
            for (CompletableFuture<?> each : after) {
                each.get();
            }
        }
        assertThat(threads).doesNotContain("anaplan4j-timer");
    }

    @Test
    void theEndOfAWatchIsNeverToldOnTheTimersThread() throws Exception {
        WatchListener listener = event -> threads.add(Thread.currentThread().getName());
        WatchSettings settings = WatchSettings.defaults().withListener(listener).withLimit(Duration.ofMillis(30));
        try (BackgroundDriver driver = driver(poll -> {
            throw new RejectedExecutionException("full");
        })) {
            Watch watch = driver.watch(own, engine(noting(), settings));
            CompletableFuture<Void> told = watch.outcome()
                    .handle((ended, failure) -> {
                        threads.add(Thread.currentThread().getName());
                        return (Void) null;
                    })
                    .toCompletableFuture();
            told.get();
        }

        assertThat(threads).isNotEmpty().doesNotContain("anaplan4j-timer");
    }

    @Test
    void eventsComeInOrderAndBeforeTheOutcome() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        WatchListener listener = event -> seen.add(event.getClass().getSimpleName());
        try (BackgroundDriver driver = driver(null)) {
            driver.watch(own, engine(noting(), WatchSettings.defaults().withListener(listener)))
                    .outcome()
                    .thenRun(() -> seen.add("outcome"))
                    .toCompletableFuture()
                    .get();
        }

        assertThat(seen).containsExactly("Polled", "StateChanged", "Ended", "outcome");
    }

    @Test
    void allWhoAskForTheOutcomeShareOneStage() {
        TaskInTime task = new TaskInTime(in("IN_PROGRESS"));
        Watch watch = new BackgroundDriver(task.time, Runnable::run, task.lifecycle)
                .watch(TASK, task.engine(WatchSettings.defaults()));

        assertThat(watch.outcome() == watch.outcome()).isTrue();
    }

    @Test
    void anExecutorThatDropsAPollLosesNoWatchWithoutALimit() {
        TaskInTime task = new TaskInTime(in("IN_PROGRESS")).from(100, complete(true));
        Watch watch = new BackgroundDriver(task.time, poll -> {}, task.lifecycle)
                .watch(TASK, task.engine(WatchSettings.defaults()));

        task.time.pass(Duration.ofMinutes(5));

        assertThat(watch.outcome().toCompletableFuture()).isCompleted();
        assertThat(task.polls()).first().isEqualTo(60);
    }

    @Test
    void anExecutorThatIsShutDownWithThePollInItEndsTheWatch() {
        Shutdown executor = new Shutdown();
        TaskInTime task = new TaskInTime(in("IN_PROGRESS"));
        Watch watch = new BackgroundDriver(task.time, executor, task.lifecycle)
                .watch(TASK, task.engine(WatchSettings.defaults()));

        executor.shutdown();
        task.time.pass(Duration.ofMinutes(1));

        ExecutionException ended = catchThrowableOfType(
                ExecutionException.class,
                () -> watch.outcome().toCompletableFuture().get());
        assertThat(((WatchGivenUpException) ended.getCause()).reason()).isEqualTo(GiveUpReason.BROKEN);
    }

    @Test
    void aPollThatComesAfterItWasTakenBackIsNotMadeTwice() {
        Deque<Runnable> late = new ArrayDeque<>();
        TaskInTime task = new TaskInTime(in("IN_PROGRESS"));
        new BackgroundDriver(task.time, late::add, task.lifecycle).watch(TASK, task.engine(ONCE_AN_HOUR));
        task.time.pass(Duration.ofMinutes(2));
        assertThat(task.polls()).containsExactly(60);

        late.forEach(Runnable::run);

        assertThat(task.polls()).containsExactly(60);
    }

    private static final WatchSettings ONCE_AN_HOUR =
            WatchSettings.defaults().withPolicy((state, latest) -> new Decision.Again(Duration.ofHours(1)));

    @Test
    void aPolicyThatThrowsAnErrorEndsTheWatch() {
        AssertionError error = new AssertionError("a policy");
        TaskInTime task = new TaskInTime(in("IN_PROGRESS"));
        Watch watch = new BackgroundDriver(task.time, Runnable::run, task.lifecycle)
                .watch(TASK, task.engine(WatchSettings.defaults().withPolicy((state, latest) -> {
                    throw error;
                })));

        ExecutionException ended = catchThrowableOfType(
                ExecutionException.class,
                () -> watch.outcome().toCompletableFuture().get());
        assertThat(ended.getCause()).hasCause(error);
    }

    @Test
    void aListenerThatThrowsSilencesNeitherTheNextNorTheWatch() {
        List<WatchEvent> seen = new ArrayList<>();
        WatchListener broken = event -> {
            throw new IllegalStateException("a listener");
        };
        TaskInTime task = new TaskInTime(complete(true));
        Watch watch = new BackgroundDriver(task.time, Runnable::run, task.lifecycle)
                .watch(TASK, task.engine(WatchSettings.defaults().withListener(broken.andThen(seen::add))));

        assertThat(watch.outcome().toCompletableFuture()).isCompleted();
        assertThat(seen).hasSize(3);
    }

    @Test
    void aPollOnRequestKeepsTheServersWait() {
        TaskInTime task = new TaskInTime(in("IN_PROGRESS")).failing(1, Failures.status(503, Duration.ofMinutes(5)));
        Watch watch = new BackgroundDriver(task.time, Runnable::run, task.lifecycle)
                .watch(TASK, task.engine(WatchSettings.defaults()));

        for (int i = 0; i < 100; i++) {
            watch.pollNow();
            task.time.pass(Duration.ofSeconds(4));
        }

        assertThat(task.polls().subList(0, 2)).containsExactly(0, 300);
    }

    private static TaskOutcome outcome(Watch watch) throws Exception {
        return watch.outcome().toCompletableFuture().get();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException impatient) {
            throw new AssertionError(impatient);
        }
    }

    /** An executor service that keeps what it is given, and loses it when it is shut down. */
    private static final class Shutdown extends AbstractExecutorService {
        private boolean isShutdown;

        @Override
        public void shutdown() {
            isShutdown = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            isShutdown = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return isShutdown;
        }

        @Override
        public boolean isTerminated() {
            return isShutdown;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }

        @Override
        public void execute(Runnable command) {}
    }
}
