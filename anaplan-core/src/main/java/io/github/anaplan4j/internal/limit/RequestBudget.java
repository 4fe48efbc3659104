package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.SlidingWindow;
import io.github.anaplan4j.internal.base.SlowStart;
import io.github.anaplan4j.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the rate of requests that a client sends, over all its watches, transfers and starts.
 *
 * <p>Anaplan allows 600 a minute to a whole tenant, all its users and integrations together. So a client takes a part
 * of that and leaves the rest to others.
 *
 * <p>It works like the numbers at a counter. Whoever asks lines up with its class. Callers are called up at the pace of
 * the moment, the classes by weight. Who has been called up goes when it comes back, however late, because a scheduler
 * may come by every ten seconds only; meanwhile it holds up nobody. The last second and the last minute are counted,
 * so that late callers do not go all at once. Of each class only so many are under way at once, so that what hangs at
 * the server holds up nothing of another class.
 *
 * <p>An answer 429 stops everybody, then halves the pace, which recovers over five minutes. A watch whose poll was
 * refused so keeps its turn. Thread-safe.
 */
final class RequestBudget {
    private static final Logger LOG = LoggerFactory.getLogger(RequestBudget.class);

    // Requests that leave evenly arrive in bunches. The difference keeps every window at the server within the budget.
    private static final double PACE = 0.8;
    // What a second or a minute may hold is a little more, so that those who were late catch up.
    private static final double MOST = 0.9;
    // Callers that come by rarely come in bunches, and have to get through; more would be a burst even for Anaplan.
    private static final int LEAST_PER_SECOND = 20;
    private static final int MOST_LEFT_TO_OTHERS = LEAST_PER_SECOND / 2;
    // So many that are urgent go at once before they, too, have to keep the pace.
    private static final int AT_ONCE = 5;
    // What nobody waits for has one part in so many of the pace, while no more of it is used.
    private static final int IDLY = 4;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    // Nobody sleeps through an earlier chance for longer than this.
    static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    // The time after which those who never came back are forgotten, when there are many.
    private static final long ABANDONED = Duration.ofHours(1).toNanos();
    private static final int MANY = 10_000;

    private final TimeSource time;
    private final long origin;
    private final SlowStart slowStart;
    private final double budget;
    private final int mostAtOnce;
    private final Map<RequestClass, Line> lines = new EnumMap<>(RequestClass.class);
    private long nextIdly;
    // Those who may go when they come back.
    private final Map<Object, Call> called = new LinkedHashMap<>();
    private final SlidingWindow lastMinute = new SlidingWindow(Duration.ofMinutes(1));
    private final SlidingWindow lastSecond = new SlidingWindow(Duration.ofSeconds(1));
    private long nextCall;
    // Until when the tenant as a whole has no room.
    private long heldUntil;

    /** Somebody was called up. */
    private record Call(Line line, long since, long charged) {}

    /**
     * Makes a budget.
     *
     * @param requestsPerMinute how many requests may go out in a minute
     * @param mostAtOnce how many of each class may be under way at once
     * @param time the clock
     */
    RequestBudget(int requestsPerMinute, int mostAtOnce, TimeSource time) {
        if (requestsPerMinute < 1) {
            throw new IllegalArgumentException(
                    "The request budget is " + requestsPerMinute + " a minute; it must be at least 1.");
        }
        this.time = time;
        this.origin = time.nanoTime();
        Instant now = time.now();
        this.slowStart = new SlowStart(31 * origin + now.getEpochSecond() * 1_000_000_000L + now.getNano());
        this.budget = requestsPerMinute;
        this.mostAtOnce = mostAtOnce;
        for (RequestClass each : RequestClass.values()) {
            lines.put(each, new Line(each));
        }
    }

    /**
     * Asks to send one request now.
     *
     * <p>A caller that has to wait keeps its place and asks again.
     *
     * @param who an object that tells the caller from others
     * @param kind what it wants to send
     * @return zero if the request may go, which counts as sent; else how long to wait before asking again
     */
    synchronized Duration ask(Object who, RequestClass kind) {
        long now = now();
        callUp(now);
        Line line = lines.get(kind);
        if (!called.containsKey(who) && !line.contains(who)) {
            join(who, line, now);
            callUp(now);
        }
        long wait;
        if (called.containsKey(who)) {
            long untilRoom = line.underWay < mostAtOnce ? 0 : SECOND;
            wait = Math.max(untilRoom, Math.max(stoppedUntil() - now, untilWindowsAllow(who, now)));
        } else {
            wait = untilCalled(who, line, now);
        }
        if (wait <= 0) {
            called.remove(who);
            line.expected--;
            line.underWay++;
            lastMinute.add(now);
            lastSecond.add(now);
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.min(wait, LONGEST_WAIT.toNanos()));
    }

