package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the rate of requests that a client sends, over all its watches and transfers.
 *
 * <p>Anaplan allows 600 a minute to a whole tenant, all its users and integrations together. So a client takes a part
 * of that and leaves the rest to others.
 *
 * <p>Each caller that asks gets a place in the line of its class. The lines share the pace by weight. A place is kept
 * until its owner comes, however late, because a scheduler may come by every ten seconds only; meanwhile it holds up
 * nobody. Only the order is kept: the pace is that of the moment at which a request leaves. The last second and the
 * last minute are counted, so that late callers do not go all at once. An answer 429 stops everybody, then halves the
 * pace, which recovers over five minutes. Thread-safe.
 */
final class RequestBudget {
    private static final Logger LOG = LoggerFactory.getLogger(RequestBudget.class);

    /** The longest time for which a server can stop the client: an odd header must not silence it for a day. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    // Requests that leave evenly arrive in bunches. The difference keeps every window at the server within the budget.
    private static final double MARGIN = 0.8;
    // A small budget may be used in little bursts, by callers that come by rarely.
    private static final int LEAST_PER_SECOND = 5;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    // Callers that come later than they were told, by that, may use the margin. Those that are always there would
    // otherwise leave them nothing.
    private static final long LATE = SECOND;
    private static final double LOWEST_SHARE = 1.0 / 16;
    private static final long RECOVERY = Duration.ofMinutes(5).toNanos();
    // Answers 429 to requests that were under way together count as one.
    private static final long SAME_THROTTLING = Duration.ofSeconds(5).toNanos();
    // Nobody sleeps through an earlier chance for longer than this.
    private static final long LONGEST_WAIT = Duration.ofSeconds(15).toNanos();
    private static final long LONGEST_DEBT = Duration.ofMinutes(1).toNanos();
    // The share of a pause by which it is lengthened at most, so that many clients do not wake together.
    private static final double JITTER = 0.1;
    // The age of places whose owners never came back. They are forgotten when there are many.
    private static final long ABANDONED = Duration.ofHours(1).toNanos();
    private static final int MANY = 10_000;

    private final TimeSource time;
    private final long origin;
    private final long salt;
    private final double perMinute;
    private final Map<RequestClass, Line> lines = new EnumMap<>(RequestClass.class);
    private final Deque<Long> lastMinute = new ArrayDeque<>();
    private final Deque<Long> lastSecond = new ArrayDeque<>();
    private long nextLeave;
    private long pausedUntil;
    private double shareAfterPause = 1;
    private long lastThrottled = -MINUTE;

    /** Those of one class who wait, in their order, and the moment for which each was told to come back. */
    private static final class Line {
        private final Map<Object, Long> dues = new LinkedHashMap<>();
        // What was sent, divided by the weight: the line with the least is served next.
        private double served;
    }

    RequestBudget(int requestsPerMinute, TimeSource time) {
        if (requestsPerMinute < 1) {
            throw new IllegalArgumentException(
                    "The request budget is " + requestsPerMinute + " a minute; it must be at least 1.");
        }
        this.time = time;
        this.origin = time.nanoTime();
        Instant now = time.now();
        this.salt = 31 * origin + now.getEpochSecond() * 1_000_000_000L + now.getNano();
        this.perMinute = requestsPerMinute * MARGIN;
        for (RequestClass each : RequestClass.values()) {
            lines.put(each, new Line());
        }
    }

    /** Asks to send a poll, see {@link #ask(Object, RequestClass)}. */
    Duration ask(Object who) {
        return ask(who, RequestClass.POLL);
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
        Line line = lines.get(kind);
        Long due = line.dues.get(who);
        long late = due == null ? 0 : now - due;
        long wait = pausedUntil - now;
        if (wait <= 0) {
            wait = untilItsTurn(who, kind, now, late);
        }
        if (wait <= 0) {
            line.dues.remove(who);
            serve(kind, line);
            sent(now);
            nextLeave = Math.max(nextLeave, now + gap(now));
            return Duration.ZERO;
        }
        wait = Math.min(wait, LONGEST_WAIT);
        takePlace(who, line, due == null, now, now + wait);
        return Duration.ofNanos(wait);
    }

    private long untilItsTurn(Object who, RequestClass kind, long now, long late) {
        long ahead = ahead(who, kind, now);
        boolean isOverdue = late > LATE && ahead == 0;
        // Where nobody is there who would be held up, the present is free, whatever the order.
        boolean isFree = now >= nextLeave && (ahead == 0 || !isSomebodyDue(who, kind, now));
        if (isOverdue || isFree) {
            return untilWindowsAllow(now, isOverdue);
        }
        return Math.max(1, nextLeave - now) + ahead * gap(now);
    }

    /** {@return how many will leave before that caller does; more than fit into the longest wait are not counted} */
    private long ahead(Object who, RequestClass kind, long now) {
        Line own = lines.get(kind);
        long most = LONGEST_WAIT / gap(now) + 1;
        long inLine = thoseThere(own, who, most, now);
        double servedThen = Math.max(own.served, leastServed()) + (double) inLine / kind.weight();
        long ofOthers = 0;
        for (Map.Entry<RequestClass, Line> other : lines.entrySet()) {
            if (other.getKey() != kind) {
                Line line = other.getValue();
                double before = (servedThen - Math.max(line.served, leastServed()))
                        * other.getKey().weight();
                ofOthers += thoseThere(line, who, (long) Math.ceil(before), now);
            }
        }
        return inLine + ofOthers;
    }

