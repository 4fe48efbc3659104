package io.github.anaplan4j.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import io.github.anaplan4j.watch.WatchStep;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A hundred thousand polls: nothing grows, least of all the stack. */
class LongWatchTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");
    private static final int POLLS = 100_000;

    private final ManualTime time = new ManualTime();
    private final Lifecycle lifecycle = new Lifecycle();
    private final PollEngine engine = TestEngines.engine(
            FakeTasks.polling(task -> answer()),
            TaskInTime.READY,
            WatchSettings.defaults()
                    .withPolicy(PollingPolicy.stretching(Duration.ofSeconds(5), Duration.ofSeconds(5), 0)),
            TestLimits.limiter(300, time),
            lifecycle,
            time);
    private int polls;

    private TaskStatus answer() {
        TaskState state = ++polls < POLLS ? TaskState.IN_PROGRESS : TaskState.CANCELLED;
        return new TaskStatus(null, state, null, null, null, null, null);
    }

    @Test
    void blocking() {
        TaskOutcome outcome = new BlockingDriver(time).await(TASK, engine);

        assertItWentOn(outcome);
    }

    @Test
    void inTheBackground() {
        try (BackgroundDriver watches = new BackgroundDriver(time, Runnable::run, lifecycle)) {
            CompletableFuture<TaskOutcome> outcome =
                    watches.watch(TASK, engine).outcome().toCompletableFuture();
            time.pass(Duration.ofSeconds(5L * POLLS));

            assertThat(outcome).isCompleted();
            assertItWentOn(outcome.join());
        }
    }

    @Test
    void stored() {
        WatchStep step = new StoredWatchStep(engine);
        String stored = step.start(TASK).toText();
        while (true) {
            StepResult result = step.poll(WatchState.parse(stored));
            if (result instanceof StepResult.Finished finished) {
                assertItWentOn(finished.outcome());
                return;
            }
            StepResult.Pending pending = (StepResult.Pending) result;
            stored = pending.state().toText();
            time.pass(Duration.between(time.now(), pending.state().nextPoll()));
        }
    }

    private void assertItWentOn(TaskOutcome outcome) {
        assertThat(outcome).isInstanceOf(TaskOutcome.Cancelled.class);
        assertThat(polls).isEqualTo(POLLS);
        assertThat(time.passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(5L * (POLLS - 1)));
    }
}