    /**
     * Asks to send one request for which nobody waits.
     *
     * <p>It takes no turn from anybody: it goes while nobody else is in line and the client sends few requests, and the
     * pace of the others is as if it had not gone. While it is under way it counts as a {@link RequestClass#READ}. None
     * goes with a budget below five a minute, of which a quarter is none.
     *
     * @return zero if the request may go, which counts as sent; else how long to wait before asking again
     */
    synchronized Duration askIdly() {
        long now = now();
        callUp(now);
        Line reads = lines.get(RequestClass.READ);
        // Whoever was called up long ago may never come.
        boolean isBusy = called.values().stream().anyMatch(call -> now - call.since < LONGEST_WAIT.toNanos())
                || isFull(reads)
                || lines.values().stream().anyMatch(line -> line.size() > 0);
        int mostInAMinute = (int) (budget * PACE / IDLY * share(now));
        long wait = Math.max(Math.max(stoppedUntil(), nextIdly) - now, lastMinute.untilRoom(mostInAMinute, now));
        if (wait > 0 || isBusy) {
            return Duration.ofNanos(Math.max(SECOND, Math.min(wait, LONGEST_WAIT.toNanos())));
        }
        nextIdly = now + IDLY * gap(now);
        reads.underWay++;
        lastMinute.add(now);
        return Duration.ZERO;
    }

    private void join(Object who, Line line, long now) {
        if (called.size() >= MANY) {
            called.values().removeIf(call -> isAbandoned(call, now));
        }
        if (line.size() == 0) { // what it did not use while nobody wanted it is gone
            line.served = Math.max(line.served, leastServed());
        }
        line.add(who);
    }

    private static boolean isAbandoned(Call call, long now) {
        boolean isAbandoned = now - call.since > ABANDONED;
        if (isAbandoned) {
            call.line.expected--;
        }
        return isAbandoned;
    }

    /** Calls up whose turn has come since somebody looked last. */
    private void callUp(long now) {
        Line next = nextLine();
        while (next != null && nextCallOf(next) <= now) {
            long gap = gap(nextCall);
            called.put(next.callUp(), new Call(next, now, gap));
            nextCall += gap;
            next = nextLine();
        }
        if (next == null) { // silence is not saved up
            nextCall = Math.max(nextCall, now);
        }
    }

    private @Nullable Line nextLine() {
        Line next = null;
        for (Line line : lines.values()) {
            if (line.size() > 0 && !isFull(line) && (next == null || line.served < next.served)) {
                next = line;
            }
        }
        return next;
    }

    // A watch may come back late, or never. Of the others a thread waits, and comes soon.
    private boolean isFull(Line line) {
        int soon = line.kind == RequestClass.POLL ? 0 : line.expected;
        return line.underWay + soon >= mostAtOnce;
    }

    /** {@return when the first of a line is called up, if that line is next} */
    private long nextCallOf(Line line) {
        long early = line.kind.isUrgent() ? (AT_ONCE - 1) * gap(nextCall) : 0;
        return Math.max(stoppedUntil(), nextCall - early);
    }

    private long untilCalled(Object who, Line own, long now) {
        Line next = nextLine();
        if (next == null || isFull(own)) {
            return SECOND;
        }
        // The line that is next may not be in such a hurry.
        return Math.max(nextCallOf(next), nextCallOf(own) + ahead(who, own, now) * gap(now)) - now;
    }

    /** {@return how many are called up before that caller; more than fit into the longest wait are not counted} */
    private long ahead(Object who, Line own, long now) {
        long inLine = own.before(who, LONGEST_WAIT.toNanos() / gap(now) + 1);
        double servedThen = own.served + (double) inLine / own.kind.weight();
        long ofOthers = 0;
        for (Line line : lines.values()) {
            if (line != own) {
                double before = (servedThen - line.served) * line.kind.weight();
                boolean isFirstOfEquals = line.kind.compareTo(own.kind) < 0;
                long whole = (long) (isFirstOfEquals ? Math.floor(before) + 1 : Math.ceil(before));
                ofOthers += Math.max(0, Math.min(line.size(), whole));
            }
        }
        return inLine + ofOthers;
    }

    /** {@return how much the line has been served that is next; if nobody waits, the one that was served most} */
    private double leastServed() {
        Line next = nextLine();
        return next != null
                ? next.served
                : lines.values().stream().mapToDouble(line -> line.served).max().orElse(0);
    }

