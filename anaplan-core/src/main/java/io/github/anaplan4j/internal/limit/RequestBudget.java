package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits the rate of requests that a client sends, over all its watches.
 *
 * <p>Anaplan allows 600 a minute to a whole tenant, all its users and integrations together. So a client takes a part
 * of that and leaves the rest to others.
 *
 * <p>Each caller that asks gets a slot. Slots lie an even pace apart, so whoever asked first goes first. A slot is kept
 * until its owner comes, however late, because a scheduler may come by every ten seconds only. The last second and the
 * last minute are counted, so that late callers do not go all at once. An answer 429 stops everybody, then halves the
 * pace, which recovers over five minutes. Thread-safe.
 */
final class RequestBudget {
    // Requests that leave evenly arrive in bunches. The difference keeps every window at the server within the budget.
    private static final double MARGIN = 0.8;
    // A small budget may be used in little bursts, by callers that come by rarely.
    private static final int LEAST_PER_SECOND = 5;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    // Callers that come to their slot later than that may use the margin. Those that are always there would otherwise
    // leave them nothing.
    private static final long LATE = SECOND;
    private static final double LOWEST_SHARE = 1.0 / 16;
    private static final long RECOVERY = Duration.ofMinutes(5).toNanos();
    // Answers 429 to requests that were under way together count as one.
    private static final long SAME_THROTTLING = Duration.ofSeconds(5).toNanos();
    // Nobody sleeps through an earlier chance for longer than this.
    private static final long LONGEST_WAIT = Duration.ofSeconds(15).toNanos();
    private static final long LONGEST_DEBT = Duration.ofMinutes(1).toNanos();
    // The age of slots whose owners never came back. They are forgotten when there are many.
    private static final long ABANDONED = Duration.ofHours(1).toNanos();
    private static final int MANY = 10_000;

    private final TimeSource time;
    private final long origin;
    private final double perMinute;
    private final Map<Object, Long> slots = new HashMap<>();
    private final Deque<Long> lastMinute = new ArrayDeque<>();
    private final Deque<Long> lastSecond = new ArrayDeque<>();
    private long nextSlot;
    private long lastSent = -MINUTE;
    private long pausedUntil;
    private double shareAfterPause = 1;
    private long lastThrottled = -MINUTE;

    RequestBudget(int requestsPerMinute, TimeSource time) {
        if (requestsPerMinute < 1) {
            throw new IllegalArgumentException(
                    "The request budget is " + requestsPerMinute + " a minute; it must be at least 1.");
        }
        this.time = time;
        this.origin = time.nanoTime();
        this.perMinute = requestsPerMinute * MARGIN;
    }

    /**
     * Asks to send one request now.
     *
     * <p>A caller that has to wait keeps its slot and asks again.
     *
     * @param who an object that tells the caller from others
     * @return zero if the request may go, which counts as sent; else how long to wait before asking again
     */
    synchronized Duration ask(Object who) {
        long now = now();
        Long slot = slots.get(who);
        if (slot == null) {
            slot = newSlot(who, now);
        }
        // A slot in the future need not be waited for when nobody else wants the present.
        boolean mayGo = slot <= now || now >= lastSent + gap(now);
        long wait = mayGo ? Math.max(pausedUntil - now, untilWindowsAllow(now, now - slot > LATE)) : slot - now;
        if (wait <= 0) {
            slots.remove(who);
            sent(now);
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.min(wait, LONGEST_WAIT));
    }

    private long newSlot(Object who, long now) {
        long slot = Math.max(now, nextSlot);
        nextSlot = slot + gap(now);
        if (slots.size() >= MANY) {
            slots.values().removeIf(other -> now - other > ABANDONED);
        }
        slots.put(who, slot);
        return slot;
    }

    /**
     * Gives up the slot of a caller that does not want to send any more.
     *
     * @param who the object that the caller asked with
     */
    synchronized void leave(Object who) {
        slots.remove(who);
        if (slots.isEmpty()) {
            nextSlot = 0;
        }
    }

    /** Counts a request that was sent without asking, because somebody waits for it. */
    synchronized void spend() {
        long now = now();
        sent(now);
        nextSlot = Math.max(nextSlot, Math.min(nextSlot + gap(now), now + LONGEST_DEBT));
    }

    /**
     * Takes in an answer 429: nobody sends before the given time is over, and then at half the pace.
     *
     * @param atLeast how long to wait at least
     */
    synchronized void throttled(Duration atLeast) {
        long now = now();
        if (now - lastThrottled > SAME_THROTTLING) {
            shareAfterPause = Math.max(LOWEST_SHARE, share(now) / 2);
        }
        lastThrottled = now;
        pausedUntil = Math.max(pausedUntil, now + atLeast.toNanos());
        // Those who wait line up anew behind the pause; their old slots would all be due at its end.
        slots.clear();
        nextSlot = pausedUntil;
    }

    private void sent(long now) {
        lastSent = now;
        nextSlot = Math.max(nextSlot, now + gap(now));
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
