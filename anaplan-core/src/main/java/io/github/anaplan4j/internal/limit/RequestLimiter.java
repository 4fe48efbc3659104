package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.base.SlowStart;
import io.github.anaplan4j.spi.TenantRateLimiter;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the requests of one client out, and each only when it may go.
 *
 * <p>Never do two polls of one task go at once or within the polling floor, whichever client of this copy of the
 * library makes them. All requests together stay within the request budget, and none goes out while an answer 429 says
 * to wait. Where clients share a limiter of their tenant, it is asked last, and never under a lock. Thread-safe.
 */
public final class RequestLimiter {
    /**
     * The number of requests in a minute that a client sends at most unless told otherwise.
     *
     * <p>It is half of what Anaplan allows a tenant.
     */
    public static final int DEFAULT_REQUESTS_PER_MINUTE = 300;

    /** The longest wait that a server can demand: an odd header must not silence a client for a day. */
    public static final Duration LONGEST_PAUSE = SlowStart.LONGEST_PAUSE;

    /** The longest wait in line of somebody who waits for the answer. */
    static final Duration LONGEST_TURN = LONGEST_PAUSE.multipliedBy(2);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private final PollingFloor floor;
    private final BaseUrl server;
    private final int requestsPerMinute;
    private final RequestBudget budget;
    private final PollRegistry polls;
    private final Lifecycle lifecycle;
    private final TimeSource time;
    private final Pauses pauses;
    private final @Nullable TenantRateLimiter tenant;

    /**
     * Makes a limiter.
     *
     * @param floor the shortest time between two polls of one task
     * @param server the server, whose tasks other clients may poll too
     * @param requestsPerMinute how many requests may go out in a minute, of all tasks together
     * @param mostAtOnce how many of each class of requests may be under way at once
     * @param lifecycle ends each wait when the client is closed
     * @param time the clock
     * @param tenant limits all clients of the tenant; null for none
     * @throws IllegalArgumentException if the budget is not positive
     */
    public RequestLimiter(
            PollingFloor floor,
            BaseUrl server,
            int requestsPerMinute,
            int mostAtOnce,
            Lifecycle lifecycle,
            TimeSource time,
            @Nullable TenantRateLimiter tenant) {
        this.floor = floor;
        this.server = server;
        this.requestsPerMinute = requestsPerMinute;
        this.budget = new RequestBudget(requestsPerMinute, mostAtOnce, time);
        this.polls = PollRegistry.of(time);
        this.lifecycle = lifecycle;
        this.time = time;
        this.pauses = new Pauses(lifecycle, time);
        this.tenant = tenant == null ? null : TimeLimitedTenant.of(tenant, requestsPerMinute, time);
    }

    /**
     * Asks to poll now.
     *
     * <p>Whoever is let through says when the poll is {@link #pollDone done}.
     *
     * @param task the task to poll
     * @param who tells the watch from others, among them those of the same task; the task itself for one that lives on
     *     as a text alone
     * @return zero if the poll may go, which counts as gone; else how long to wait before asking again
     */
    public Duration askToPoll(TaskRef task, Object who) {
        return askToPoll(task, () -> budget.ask(who, RequestClass.POLL), keeping(who, RequestClass.POLL));
    }

    /**
     * Tells for how long floor and server allow no poll, whoever else is in line.
     *
     * @param task the task to poll
     * @return zero if nothing but the budget is in the way
     */
    public Duration blocked(TaskRef task) {
        return Durations.longer(polls.tooEarly(server, task, floor.duration(), time.nanoTime()), budget.pause());
    }

    private Duration askToPoll(TaskRef task, Supplier<Duration> turn, Consumer<Duration> takeBack) {
        Duration wait = beginPoll(task, turn, takeBack);
        if (!wait.isZero() || tenant == null) {
            return wait;
        }
        wait = askTenant(takeBack);
        if (!wait.isZero()) {
            polls.takeBack(server, task, Duration.ZERO, time.nanoTime());
            return wait;
        }
        wait = tenant.askToPoll(task, floor.duration());
        if (!wait.isZero()) { // a client elsewhere was faster
            polls.takeBack(server, task, wait, time.nanoTime());
            takeBack.accept(Duration.ZERO);
        }
        return wait;
    }

