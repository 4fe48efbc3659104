package io.github.anaplan4j.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that moves only when the test moves it, or when something sleeps. What is due meanwhile runs on the thread that
 * moves it, in order. For one thread.
 */
public class ManualTime implements TimeSource {
    private static final class Entry {
        private final Duration due;
        private final long number;
        private final Runnable action;

        Entry(Duration due, long number, Runnable action) {
            this.due = due;
            this.number = number;
            this.action = action;
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(
            Comparator.<Entry, Duration>comparing(entry -> entry.due).thenComparing(entry -> entry.number));
    private Duration passed = Duration.ZERO;
    private long scheduled;

    public void pass(Duration duration) {
        Duration end = passed.plus(duration);
        while (!entries.isEmpty() && entries.peek().due.compareTo(end) <= 0) {
            Entry next = entries.poll();
            passed = next.due.compareTo(passed) > 0 ? next.due : passed;
            next.action.run();
        }
        passed = end;
    }

    public Duration passed() {
        return passed;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plus(passed);
    }

    @Override
    public long nanoTime() {
        return passed.toNanos();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        pass(duration);
    }

    @Override
    public Timer newTimer(String name) {
        return new Timer() {
            @Override
            public Timer.Entry schedule(Duration delay, Runnable action) {
                ManualTime.Entry entry = new ManualTime.Entry(passed.plus(delay), scheduled++, action);
                entries.add(entry);
                return () -> entries.remove(entry);
            }

            @Override
            public void close() {
                entries.clear();
            }
        };
    }
}
