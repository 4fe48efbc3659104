package io.github.anaplan4j.internal.watch;

import static io.github.anaplan4j.internal.watch.TaskInTime.TASK;
import static io.github.anaplan4j.internal.watch.TaskInTime.complete;
import static io.github.anaplan4j.internal.watch.TaskInTime.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.internal.port.Failures;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.watch.Decision;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BlockingDriverTest {
    private static final WatchSettings ONCE_A_MINUTE =
            WatchSettings.defaults().withPolicy((state, latest) -> new Decision.Again(Duration.ofMinutes(1)));

    private final TaskInTime task = new TaskInTime(in("IN_PROGRESS"));

    private final BlockingDriver driver = new BlockingDriver(task.time);

    private TaskOutcome await() {
        return driver.await(TASK, task.engine(ONCE_A_MINUTE));
    }

    private WatchGivenUpException awaitGivingUp() {
        return catchThrowableOfType(WatchGivenUpException.class, this::await);
    }

    @Test
    void theEndOfTheTaskIsReturned() {
        task.from(61, complete(true));

        assertThat(await()).isEqualTo(new TaskOutcome.Succeeded(TASK, complete(true)));
        assertThat(task.polls()).containsExactly(0, 60, 120);
    }

    @Test
    void aWatchThatIsToLookSoonDoesSoWithinASecond() {
        task.from(200, complete(true));
        task.time.in(Duration.ofMillis(20_500), () -> driver.lookSoon(TASK));
        task.time.in(Duration.ofSeconds(30), () -> driver.lookSoon(TASK.action().task("ANOTHER")));

        await();

        assertThat(task.polls()).containsExactly(0, 21, 81, 141, 201);
    }

    @Test
    void aWatchThatIsToLookSoonKeepsTheFloor() {
        task.from(100, complete(true)).meanwhile(() -> driver.lookSoon(TASK));
        task.time.in(Duration.ofSeconds(67), () -> driver.lookSoon(TASK));

        await();

        assertThat(task.polls()).containsExactly(0, 5, 65, 70, 130);
    }

    @Test
    void aWatchThatIsToLookSoonKeepsToWhatTheServerDemands() {
        task.from(100, complete(true)).failing(1, Failures.status(503, Duration.ofSeconds(30)));
        task.time.in(Duration.ofMillis(2_500), () -> driver.lookSoon(TASK));

        await();

        assertThat(task.polls()).containsExactly(0, 30, 90, 150);
    }

    @Test
    void anInterruptBeforehandEndsTheWatchBeforeItsFirstPoll() {
        Thread.currentThread().interrupt();

        WatchGivenUpException gaveUp = awaitGivingUp();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.STOPPED);
        assertThat(task.polls()).isEmpty();
    }

    @Test
    void anInterruptWhileItWaitsEndsTheWatchAtOnceAndStaysSet() {
        task.time.in(Duration.ofSeconds(66), Thread.currentThread()::interrupt);

        WatchGivenUpException gaveUp = awaitGivingUp();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.STOPPED);
        assertThat(gaveUp).hasNoCause();
        assertThat(task.time.passed()).isEqualTo(Duration.ofSeconds(66));
    }

    @Test
    void anInterruptDuringAPollStaysSet() {
        task.meanwhile(Thread.currentThread()::interrupt);

        WatchGivenUpException gaveUp = awaitGivingUp();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.STOPPED);
        assertThat(gaveUp.lastSeen()).isPresent();
        assertThat(task.polls()).containsExactly(0);
    }

    @Test
    void anEndThatIsSeenInSpiteOfAnInterruptIsReturned() {
        task.from(0, complete(true)).meanwhile(Thread.currentThread()::interrupt);

        assertThat(await()).isInstanceOf(TaskOutcome.Succeeded.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closingTheClientEndsTheWatchWithinASecond() {
        task.time.in(Duration.ofMillis(7_300), task.lifecycle::beginClosing);

        WatchGivenUpException gaveUp = awaitGivingUp();

        assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.STOPPED);
        assertThat(task.time.passed()).isBetween(Duration.ofMillis(7_300), Duration.ofMillis(8_300));
        assertThat(task.polls()).containsExactly(0);
    }

    @Test
    void aClientThatIsClosedPollsNothing() {
        task.lifecycle.beginClosing();

        assertThat(awaitGivingUp().reason()).isEqualTo(GiveUpReason.STOPPED);
        assertThat(task.polls()).isEmpty();
    }
}