    /**
     * Gives up the place of a caller that does not want to send any more.
     *
     * @param who the object that the caller asked with
     */
    synchronized void leave(Object who) {
        Call call = called.remove(who);
        if (call != null) {
            call.line.expected--;
            // It may be long ago, and silence is not saved up; or it was kept, by who has sent for it already.
            if (call.charged > 0 && now() - call.since < LONGEST_WAIT.toNanos()) {
                call.line.handOn();
                nextCall -= call.charged;
            }
        }
        lines.values().forEach(line -> line.remove(who));
    }

    /**
     * Lets a caller that waits go before the others of its line, but for those that were let so before.
     *
     * @param who the object that the caller asked with
     * @param kind what it wants to send
     */
    synchronized void goFirst(Object who, RequestClass kind) {
        lines.get(kind).putFirst(who);
    }

    /** {@return whether somebody waits for a turn, and has not been called up yet} */
    synchronized boolean isInLine(Object who, RequestClass kind) {
        return lines.get(kind).contains(who);
    }

    /** Counts one more request of a caller that was let through, whom others follow; {@return whether it may go} */
    synchronized boolean sendsAnother() {
        long now = now();
        if (stoppedUntil() > now) {
            return false;
        }
        callUp(now);
        nextCall += gap(nextCall);
        lastMinute.add(now);
        lastSecond.add(now);
        return true;
    }

    /**
     * Leaves its turn to a caller whose request was refused: it need not line up again.
     *
     * @param who the object that the caller asked with
     * @param kind what it sent
     */
    synchronized void keepTurn(Object who, RequestClass kind) {
        Line line = lines.get(kind);
        line.expected++;
        called.put(who, new Call(line, now(), 0));
    }

    /**
     * Takes back a turn for which the tenant has no room: the caller keeps it, and nobody goes before the wait is over.
     *
     * @param who the object that the caller asked with
     * @param kind what it has not sent
     * @param wait how long the tenant has no room for anybody
     */
    synchronized void takeBack(Object who, RequestClass kind, Duration wait) {
        done(kind);
        lastMinute.takeBack();
        lastSecond.takeBack();
        keepTurn(who, kind);
        heldUntil = Math.max(
                heldUntil, now() + Durations.shorter(wait, LONGEST_WAIT).toNanos());
        nextCall = Math.max(nextCall, heldUntil);
    }

    /**
     * Notes that a request is no longer under way.
     *
     * @param kind what it was
     */
    synchronized void done(RequestClass kind) {
        lines.get(kind).underWay--;
    }

    /**
     * Takes in an answer 429: nobody sends before the given time is over, and then at half the pace.
     *
     * @param atLeast how long to wait at least; no more than {@link SlowStart#LONGEST_PAUSE} is heeded
     */
    synchronized void throttled(Duration atLeast) {
        long now = now();
        callUp(now);
        if (atLeast.compareTo(SlowStart.LONGEST_PAUSE) > 0) {
            LOG.warn("The server asks for a pause of {}; the client makes one of {}", atLeast, SlowStart.LONGEST_PAUSE);
        }
        slowStart.throttled(atLeast, now);
        nextCall = Math.max(nextCall, slowStart.pausedUntil());
    }

    /** {@return how long nobody may send, because of an answer 429} */
    synchronized Duration pause() {
        return Duration.ofNanos(Math.max(0, slowStart.pausedUntil() - now()));
    }

    /** {@return how long it is until neither the last second nor the last minute is full} */
    private long untilWindowsAllow(Object who, long now) {
        double share = share(now);
        int mostInASecond = (int) Math.ceil(Math.max(LEAST_PER_SECOND, budget * MOST / 60) * share);
        int mostInAMinute = (int) Math.ceil(budget * MOST * share);
        // Of those who come at the same time, the same ones would else be too late each time.
        int leftToOthers = Math.min(calledBefore(who), mostInASecond / 2);
        return Math.max(
                lastSecond.untilRoom(mostInASecond - leftToOthers, now), lastMinute.untilRoom(mostInAMinute, now));
    }

    private int calledBefore(Object who) {
        int before = 0;
        for (Object other : called.keySet()) {
            if (before == MOST_LEFT_TO_OTHERS || other.equals(who)) {
                break;
            }
            before++;
        }
        return before;
    }

    private long gap(long now) {
        return Math.round(MINUTE / (budget * PACE * share(now)));
    }

    private double share(long now) {
        return slowStart.share(now);
    }

    private long stoppedUntil() {
        return Math.max(slowStart.pausedUntil(), heldUntil);
    }

    private long now() {
        return time.nanoTime() - origin;
    }
}
