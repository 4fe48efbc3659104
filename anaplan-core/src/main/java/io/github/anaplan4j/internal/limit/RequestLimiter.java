package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets the requests of one client out, and each only when it may go.
 *
 * <p>Never do two polls of one task go at once or within the polling floor, whoever in this JVM makes them. All
 * requests together stay within the request budget, and none goes out while an answer 429 says to wait. Thread-safe.
 */
public final class RequestLimiter {
    /**
     * The number of requests in a minute that a client sends at most unless told otherwise.
     *
     * <p>It is half of what Anaplan allows a tenant.
     */
    public static final int DEFAULT_REQUESTS_PER_MINUTE = 300;

    /** The longest wait that a server can demand: an odd header must not silence a client for a day. */
    public static final Duration LONGEST_PAUSE = RequestBudget.LONGEST_PAUSE;

    private static final Duration LONGEST_WAIT = LONGEST_PAUSE.multipliedBy(2);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    // How soon somebody who waits notices that the client was closed.
    private static final Duration NAP = Duration.ofSeconds(1);

    private final PollingFloor floor;
    private final BaseUrl server;
    private final RequestBudget budget;
    private final PollRegistry polls;
    private final Lifecycle lifecycle;
    private final TimeSource time;

    /**
     * Makes a limiter.
     *
     * @param floor the shortest time between two polls of one task
     * @param server the server, whose tasks other clients in this JVM may poll too
     * @param requestsPerMinute how many requests may go out in a minute, of all tasks together
     * @param lifecycle ends each wait when the client is closed
     * @param time the clock
     * @throws IllegalArgumentException if the budget is not positive
     */
    public RequestLimiter(
            PollingFloor floor, BaseUrl server, int requestsPerMinute, Lifecycle lifecycle, TimeSource time) {
        this.floor = floor;
        this.server = server;
        this.budget = new RequestBudget(requestsPerMinute, time);
        this.polls = PollRegistry.of(time);
        this.lifecycle = lifecycle;
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
        Duration wait = polls.tooEarly(server, task, floor.duration(), time.nanoTime());
        if (wait.isZero()) {
            wait = budget.ask(task);
        }
        return wait.isZero() ? begin(task) : wait; // another client may be faster
    }

    /**
     * Says that a poll is over.
     *
     * @param task the task that was polled
     */
    public void pollDone(TaskRef task) {
        polls.end(server, task);
    }

    /**
     * Waits until somebody who asks for a status may do so, and counts the request.
     *
     * <p>Whoever comes back says when the request is {@link #pollDone done}.
     *
     * @param task the task to ask for
     * @throws TransportException if the thread is interrupted, or it would wait for longer than {@link #LONGEST_WAIT}
     */
    void awaitPoll(TaskRef task) {
        awaitEach(() -> {
            Duration pause = budget.pause();
            return pause.isZero() ? begin(task) : pause;
        });
        budget.spend();
    }

    private Duration begin(TaskRef task) {
        return polls.begin(server, task, floor.duration(), time.nanoTime());
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
     * Stops everybody for a while, {@link #LONGEST_PAUSE} at most.
     *
     * @param atLeast how long the server wants no more requests
     */
    public void throttled(Duration atLeast) {
        // A wait that is over already, as a past date says, is still a wait.
        budget.throttled(Durations.longer(atLeast, SHORTEST_PAUSE));
    }

    /**
     * Waits until a request may go for which somebody waits, and counts it.
     *
     * <p>Such a request does not line up. It waits only while an answer 429 stops everybody.
     *
     * @throws TransportException if the thread is interrupted, or it would wait for longer than {@link #LONGEST_WAIT}
     */
    void awaitPauseAndSpend() {
        awaitEach(budget::pause);
        budget.spend();
    }

    /**
     * Waits in line with others who move chunks.
     *
     * @throws TransportException if the thread is interrupted, or answers 429 stop everybody for too long
     */
    void awaitTurn() {
        Object turn = new Object();
        try {
            // The line moves, so that its turn comes. Only while nobody may send it does not.
            awaitEach(() -> askInTurn(turn), () -> !budget.pause().isZero());
        } finally {
            budget.leave(turn);
        }
    }

    /**
     * Asks to send one of many requests that are no polls.
     *
     * <p>Whoever is told to wait asks again.
     *
     * @param who anything that tells the asker from others
     * @return zero if the request may go, which counts as sent; else how long to wait before asking again
     */
    Duration askInTurn(Object who) {
        return budget.ask(who, RequestClass.TRANSFER);
    }

    private void awaitEach(Supplier<Duration> next) {
        awaitEach(next, () -> true);
    }

    private void awaitEach(Supplier<Duration> next, BooleanSupplier isLimited) {
        checkInterrupt();
        long start = time.nanoTime();
        Duration wait = next.get();
        while (!wait.isZero()) {
            Duration waited = Duration.ofNanos(time.nanoTime() - start);
            if (isLimited.getAsBoolean() && waited.plus(wait).compareTo(LONGEST_WAIT) > 0) {
                throw notSent(waited, wait);
            }
            sleep(wait);
            wait = next.get();
        }
    }

    private TransportException notSent(Duration waited, Duration wait) {
        String why = budget.pause().isZero()
                ? "the polls of others came first for " + waited
                : "the server has refused others with 429 for " + waited + " and wants no more for another " + wait;
        return new TransportException(
                TransportException.Kind.TIMEOUT,
                false,
                "The request was not sent, for " + why + ". Try again later",
                null);
    }

    private void sleep(Duration wait) {
        Duration left = wait;
        while (!Durations.isOver(left)) {
            lifecycle.checkOpen("another request");
            Duration nap = Durations.shorter(left, NAP);
            time.pause(nap);
            checkInterrupt();
            left = left.minus(nap);
        }
    }

    private static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new TransportException(
                    TransportException.Kind.INTERRUPTED, false, "The thread was interrupted before the request", null);
        }
    }

    /** {@return the shortest time between two polls of one task} */
    public Duration floor() {
        return floor.duration();
    }
}
