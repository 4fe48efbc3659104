package io.github.anaplan4j.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Time that moves only when the test moves it, or when something sleeps. What is due meanwhile runs on the thread that
 * moves it, in order. For one thread.
 */
public class ManualTime implements TimeSource {
    private record Entry(Duration due, long number, Object owner, Runnable action) {}

    private final NavigableSet<Entry> entries =
            new TreeSet<>(Comparator.comparing(Entry::due).thenComparing(Entry::number));
    private Duration passed = Duration.ZERO;
    private Duration jumped = Duration.ZERO;
    private long scheduled;

    /** Lets time pass; what is due may let more of it pass. */
    public void pass(Duration duration) {
        Duration end = passed.plus(duration);
        while (!entries.isEmpty() && entries.first().due.compareTo(end) <= 0) {
            Entry next = entries.pollFirst();
            passTo(next.due);
            next.action.run();
        }
        passTo(end);
    }

    private void passTo(Duration moment) {
        passed = moment.compareTo(passed) > 0 ? moment : passed;
    }

    public Duration passed() {
        return passed;
    }

    /** Runs something when that time has passed. */
    public void in(Duration delay, Runnable action) {
        schedule(delay, this, action);
    }

    /** Sets the clock on the wall, and nothing else. */
    public void jump(Duration difference) {
        jumped = jumped.plus(difference);
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plus(passed).plus(jumped);
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

    private Entry schedule(Duration delay, Object owner, Runnable action) {
        Entry entry = new Entry(passed.plus(delay), scheduled++, owner, action);
        entries.add(entry);
        return entry;
    }

    @Override
    public Timer newTimer(String name) {
        return new Timer() {
            @Override
            public Timer.Entry schedule(Duration delay, Runnable action) {
                ManualTime.Entry entry = ManualTime.this.schedule(delay, this, action);
                return () -> entries.remove(entry);
            }

            @Override
            public boolean hasOwnThread() {
                return false;
            }

            @Override
            public void close() {
                entries.removeIf(entry -> entry.owner == this);
            }
        };
    }
}
