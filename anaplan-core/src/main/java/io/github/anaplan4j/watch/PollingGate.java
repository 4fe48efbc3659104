package io.github.anaplan4j.watch;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets polls of one client out, and each only when it may go: never two of one task within the polling floor, whoever
 * makes them, and all together within the request budget. Thread-safe.
 */
public final class PollingGate {
    private final PollingFloor floor;
    private final RequestBudget budget;
    private final TimeSource time;
    // In the order of the polls, so that those beyond the floor are at the front.
    private final Map<TaskRef, Long> lastPolls = new LinkedHashMap<>();

    /**
     * @param floor the shortest time between two polls of one task
     * @param requestsPerMinute how many requests may go out in a minute, of all tasks together
     * @param time the clock
     * @throws IllegalArgumentException if the budget is not positive
     */
    public PollingGate(PollingFloor floor, int requestsPerMinute, TimeSource time) {
        this.floor = floor;
        this.budget = new RequestBudget(requestsPerMinute, time);
        this.time = time;
    }

    /**
     * Asks to poll now.
     *
     * @param task the task to poll
     * @return zero if the poll may go, which counts as gone; else how long to wait before asking again
     */
    synchronized Duration ask(TaskRef task) {
        long now = time.nanoTime();
        long shortest = floor.duration().toNanos();
        lastPolls.values().removeIf(last -> now - last >= shortest);
        Long last = lastPolls.get(task);
        if (last != null) {
            return Duration.ofNanos(shortest - (now - last));
        }
        Duration wait = budget.ask(task);
        if (wait.isZero()) {
            lastPolls.put(task, now);
        }
        return wait;
    }

    /** @param task a task that nobody wants to poll any more */
    void leave(TaskRef task) {
        budget.leave(task);
    }

    /** @param atLeast how long the server wants no more requests */
    void throttled(Duration atLeast) {
        budget.throttled(atLeast);
    }

    /** Counts a request that does not ask because somebody waits for it. */
    public void spend() {
        budget.spend();
    }

    Duration floor() {
        return floor.duration();
    }
}
