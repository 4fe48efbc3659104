package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Lets polls of one client out, and each only when it may go.
 *
 * <p>Never do two polls of one task go at once or within the polling floor, whoever makes them. All together stay
 * within the request budget. Thread-safe.
 */
public final class RequestLimiter {
    /**
     * The number of requests in a minute that a client sends at most unless told otherwise.
     *
     * <p>It is half of what Anaplan allows a tenant.
     */
    public static final int DEFAULT_REQUESTS_PER_MINUTE = 300;

    private final PollingFloor floor;
    private final RequestBudget budget;
    private final TimeSource time;
    // In the order of the polls, so that those beyond the floor are at the front.
    private final Map<TaskRef, Long> lastPolls = new LinkedHashMap<>();
    private final Set<TaskRef> underWay = new HashSet<>();

    /**
     * Makes a limiter.
     *
     * @param floor the shortest time between two polls of one task
     * @param requestsPerMinute how many requests may go out in a minute, of all tasks together
     * @param time the clock
     * @throws IllegalArgumentException if the budget is not positive
     */
    public RequestLimiter(PollingFloor floor, int requestsPerMinute, TimeSource time) {
        this.floor = floor;
        this.budget = new RequestBudget(requestsPerMinute, time);
        this.time = time;
    }

    /**
     * Asks to poll now.
     *
     * <p>Whoever is let through says when the poll is {@link #pollDone done}.
     *
     * @param task the task to poll
     * @return zero if the poll may go, which counts as gone; else how long to wait before asking again
     */
    public synchronized Duration askToPoll(TaskRef task) {
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

    /**
     * Says that a poll is over.
     *
     * @param task the task that was polled
     */
    public synchronized void pollDone(TaskRef task) {
        underWay.remove(task);
    }

    /**
     * Gives up a place in the line.
     *
     * @param task a task that nobody wants to poll any more
     */
    public void leave(TaskRef task) {
        budget.leave(task);
    }

    /**
     * Stops everybody for a while.
     *
     * @param atLeast how long the server wants no more requests
     */
    public void throttled(Duration atLeast) {
        budget.throttled(atLeast);
    }

    /** Counts a request that does not ask because somebody waits for it. */
    public void spend() {
        budget.spend();
    }

    /**
     * Asks to send one of many requests that are no polls.
     *
     * <p>Whoever is told to wait asks again.
     *
     * @param who anything that tells the asker from others
     * @return zero if the request may go, which counts as sent; else how long to wait before asking again
     */
    public Duration askInTurn(Object who) {
        return budget.ask(who);
    }

    /**
     * Gives up a place in the line.
     *
     * @param who an asker who does not want to send any more
     */
    public void leaveTurn(Object who) {
        budget.leave(who);
    }

    /** {@return the shortest time between two polls of one task} */
    public Duration floor() {
        return floor.duration();
    }
}
