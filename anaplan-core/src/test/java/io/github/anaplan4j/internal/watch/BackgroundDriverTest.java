package io.github.anaplan4j.internal.watch;

import static io.github.anaplan4j.internal.watch.TaskInTime.TASK;
import static io.github.anaplan4j.internal.watch.TaskInTime.complete;
import static io.github.anaplan4j.internal.watch.TaskInTime.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.watch.Decision;
import io.github.anaplan4j.watch.Watch;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BackgroundDriverTest {
    private static final WatchSettings ONCE_A_MINUTE =
            WatchSettings.defaults().withPolicy((state, latest) -> new Decision.Again(Duration.ofMinutes(1)));

    private final TaskInTime task = new TaskInTime(in("IN_PROGRESS"));

    private BackgroundDriver driver(Executor executor) {
        return new BackgroundDriver(task.time, executor, task.lifecycle);
    }

    private Watch watch(BackgroundDriver driver) {
        return driver.watch(TASK, task.engine(ONCE_A_MINUTE));
    }

    @Test
    void theFirstPollGoesOutAtOnceAndTheLatestStatusCanBeAskedFor() {
        task.from(30, complete(true));
        Watch watch = watch(driver(Runnable::run));
        assertThat(watch.task()).isEqualTo(TASK);
        assertThat(watch.latest()).hasValue(in("IN_PROGRESS"));
        assertThat(watch.outcome().toCompletableFuture()).isNotDone();

        task.time.pass(Duration.ofMinutes(1));

        assertThat(watch.outcome().toCompletableFuture())
                .isCompletedWithValue(new TaskOutcome.Succeeded(TASK, complete(true)));
        assertThat(watch.latest()).hasValue(complete(true));
        assertThat(task.polls()).containsExactly(0, 60);
    }

    @Test
    void aPollOnRequestComesAtOnceButNotWithinTheFloor() {
        Watch watch = watch(driver(Runnable::run));
        task.time.pass(Duration.ofSeconds(2));
        watch.pollNow();
        task.time.pass(Duration.ofSeconds(18));
        assertThat(task.polls()).containsExactly(0, 5);

        watch.pollNow();
        assertThat(task.polls()).containsExactly(0, 5, 20);
        task.time.pass(Duration.ofMinutes(1));
        assertThat(task.polls()).containsExactly(0, 5, 20, 80);
    }

    @Test
    void theWatchesOfATaskLookSoonAndNoOthers() {
        BackgroundDriver driver = driver(Runnable::run);
        watch(driver);
        task.time.pass(Duration.ofSeconds(20));

        driver.lookSoon(TASK.action().task("ANOTHER"));
        assertThat(task.polls()).containsExactly(0);
        driver.lookSoon(TASK);
        assertThat(task.polls()).containsExactly(0, 20);
    }

    @Test
    void aPollOnRequestDuringAPollComesAsSoonAsTheFloorAllows() {
        Deque<Watch> watches = new ArrayDeque<>();
        task.meanwhile(() -> {}).meanwhile(() -> watches.peek().pollNow());
        watches.add(watch(driver(Runnable::run)));

        task.time.pass(Duration.ofMinutes(2));

        assertThat(task.polls()).containsExactly(0, 60, 65);
    }

    @Test
    void aWatchThatIsStoppedPollsNoMoreAndCannotBeHurried() {
        Watch watch = watch(driver(Runnable::run));
        watch.stop();

        watch.pollNow();
        watch.stop();
        task.time.pass(Duration.ofMinutes(5));

        assertGaveUp(watch, GiveUpReason.STOPPED);
        assertThat(watch.latest()).hasValue(in("IN_PROGRESS"));
        assertThat(task.polls()).containsExactly(0);
    }

    @Test
    void aPollThatIsHandedOverWhenTheWatchIsStoppedIsNotMade() {
        Deque<Runnable> handedOver = new ArrayDeque<>();
        Watch watch = watch(driver(handedOver::add));
        watch.stop();

        handedOver.poll().run();

        assertGaveUp(watch, GiveUpReason.STOPPED);
        assertThat(task.polls()).isEmpty();
    }

    @Test
    void aPollThatTheExecutorCannotTakeNowIsMadeLater() {
        AtomicInteger refusals = new AtomicInteger(3);
        Watch watch = watch(driver(poll -> {
            if (refusals.getAndDecrement() > 0) {
                throw new RejectedExecutionException("full");
            }
            poll.run();
        }));
        task.from(0, in("CANCELLED"));

        task.time.pass(Duration.ofSeconds(15));

        assertThat(watch.outcome().toCompletableFuture())
                .isCompletedWithValueMatching(TaskOutcome.Cancelled.class::isInstance);
        assertThat(watch.latest()).isPresent();
        assertThat(task.polls()).containsExactly(15);
    }

    @Test
    void anExecutorThatIsShutDownEndsTheWatchWithThatCause() {
        ExecutorService gone = Executors.newSingleThreadExecutor();
        gone.shutdown();

        Watch watch = watch(driver(gone));

        assertThat(assertGaveUp(watch, GiveUpReason.BROKEN)).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void anExecutorThatDropsAPollEndsTheWatchAtItsLimit() {
        Watch watch = driver(poll -> {}).watch(TASK, task.engine(ONCE_A_MINUTE.withLimit(Duration.ofMinutes(10))));
        task.time.pass(Duration.ofMinutes(10).minusMillis(1));
        assertThat(watch.outcome().toCompletableFuture()).isNotDone();

        task.time.pass(Duration.ofMillis(1));

        assertGaveUp(watch, GiveUpReason.TIME_SPENT);
    }

    @Test
    void anErrorInAPollEndsTheWatchAndIsItsCause() {
        AssertionError error = new AssertionError("broken");
        task.meanwhile(() -> {
            throw error;
        });

        assertThat(assertGaveUp(watch(driver(Runnable::run)), GiveUpReason.BROKEN))
                .hasCause(error);
    }

    @Test
    void closingEndsEveryWatchWhereverItIs() {
        Deque<Runnable> handedOver = new ArrayDeque<>();
        BackgroundDriver driver = driver(handedOver::add);
        Watch polling = driver.watch(TASK, task.engine(ONCE_A_MINUTE));
        Runnable poll = handedOver.poll();
        Watch waiting = driver.watch(TASK, new TaskInTime(in("IN_PROGRESS")).engine(ONCE_A_MINUTE));
        handedOver.poll().run();
        Watch queued = driver.watch(TASK, task.engine(ONCE_A_MINUTE));
        task.meanwhile(() -> {
            driver.close();
            assertGaveUp(waiting, GiveUpReason.STOPPED);
            assertGaveUp(queued, GiveUpReason.STOPPED);
            assertThat(polling.outcome().toCompletableFuture()).isNotDone();
        });

        poll.run();

        assertGaveUp(polling, GiveUpReason.STOPPED);
        handedOver.poll().run();
        task.time.pass(Duration.ofMinutes(5));
        assertThat(task.polls()).containsExactly(0);
    }

    @Test
    void aClientThatIsClosedBeginsNoWatch() {
        task.lifecycle.beginClosing();

        assertThatIllegalStateException()
                .isThrownBy(() -> watch(driver(Runnable::run)))
                .withMessageContaining("closed");
        assertThat(task.polls()).isEmpty();
    }

    @Test
    void anExecutorOfTheUsersIsNeverClosed() {
        ExecutorService users = Executors.newSingleThreadExecutor();
        try {
            driver(users).close();

            assertThat(users.isShutdown()).isFalse();
        } finally {
            users.shutdown();
        }
    }

    /** A driver with workers of its own, whose polls are the test's; time stands still. */
    private static final class Client {
        private final ManualTime time = new ManualTime();
        private final Lifecycle lifecycle = new Lifecycle();
        private final BackgroundDriver driver = new BackgroundDriver(time, null, lifecycle);
        private int watches;

        /** Begins to watch with a first poll that does this on a worker of the driver. */
        CompletableFuture<TaskOutcome> polling(Runnable poll) {
            FakeTasks tasks = FakeTasks.polling(task -> {
                poll.run();
                return complete(true);
            });
            RequestLimiter limiter = TestLimits.limiter(300, time);
            return driver.watch(
                            TASK.action().task("T" + ++watches),
                            TestEngines.engine(tasks, TaskInTime.READY, ONCE_A_MINUTE, limiter, lifecycle, time))
                    .outcome()
                    .toCompletableFuture();
        }

        /** Begins a poll that is under way until the latch lets it go on. */
        CompletableFuture<TaskOutcome> pollingUntil(CountDownLatch release) {
            CountDownLatch underWay = new CountDownLatch(1);
            CompletableFuture<TaskOutcome> outcome = polling(() -> {
                underWay.countDown();
                await(release);
            });
            await(underWay);
            return outcome;
        }
    }

    @Test
    void closingFromAWorkerOfItsOwnWaitsForNoPoll() throws Exception {
        Client client = new Client();
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<TaskOutcome> other = client.pollingUntil(release);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

        CompletableFuture<TaskOutcome> closer = client.polling(() -> {
            client.driver.close();
            interrupted.complete(Thread.currentThread().isInterrupted());
        });

        // A worker that waited for itself would be interrupted in the end.
        assertThat(interrupted.get()).isFalse();
        assertThat(other).isNotDone();
        release.countDown();
        assertThat(closer.get()).isInstanceOf(TaskOutcome.Succeeded.class);
        assertThat(other.get()).isInstanceOf(TaskOutcome.Succeeded.class);
    }

    @Test
    void closingFromAWorkerOfAnotherDriverWaitsForThePollsUnderWay() throws Exception {
        Client closed = new Client();
        Client closing = new Client();
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<TaskOutcome> underWay = closed.pollingUntil(release);
        CompletableFuture<Thread> closer = new CompletableFuture<>();
        CompletableFuture<Boolean> waited = new CompletableFuture<>();

        closing.polling(() -> {
            closer.complete(Thread.currentThread());
            closed.driver.close();
            waited.complete(underWay.isDone());
        });

        Thread worker = closer.get();
        while (worker.getState() != Thread.State.TIMED_WAITING && !waited.isDone()) {
            Thread.onSpinWait();
        }
        release.countDown();
        assertThat(waited.get()).as("whether close waited").isTrue();
        assertThat(worker.getName()).isEqualTo("anaplan4j-worker"); // as those of the driver that it closed
        closing.driver.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException impatient) {
            throw new AssertionError(impatient);
        }
    }

    private static WatchGivenUpException assertGaveUp(Watch watch, GiveUpReason reason) {
        CompletableFuture<TaskOutcome> outcome = watch.outcome().toCompletableFuture();
        assertThat(outcome).isCompletedExceptionally();
        return (WatchGivenUpException) assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(outcome::get)
                .havingCause()
                .isInstanceOfSatisfying(
                        WatchGivenUpException.class,
                        gaveUp -> assertThat(gaveUp.reason()).isEqualTo(reason))
                .actual();
    }
}
