package io.github.anaplan4j.internal.watch;

import static io.github.anaplan4j.internal.watch.TaskInTime.complete;
import static io.github.anaplan4j.internal.watch.TaskInTime.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hundred thousand watches of one client, each with the outcome of its task. */
class ManyOutcomesTest {
    private static final int WATCHES = 100_000;
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private static final List<TaskStatus> LAST = List.of(complete(true), complete(false), in("CANCELLED"));
    private static final List<Class<?>> ENDS =
            List.of(TaskOutcome.Succeeded.class, TaskOutcome.Failed.class, TaskOutcome.Cancelled.class);

    private final ManualTime time = new ManualTime();
    private final int[] polls = new int[WATCHES];
    private int right;

    private TaskStatus next(int task) {
        return ++polls[task] < 3 ? in("IN_PROGRESS") : LAST.get(task % LAST.size());
    }

    @Test
    void eachOfAHundredThousandHasItsOwn() {
        Lifecycle lifecycle = new Lifecycle();
        PollEngine engine = TestEngines.engine(
                FakeTasks.polling(task -> next(Integer.parseInt(task.taskId()))),
                TaskInTime.READY,
                WatchSettings.defaults().withPolicy(PollingPolicy.stretching(HALF_A_MINUTE, HALF_A_MINUTE, 0)),
                TestLimits.limiter(10_000_000, time),
                lifecycle,
                time);
        BackgroundDriver driver = new BackgroundDriver(time, Runnable::run, lifecycle);
        for (int i = 0; i < WATCHES; i++) {
            Class<?> end = ENDS.get(i % ENDS.size());
            driver.watch(TaskInTime.TASK.action().task("" + i), engine)
                    .outcome()
                    .thenAccept(outcome -> right += end.isInstance(outcome) ? 1 : 0);
        }
        time.pass(Duration.ofMinutes(5));

        assertThat(right).isEqualTo(WATCHES);
        assertThat(polls).containsOnly(3);
    }
}
