package io.github.anaplan4j.internal.limit;

import static io.github.anaplan4j.internal.port.Failures.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.Departure;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.internal.port.Tasks;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The floor and the pause after 429 hold for everybody, whoever asks and in whatever way. */
class PollingFloorOfTheJvmTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");
    private static final TaskStatus RUNNING =
            new TaskStatus(null, TaskState.of("IN_PROGRESS"), null, null, null, null, null);

    private final ManualTime time = new ManualTime();
    private final List<Duration> asked = new ArrayList<>();
    private final Lifecycle lifecycle = new Lifecycle();
    private final RequestLimiter limiter = limiter(TestLimits.SERVER);
    private final Tasks tasks = LimitedTasks.once(
            new FakeTasks()
                    .reporting(() -> {
                        asked.add(time.passed());
                        return RUNNING;
                    })
                    .listing(() -> {
                        asked.add(time.passed());
                        return List.of();
                    })
                    .starting(() -> {
                        asked.add(time.passed());
                        return TASK;
                    }),
            new RetryingRequests(limiter, lifecycle, time));

    private RequestLimiter limiter(BaseUrl server) {
        return new RequestLimiter(PollingFloor.STANDARD, server, 6_000, 16, lifecycle, time, null);
    }

    @Test
    void statusInALoopIsAFloorApart() {
        for (int i = 0; i < 3; i++) {
            tasks.status(TASK, true);
        }

        assertThat(asked).containsExactly(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    @Test
    void anotherClientOfThisJvmWaitsForTheSameFloorAndForThePollUnderWay() {
        RequestLimiter other = limiter(TestLimits.SERVER);
        assertThat(limiter.askToPoll(TASK, TASK)).isZero();
        assertThat(other.askToPoll(TASK, TASK)).isEqualTo(Duration.ofSeconds(5));
        time.pass(Duration.ofSeconds(20));
        assertThat(other.askToPoll(TASK, TASK)).as("a poll is under way").isPositive();

        limiter.pollDone(TASK);

        assertThat(other.askToPoll(TASK, TASK)).isZero();
        other.pollDone(TASK);
        assertThat(limiter.askToPoll(TASK, TASK)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theSameIdsOnAnotherServerAreAnotherTask() {
        assertThat(limiter.askToPoll(TASK, TASK)).isZero();

        assertThat(limiter(BaseUrl.of("https://eu1.example.com/2/0")).askToPoll(TASK, TASK))
                .isZero();
    }

    @Test
    void onlyOnThisMachineMayTheFloorBeLower() {
        BaseUrl here = BaseUrl.of("http://127.0.0.1:8080/2/0");
        RequestLimiter fast = new RequestLimiter(
                PollingFloor.of(Duration.ofMillis(10), here), here, 60_000, 16, lifecycle, time, null);
        assertThat(fast.askToPoll(TASK, TASK)).isZero();
        fast.pollDone(TASK);

        time.pass(Duration.ofMillis(10));

        assertThat(fast.askToPoll(TASK, TASK)).isZero();
    }

    @Test
    void startsListsAndStatusWaitForThePauseAfter429() {
        limiter.throttled(Duration.ofSeconds(60));
        tasks.status(TASK, true);
        limiter.throttled(Duration.ofSeconds(60));
        tasks.list(TASK.action(), Duration.ofMinutes(1));
        limiter.throttled(Duration.ofSeconds(60));
        tasks.start(TASK.action(), StartOptions.defaults(), new Departure());

        assertThat(asked).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(3));
    }

    @Test
    void whoHasWaitedTooLongIsToldThatNothingWasSent() {
        // Each wait is prolonged while it lasts.
        for (int minute = 0; minute < 40; minute++) {
            time.in(Duration.ofMinutes(minute), () -> limiter.throttled(Duration.ofMinutes(9)));
        }
        time.pass(Duration.ofMillis(1));

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> tasks.start(TASK.action(), StartOptions.defaults(), new Departure()))
                .withMessageContaining("429")
                .satisfies(failure -> assertThat(failure.mayHaveBeenSent()).isFalse());
        assertThat(asked).isEmpty();
        assertThat(time.passed()).isLessThan(Duration.ofMinutes(21));
    }

    @Test
    void aTransferBearsAny429AsAWatchDoes() {
        AnaplanApiException throttled = status(429, Duration.ofSeconds(30));
        List<Duration> attempts = new ArrayList<>();

        String chunk = new RetryingRequests(limiter, lifecycle, time)
                .retrying(RequestClass.TRANSFER, RetryingRequests.UNLIMITED, () -> {
                    attempts.add(time.passed());
                    if (attempts.size() < 10) {
                        throw throttled;
                    }
                    return "chunk";
                });

        assertThat(chunk).isEqualTo("chunk");
        assertThat(attempts.get(9)).isEqualTo(Duration.ofSeconds(270));
    }
}
