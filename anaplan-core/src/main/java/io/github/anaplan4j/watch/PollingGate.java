package io.github.anaplan4j.watch;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.time.TimeSource;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Lets polls of one client out, and each only when it may go: never two of one task at once or within the polling floor,
 * whoever makes them, and all together within the request budget. Thread-safe.
 */
public final class PollingGate {
    private final PollingFloor floor;
    private final RequestBudget budget;
    private final TimeSource time;
    // In the order of the polls, so that those beyond the floor are at the front.
    private final Map<TaskRef, Long> lastPolls = new LinkedHashMap<>();
    private final Set<TaskRef> underWay = new HashSet<>();
    private boolean closed;

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

    /** {@return how many requests a minute a client sends at most unless told otherwise} */
    public static int defaultRequestsPerMinute() {
        return RequestBudget.DEFAULT_PER_MINUTE;
    }

    /**
     * Asks to poll now. Who is let through says when he is {@link #done}.
     *
     * @param task the task to poll
     * @return zero if the poll may go, which counts as gone; else how long to wait before asking again
     */
    synchronized Duration ask(TaskRef task) {
        long now = time.nanoTime();
        long shortest = floor.duration().toNanos();
        forgetBefore(now - shortest);
        if (underWay.contains(task)) {
            return floor.duration().isZero() ? Duration.ofMillis(1) : floor.duration();
        }
        Long last = lastPolls.get(task);
        if (last != null) {
            return Duration.ofNanos(shortest - (now - last));
        }
        Duration wait = budget.ask(task);
        if (wait.isZero()) {
            lastPolls.put(task, now);
            underWay.add(task);
        }
        return wait;
    }

    private void forgetBefore(long then) {
        Iterator<Long> polls = lastPolls.values().iterator();
        while (polls.hasNext() && polls.next() - then <= 0) {
            polls.remove();
        }
    }

    /** @param task a task whose poll is over */
    synchronized void done(TaskRef task) {
        underWay.remove(task);
    }

    /** @param task a task that nobody wants to poll any more */
    void leave(TaskRef task) {
        budget.leave(task);
    }

    /** @param atLeast how long the server wants no more requests */
    public void throttled(Duration atLeast) {
        budget.throttled(atLeast);
    }

    /** Counts a request that does not ask because somebody waits for it. */
    public void spend() {
        budget.spend();
    }

    /**
     * Asks to send one of many requests that are no polls. Who is told to wait asks again.
     *
     * @param who anything that tells the asker from others
     * @return zero if the request may go, which counts as sent; else how long to wait before asking again
     */
    public Duration askInTurn(Object who) {
        return budget.ask(who);
    }

    /** @param who an asker who does not want to send any more */
    public void leaveTurn(Object who) {
        budget.leave(who);
    }

    /** Lets nothing through any more: each watch ends as stopped when it next asks. */
    public synchronized void close() {
        closed = true;
    }

    /** {@return whether the client is closed} */
    public synchronized boolean isClosed() {
        return closed;
    }

    Duration floor() {
        return floor.duration();
    }
}