    private synchronized Duration beginPoll(TaskRef task, Supplier<Duration> turn, Consumer<Duration> takeBack) {
        Duration wait = polls.tooEarly(server, task, floor.duration(), time.nanoTime());
        if (wait.isZero()) {
            wait = turn.get();
        }
        if (wait.isZero()) {
            wait = polls.begin(server, task, floor.duration(), time.nanoTime());
            if (!wait.isZero()) { // another client was faster
                takeBack.accept(Duration.ZERO);
            }
        }
        return wait;
    }

    /** {@return what gives a turn back to somebody who keeps it, and how long the tenant has no room for anybody} */
    private Consumer<Duration> keeping(Object who, RequestClass kind) {
        return wait -> budget.takeBack(who, kind, wait);
    }

    /** Asks for somebody whom the own budget has let through. */
    private Duration askTenant(Consumer<Duration> takeBack) {
        Duration wait = tenant == null ? Duration.ZERO : tenant.askToSend();
        if (!wait.isZero()) {
            takeBack.accept(wait);
        }
        return Durations.shorter(wait, RequestBudget.LONGEST_WAIT);
    }

    /**
     * Asks to send a request for which nobody waits, and which so must not delay those for which somebody does.
     *
     * <p>Whoever is let through says when it is {@link #idlyDone() done}.
     *
     * @return zero if the request may go, which counts as sent; else how long to wait before asking again
     */
    public Duration askIdly() {
        Duration wait = budget.askIdly();
        return wait.isZero() ? askTenant(any -> idlyDone()) : wait;
    }

    /**
     * Asks for a status for which nobody waits, as {@link #askIdly()} does.
     *
     * <p>Whoever is let through says when it is {@link #idlyDone(TaskRef) done}.
     *
     * @param task the task to ask for
     * @return zero if the request may go, which counts as sent; else how long to wait before asking again
     */
    public Duration askIdly(TaskRef task) {
        return askToPoll(task, budget::askIdly, any -> idlyDone());
    }

    /** Says that a request is over for which nobody waited. */
    public void idlyDone() {
        done(RequestClass.READ);
    }

    /**
     * Says that somebody has a status for which nobody waited.
     *
     * @param task the task
     */
    public void idlyDone(TaskRef task) {
        pollDone(task, RequestClass.READ);
    }

    /**
     * Counts what a list of tasks has shown as a poll of one of them.
     *
     * @param task the task
     * @return whether it counts; not while the task is polled or within the polling floor
     */
    public synchronized boolean countAsPoll(TaskRef task) {
        boolean counts =
                polls.begin(server, task, floor.duration(), time.nanoTime()).isZero();
        if (counts) {
            polls.end(server, task);
        }
        return counts;
    }

    /**
     * Lets a watch that waits in line go before all other watches.
     *
     * @param who the watch
     */
    public void goFirst(Object who) {
        budget.goFirst(who, RequestClass.POLL);
    }

    /**
     * Tells whether a watch waits for the budget, and not for the polling floor.
     *
     * @param who the watch
     * @return whether it stands in line
     */
    public boolean isInLine(Object who) {
        return budget.isInLine(who, RequestClass.POLL);
    }

    /**
     * Counts a second request of a watch whose turn it is.
     *
     * @return whether it may go; not while an answer 429 says to wait
     */
    public boolean sendsAnother() {
        return budget.sendsAnother() && (tenant == null || tenant.askToSend().isZero());
    }

    /**
     * Asks to send a request that is no poll.
     *
     * <p>Whoever is told to wait asks again.
     *
     * @param who anything that tells the asker from others
     * @param kind what it wants to send
     * @return zero if the request may go, which counts as sent; else how long to wait before asking again
     */
    Duration ask(Object who, RequestClass kind) {
        Duration wait = budget.ask(who, kind);
        return wait.isZero() ? askTenant(keeping(who, kind)) : wait;
    }

