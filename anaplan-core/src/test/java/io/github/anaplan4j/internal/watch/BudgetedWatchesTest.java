package io.github.anaplan4j.internal.watch;

import static io.github.anaplan4j.internal.port.Failures.status;
import static io.github.anaplan4j.internal.watch.TaskInTime.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two hundred watches are more than the default budget can serve at once. */
class BudgetedWatchesTest {
    private final ManualTime time = new ManualTime();
    private final List<Duration> polls = new ArrayList<>();
    private final Set<TaskRef> polled = new HashSet<>();
    private final Deque<AnaplanException> failures = new ArrayDeque<>();

    @BeforeEach
    void begin() {
        Lifecycle lifecycle = new Lifecycle();
        PollEngine engine = TestEngines.engine(
                FakeTasks.polling(task -> {
                    polls.add(time.passed());
                    polled.add(task);
                    if (!failures.isEmpty()) {
                        throw failures.poll();
                    }
                    return in("IN_PROGRESS");
                }),
                TaskInTime.READY,
                WatchSettings.defaults()
                        .withPolicy(PollingPolicy.stretching(Duration.ofSeconds(5), Duration.ofSeconds(5), 0)),
                TestLimits.limiter(RequestLimiter.DEFAULT_REQUESTS_PER_MINUTE, time),
                lifecycle,
                time);
        BackgroundDriver driver = new BackgroundDriver(time, Runnable::run, lifecycle);
        for (int i = 0; i < 200; i++) {
            driver.watch(TaskInTime.TASK.action().task("T" + i), engine);
        }
    }

    @Test
    void noMinuteExceedsTheBudgetAndEveryWatchGetsItsShare() {
        time.pass(Duration.ofMinutes(10));

        assertThat(polls).hasSizeGreaterThan(10 * 200);
        assertThat(mostWithinAMinute()).isBetween(200, 300);
        assertThat(polled).hasSize(200);
    }

    private int mostWithinAMinute() {
        int most = 0;
        int first = 0;
        for (int last = 0; last < polls.size(); last++) {
            while (polls.get(first).plusMinutes(1).compareTo(polls.get(last)) <= 0) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    @Test
    void aThrottledClientStopsThenGoesAtHalfThePaceAndRecovers() {
        time.pass(Duration.ofMinutes(1));
        failures.add(status(429, Duration.ofSeconds(60)));
        time.pass(Duration.ofSeconds(1));
        int before = polls.size();

        time.pass(Duration.ofSeconds(58));
        assertThat(polls).as("nobody asks during the server's wait").hasSize(before);
        time.pass(Duration.ofMinutes(1));
        assertThat(polls.size() - before).isBetween(100, 160);
        time.pass(Duration.ofMinutes(5));
        int recovered = polls.size();
        time.pass(Duration.ofMinutes(1));
        assertThat(polls.size() - recovered).isBetween(220, 300);
    }
}
