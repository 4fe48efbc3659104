package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.testkit.time.VirtualTime;
import io.github.anaplan4j.watch.AsyncWatches;
import io.github.anaplan4j.watch.BlockingWatch;
import io.github.anaplan4j.watch.PollingFloor;
import io.github.anaplan4j.watch.PollingGate;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import io.github.anaplan4j.watch.WatchStep;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A hundred thousand polls, without a network: nothing grows, least of all the stack. */
class LongWatchTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");
    private static final int POLLS = 100_000;

    private final VirtualTime time = VirtualTime.create();
    private final WatchStep step = new WatchStep(
            task -> answer(),
            WatchSettings.defaults()
                    .withPolicy(PollingPolicy.stretching(Duration.ofSeconds(5), Duration.ofSeconds(5), 0)),
            new PollingGate(PollingFloor.STANDARD, 300, time),
            time);
    private int polls;

    private TaskStatus answer() {
        TaskState state = ++polls < POLLS ? TaskState.IN_PROGRESS : TaskState.CANCELLED;
        return new TaskStatus(null, state, null, null, null, null, null);
    }

    @Test
    void blocking() {
        TaskOutcome outcome = new BlockingWatch(step, time).await(TASK);

        assertItWentOn(outcome);
    }

    @Test
    void inTheBackground() {
        try (AsyncWatches watches = new AsyncWatches(time, Runnable::run)) {
            CompletableFuture<TaskOutcome> outcome =
                    watches.watch(TASK, step).outcome().toCompletableFuture();
            time.advance(Duration.ofSeconds(5L * POLLS));

            assertThat(outcome).isCompleted();
            assertItWentOn(outcome.join());
        }
    }

    @Test
    void stored() {
        String stored = step.start(TASK).toText();
        while (true) {
            StepResult result = step.poll(WatchState.parse(stored));
            if (result instanceof StepResult.Finished finished) {
                assertItWentOn(finished.outcome());
                return;
            }
            StepResult.Pending pending = (StepResult.Pending) result;
            stored = pending.state().toText();
            time.advance(pending.notBefore());
        }
    }

    private void assertItWentOn(TaskOutcome outcome) {
        assertThat(outcome).isInstanceOf(TaskOutcome.Cancelled.class);
        assertThat(polls).isEqualTo(POLLS);
        assertThat(time.passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(5L * (POLLS - 1)));
    }
}