    /**
     * Says that a poll is over.
     *
     * @param task the task that was polled
     */
    public void pollDone(TaskRef task) {
        pollDone(task, RequestClass.POLL);
    }

    /** Says that somebody has a status for which it asked as such a request. */
    void pollDone(TaskRef task, RequestClass kind) {
        polls.end(server, task);
        done(kind);
    }

    /** Says that a request is over that was let through. */
    void done(RequestClass kind) {
        budget.done(kind);
    }

    /**
     * Leaves its turn to a watch whose poll was refused.
     *
     * @param who the watch
     */
    public void keepTurn(Object who) {
        budget.keepTurn(who, RequestClass.POLL);
    }

    /**
     * Gives up a place in the line.
     *
     * @param who a watch that does not want to poll any more
     */
    public void leave(Object who) {
        budget.leave(who);
    }

    /**
     * Stops everybody for a while, {@link #LONGEST_PAUSE} at most.
     *
     * @param atLeast how long the server wants no more requests
     */
    public void throttled(Duration atLeast) {
        // A wait that is over already, as a past date says, is still a wait.
        Duration pause = Durations.longer(atLeast, SHORTEST_PAUSE);
        budget.throttled(pause);
        if (tenant != null) {
            tenant.pause(Durations.shorter(pause, LONGEST_PAUSE));
        }
    }

    /**
     * Waits in line until a request may go, which counts as sent.
     *
     * <p>Whoever comes back says when the request is {@link #done done}.
     *
     * @param kind what is to be sent
     * @param atMost how long to wait at most
     * @throws TransportException if the thread is interrupted, or it would wait for longer than that or than
     *     {@link #LONGEST_TURN}; a transfer does wait longer, as long as the line moves
     */
    void awaitTurn(RequestClass kind, Duration atMost) {
        Object turn = new Object();
        awaitTurn(turn, kind, Durations.shorter(atMost, LONGEST_TURN), () -> ask(turn, kind));
    }

    /**
     * Waits in line until somebody who asks for a status may do so, which counts as sent.
     *
     * <p>Whoever comes back says when the {@link RequestClass#READ} is {@link #pollDone(TaskRef, RequestClass) done}.
     *
     * @param task the task to ask for
     * @throws TransportException as {@link #awaitTurn} throws it
     */
    void awaitPoll(TaskRef task) {
        Object turn = new Object();
        awaitTurn(
                turn,
                RequestClass.READ,
                LONGEST_TURN,
                () -> askToPoll(task, () -> budget.ask(turn, RequestClass.READ), keeping(turn, RequestClass.READ)));
    }

    private void awaitTurn(Object turn, RequestClass kind, Duration longest, Supplier<Duration> next) {
        checkInterrupt();
        long start = time.nanoTime();
        try {
            for (Duration wait = next.get(); !wait.isZero(); wait = next.get()) {
                Duration waited = Duration.ofNanos(time.nanoTime() - start);
                Duration pause = budget.pause();
                boolean isLimited = kind != RequestClass.TRANSFER || !pause.isZero();
                if (isLimited && waited.plus(Durations.longer(wait, pause)).compareTo(longest) > 0) {
                    throw notSent(waited);
                }
                pauses.pause(wait);
                checkInterrupt();
                lifecycle.checkOpen("another request");
            }
        } finally {
            budget.leave(turn);
        }
    }

    private TransportException notSent(Duration waited) {
        Duration pause = budget.pause();
        String why = pause.isZero()
                ? "other requests came first for " + waited + ". This client sends no more than " + requestsPerMinute
                        + " requests a minute, and no more at once than its connections and its tenant allow. Ask for"
                        + " less at once, or allow more with requestsPerMinute and maxConnections"
                : "the server has refused others with 429 for " + waited + " and wants no more for another " + pause
                        + ". Try again later";
        return new TransportException(
                TransportException.Kind.TIMEOUT, false, "The request was not sent, for " + why, null);
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
