package io.github.anaplan4j.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitedTasksTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");

    private final ManualTime time = new ManualTime();
    private final RequestLimiter limiter = TestLimits.limiter(60_000, time);

    @Test
    void aCancelDoesNotWaitForStartsThatHang() {
        for (int start = 0; start < 20; start++) { // four of them in line
            limiter.ask(start, RequestClass.START);
            time.pass(Duration.ofSeconds(1));
        }
        FakeTasks tasks = new FakeTasks().cancelling(() -> {});
        Duration begun = time.passed();

        LimitedTasks.once(tasks, new RetryingRequests(limiter, new Lifecycle(), time))
                .cancel(TASK);

        assertThat(tasks.calls).containsExactly("cancel");
        assertThat(time.passed()).isEqualTo(begun);
    }
}
