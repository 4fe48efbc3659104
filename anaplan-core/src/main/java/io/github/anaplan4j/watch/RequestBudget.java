package io.github.anaplan4j.watch;

import io.github.anaplan4j.time.TimeSource;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many requests a client may send, over all its watches. Anaplan allows 600 a minute to a whole tenant, all its users
 * and integrations together, so a client takes a part of that and leaves the rest to others. Requests go out one by one at
 * an even pace, whoever became due first goes first, and an answer 429 halves the pace, which then recovers over five
 * minutes. Thread-safe.
 */
final class RequestBudget {
    /** Half of what Anaplan allows a tenant. */
    static final int DEFAULT_PER_MINUTE = 300;

    // Requests sent evenly arrive bunched; the pace stays below the budget so that no window at the server exceeds it.
    private static final double MARGIN = 0.9;
    private static final double LOWEST_SHARE = 1.0 / 16;
    private static final long RECOVERY = Duration.ofMinutes(5).toNanos();
    // Answers 429 to requests that were under way together are one message.
    private static final long SAME_THROTTLING = Duration.ofSeconds(5).toNanos();
    // One who does not come back this long after his turn has left the queue.
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

    private final TimeSource time;
    private final long origin;
    private final double fullPace;
    private final Map<Object, Turn> queue = new LinkedHashMap<>();
    private long nextFree;
    private long lastPromise;
    private double shareAtThrottling = 1;
    private long throttledAt;
    private boolean everThrottled;

    private static final class Turn {
        private long at;

        private Turn(long at) {
            this.at = at;
        }
    }

    RequestBudget(int requestsPerMinute, TimeSource time) {
        if (requestsPerMinute < 1) {
            throw new IllegalArgumentException(
                    "The request budget is " + requestsPerMinute + " a minute; it must be at least 1.");
        }
        this.time = time;
        this.fullPace = Duration.ofMinutes(1).toNanos() / (requestsPerMinute * MARGIN);
        this.origin = time.nanoTime();
    }

    /**
     * Asks to send one request now. Who is told to wait keeps his place in the queue and asks again.
     *
     * @param who anything that tells the asker from others
     * @return zero if the request may go, which counts as sent; else how long to wait before asking again
     */
    synchronized Duration ask(Object who) {
        long now = now();
        forgetThoseWhoLeft(now);
        boolean first = queue.isEmpty() || queue.keySet().iterator().next().equals(who);
        if (first && now >= nextFree) {
            queue.remove(who);
            nextFree = now + gap(now);
            return Duration.ZERO;
        }
        Turn turn = queue.get(who);
        if (turn == null) {
            lastPromise = queue.isEmpty() ? nextFree : Math.max(nextFree, lastPromise) + gap(now);
            turn = new Turn(lastPromise);
            queue.put(who, turn);
        } else {
            turn.at = first ? nextFree : Math.max(turn.at, now + gap(now));
        }
        return Duration.ofNanos(Math.max(1, turn.at - now));
    }

    /** @param who an asker who does not want to send any more */
    synchronized void leave(Object who) {
        queue.remove(who);
    }

    /** Counts a request that was sent without asking, because somebody waits for it. */
    synchronized void spend() {
        long now = now();
        nextFree = Math.max(now, nextFree) + gap(now);
    }

    /**
     * The server answered 429: nobody sends before that time is over, and then at half the pace.
     *
     * @param atLeast how long to wait
     */
    synchronized void throttled(Duration atLeast) {
        long now = now();
        if (!everThrottled || now - throttledAt > SAME_THROTTLING) {
            shareAtThrottling = Math.max(LOWEST_SHARE, share(now) / 2);
        }
        everThrottled = true;
        throttledAt = now;
        nextFree = Math.max(nextFree, now + atLeast.toNanos());
    }

    private long now() {
        return time.nanoTime() - origin;
    }

    private long gap(long now) {
        return Math.round(fullPace / share(now));
    }

    private double share(long now) {
        return everThrottled ? Math.min(1, shareAtThrottling + (double) (now - throttledAt) / RECOVERY) : 1;
    }

    private void forgetThoseWhoLeft(long now) {
        Iterator<Turn> turns = queue.values().iterator();
        while (turns.hasNext()) {
            Turn first = turns.next();
            if (now - first.at <= PATIENCE) {
                return;
            }
            turns.remove();
        }
    }
}
