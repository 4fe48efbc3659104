package io.github.anaplan4j.internal.base;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts what was sent within the last second, or whatever else its length is. Not thread-safe. */
public final class SlidingWindow {
    private final long length;
    private final Deque<Long> sent = new ArrayDeque<>();

    /**
     * Makes an empty window.
     *
     * @param length how long what was sent counts
     */
    public SlidingWindow(Duration length) {
        this.length = length.toNanos();
    }

    /**
     * Counts one more.
     *
     * @param now the moment, in nanoseconds, not before the last one
     */
    public void add(long now) {
        sent.add(now);
    }

    /** Uncounts the latest, which was not sent after all. */
    public void takeBack() {
        sent.pollLast();
    }

    /**
     * Tells how long the window is full.
     *
     * @param most how many it may hold
     * @param now the moment, in nanoseconds
     * @return how long until one more may be sent; zero if it may be now
     */
    public long untilRoom(int most, long now) {
        while (!sent.isEmpty() && sent.getFirst() < now - length) {
            sent.removeFirst();
        }
        if (sent.size() < most) {
            return 0;
        }
        return sent.isEmpty() ? length : sent.getFirst() + length + 1 - now;
    }
}
