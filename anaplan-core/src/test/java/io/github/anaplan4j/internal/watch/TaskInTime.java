package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskResult;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A task whose life goes by in manual time, what its polls meet, and what a watch of it needs. */
final class TaskInTime {
    static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");

    final ManualTime time = new ManualTime();
    final Lifecycle lifecycle = new Lifecycle();
    final FakeTasks tasks = FakeTasks.polling(task -> answer());

    /** Nothing that a poll would have to wait for. */
    static final Supplier<CompletableFuture<?>> READY = () -> CompletableFuture.completedFuture(null);

    /** What a poll waits for, such as a login. */
    volatile CompletableFuture<?> ready = READY.get();

    /** When polls went out. */
    final List<Duration> pollTimes = new ArrayList<>();

    private final RequestLimiter limiter = TestLimits.limiter(300, time);
    private final NavigableMap<Duration, TaskStatus> life = new TreeMap<>();
    private final Deque<Runnable> next = new ArrayDeque<>();

    TaskInTime(TaskStatus atFirst) {
        life.put(Duration.ZERO, atFirst);
    }

    /** From that second on it answers so. */
    TaskInTime from(int second, TaskStatus status) {
        life.put(Duration.ofSeconds(second), status);
        return this;
    }

    /** Does something during the next poll that has nothing yet. */
    TaskInTime meanwhile(Runnable action) {
        next.add(action);
        return this;
    }

    /** Lets the next polls fail that have nothing yet. */
    TaskInTime failing(int polls, RuntimeException failure) {
        for (int i = 0; i < polls; i++) {
            meanwhile(() -> {
                throw failure;
            });
        }
        return this;
    }

    private TaskStatus answer() {
        pollTimes.add(time.passed());
        if (!next.isEmpty()) {
            next.poll().run();
        }
        return life.floorEntry(time.passed()).getValue();
    }

    /** When polls went out, in seconds. */
    List<Integer> polls() {
        return pollTimes.stream().map(poll -> Math.toIntExact(poll.toSeconds())).toList();
    }

    PollEngine engine(WatchSettings settings) {
        return TestEngines.engine(tasks, () -> ready, settings, limiter, lifecycle, time);
    }

    static TaskStatus in(String state) {
        return in(state, null);
    }

    static TaskStatus in(String state, @Nullable String step) {
        return new TaskStatus(null, TaskState.of(state), step, null, null, null, null);
    }

    static TaskStatus complete(boolean successful) {
        return complete(successful, null);
    }

    static TaskStatus complete(boolean successful, @Nullable String step) {
        TaskResult result = new TaskResult(null, null, successful, false, List.of(), List.of(), null, null);
        return new TaskStatus(null, TaskState.COMPLETE, step, null, null, null, result);
    }
}