    private static long thoseThere(Line line, Object before, long most, long now) {
        long there = 0;
        for (Map.Entry<Object, Long> other : line.dues.entrySet()) {
            if (there >= most || other.getKey().equals(before)) {
                break;
            }
            if (isThere(other.getValue(), now)) {
                there++;
            }
        }
        return there;
    }

    // One who does not come when told to is taken for absent.
    private static boolean isThere(long due, long now) {
        return now - due <= LATE;
    }

    /** {@return whether one who should go first is about to ask} */
    private boolean isSomebodyDue(Object who, RequestClass kind, long now) {
        double own = lines.get(kind).served;
        for (Map.Entry<RequestClass, Line> each : lines.entrySet()) {
            boolean goesFirst = each.getKey() == kind || each.getValue().served < own;
            if (goesFirst) {
                for (Map.Entry<Object, Long> other : each.getValue().dues.entrySet()) {
                    if (other.getKey().equals(who)) {
                        break;
                    }
                    if (other.getValue() <= now && isThere(other.getValue(), now)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void takePlace(Object who, Line line, boolean isNew, long now, long due) {
        if (isNew) {
            if (line.dues.isEmpty()) { // what it did not use while nobody wanted it is gone
                line.served = Math.max(line.served, leastServed());
            }
            if (line.dues.size() >= MANY) {
                line.dues.values().removeIf(other -> now - other > ABANDONED);
            }
        }
        line.dues.put(who, due);
    }

    private void serve(RequestClass kind, Line line) {
        line.served = Math.max(line.served, leastServed()) + 1.0 / kind.weight();
    }

    /** {@return how much the line has been served that is next} */
    private double leastServed() {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (Line line : lines.values()) {
            most = Math.max(most, line.served);
            if (!line.dues.isEmpty()) {
                least = Math.min(least, line.served);
            }
        }
        return Double.isInfinite(least) ? most : least;
    }

    /**
     * Gives up the place of a caller that does not want to send any more.
     *
     * @param who the object that the caller asked with
     */
    synchronized void leave(Object who) {
        lines.values().forEach(line -> line.dues.remove(who));
    }

    /** Counts a request that was sent without asking, because somebody waits for it. */
    synchronized void spend() {
        long now = now();
        sent(now);
        nextLeave = Math.max(nextLeave, now + gap(now));
        nextLeave = Math.max(nextLeave, Math.min(nextLeave + gap(now), now + LONGEST_DEBT));
    }

    /**
     * Takes in an answer 429: nobody sends before the given time is over, and then at half the pace.
     *
     * @param atLeast how long to wait at least; no more than {@link #LONGEST_PAUSE} is heeded
     */
    synchronized void throttled(Duration atLeast) {
        long now = now();
        if (now - lastThrottled > SAME_THROTTLING) {
            shareAfterPause = Math.max(LOWEST_SHARE, share(now) / 2);
        }
        lastThrottled = now;
        Duration pause = Durations.shorter(atLeast, LONGEST_PAUSE);
        if (pause.compareTo(atLeast) < 0) {
            LOG.warn("The server asks for a pause of {}; the client makes one of {}", atLeast, pause);
        }
        long jittered = pause.toNanos() + (long) (pause.toNanos() * JITTER * chance(salt));
        pausedUntil = Math.max(pausedUntil, now + jittered);
        nextLeave = Math.max(pausedUntil, Math.min(nextLeave, now + gap(now)));
    }

    /** {@return how long nobody may send, because of an answer 429} */
    synchronized Duration pause() {
        return Duration.ofNanos(Math.max(0, pausedUntil - now()));
    }

    /** {@return a number from 0, inclusive, to 1, exclusive, that looks like chance and differs between clients} */
    private static double chance(long seed) {
        long mixed = (seed ^ seed >>> 33) * 0xFF51AFD7ED558CCDL; // the finalizer of MurmurHash3
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        mixed ^= mixed >>> 33;
        return (mixed >>> 11) * 0x1.0p-53;
    }

    private void sent(long now) {
        forget(lastMinute, now - MINUTE);
        forget(lastSecond, now - SECOND);
        lastMinute.add(now);
        lastSecond.add(now);
    }

    /** {@return how long it is until neither the last second nor the last minute is full} */
    private long untilWindowsAllow(long now, boolean late) {
        double share = share(now);
        int mostInASecond = (int) Math.max(LEAST_PER_SECOND, perMinute / 60);
        return Math.max(
                untilAllowed(lastSecond, SECOND, (int) Math.max(1, mostInASecond * share), now),
                untilAllowed(
                        lastMinute, MINUTE, (int) Math.max(1, (late ? perMinute / MARGIN : perMinute) * share), now));
    }

    private static long untilAllowed(Deque<Long> sent, long window, int most, long now) {
        forget(sent, now - window);
        return sent.size() < most ? 0 : sent.getFirst() + window + 1 - now;
    }

    private static void forget(Deque<Long> sent, long then) {
        while (!sent.isEmpty() && sent.getFirst() < then) {
            sent.removeFirst();
        }
    }

    private long gap(long now) {
        return Math.round(MINUTE / (perMinute * share(now)));
    }

    private double share(long now) {
        return Math.min(1, shareAfterPause + (double) Math.max(0, now - pausedUntil) / RECOVERY);
    }

    private long now() {
        return time.nanoTime() - origin;
    }
}
