package io.github.anaplan4j.testkit.time;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only when somebody waits for it, or when the test says so. A sleep returns at once and moves the
 * clock by its whole length; what becomes due meanwhile runs on the way, in order, on the thread that lets the time
 * pass. So a watch of two hours takes milliseconds and is exact. Thread-safe, but made for one thread that waits at a
 * time.
 */
public final class VirtualTime implements TimeSource {
    private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

    private final Instant start;
    // Sorted, and not a heap: of a hundred thousand watches each cancels what it waits for, again and again.
    private final NavigableSet<Due> agenda =
            new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::number));
    private Duration passed = Duration.ZERO;
    private Duration jumped = Duration.ZERO;
    private long entries;

    private record Due(Duration at, long number, Runnable action) {}

    private VirtualTime(Instant start) {
        this.start = start;
    }

    /** {@return a clock that stands at the beginning of 2026} */
    public static VirtualTime create() {
        return startingAt(DEFAULT_START);
    }

    /**
     * Makes a clock that stands at a moment.
     *
     * @param start where the clock stands at first
     * @return the clock
     */
    public static VirtualTime startingAt(Instant start) {
        return new VirtualTime(Objects.requireNonNull(start, "start"));
    }

    /**
     * Lets time pass, and runs on this thread what becomes due, in order.
     *
     * @param duration how much; not negative
     * @throws IllegalArgumentException if it is negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time does not run backwards: " + duration);
        }
        Duration end = passed().plus(duration);
        for (Due due = nextUntil(end); due != null; due = nextUntil(end)) {
            due.action().run();
        }
        passTo(end);
    }

    private synchronized @Nullable Due nextUntil(Duration end) {
        if (agenda.isEmpty() || agenda.first().at().compareTo(end) > 0) {
            return null;
        }
        Due due = agenda.pollFirst();
        passTo(due.at());
        return due;
    }

    private synchronized void passTo(Duration end) {
        if (end.compareTo(passed) > 0) {
            passed = end;
        }
    }

    /**
     * Moves the wall clock, and it alone: as when somebody sets it, or a machine is moved to another host.
     *
     * @param duration how far; may be negative
     */
    public synchronized void jump(Duration duration) {
        jumped = jumped.plus(duration);
    }

    /**
     * Plans something for later.
     *
     * @param delay how much later; zero or less means as soon as time passes
     * @param action what to do then, on the thread that lets the time pass
     * @return a handle to cancel it
     */
    public synchronized Timer.Entry in(Duration delay, Runnable action) {
        Due due = new Due(passed.plus(delay.isNegative() ? Duration.ZERO : delay), entries++, action);
        agenda.add(due);
        return () -> cancel(due);
    }

    private synchronized void cancel(Due due) {
        agenda.remove(due);
    }

    /** {@return how much time has passed since the start} */
    public synchronized Duration passed() {
        return passed;
    }

    @Override
    public synchronized Instant now() {
        return start.plus(passed).plus(jumped);
    }

    @Override
    public long nanoTime() {
        return passed().toNanos();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Duration end = passed().plus(duration.isNegative() ? Duration.ZERO : duration);
        failIfInterrupted();
        for (Due due = nextUntil(end); due != null; due = nextUntil(end)) {
            due.action().run();
            failIfInterrupted();
        }
        passTo(end);
    }

    private static void failIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted during a virtual sleep");
        }
    }

    @Override
    public Timer newTimer(String name) {
        return new VirtualTimer();
    }

    /** Entries of the common agenda that end with the timer. */
    private final class VirtualTimer implements Timer {
        private boolean closed;

        @Override
        public Entry schedule(Duration delay, Runnable action) {
            return in(delay, () -> {
                if (!isClosed()) {
                    action.run();
                }
            });
        }

        @Override
        public boolean hasOwnThread() {
            return false;
        }

        private synchronized boolean isClosed() {
            return closed;
        }

        @Override
        public synchronized void close() {
            closed = true;
        }
    }
}
