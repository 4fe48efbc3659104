package io.github.anaplan4j.testkit;

import io.github.anaplan4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * Time that passes only when somebody waits for it, or when the test says so. A sleep returns at once and moves the clock
 * by its whole length, so a watch of two hours takes milliseconds and is exact. Thread-safe.
 */
public final class VirtualTime implements TimeSource {
    private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

    private final Instant start;
    private Duration passed = Duration.ZERO;

    private VirtualTime(Instant start) {
        this.start = start;
    }

    /** {@return a clock that stands at the beginning of 2026} */
    public static VirtualTime create() {
        return startingAt(DEFAULT_START);
    }

    /**
     * @param start where the clock stands at first
     * @return a clock
     */
    public static VirtualTime startingAt(Instant start) {
        return new VirtualTime(start);
    }

    /**
     * Lets time pass.
     *
     * @param duration how much; not negative
     */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time does not run backwards: " + duration);
        }
        passed = passed.plus(duration);
    }

    /** {@return how much time has passed since the start} */
    public synchronized Duration passed() {
        return passed;
    }

    @Override
    public Instant now() {
        return start.plus(passed());
    }

    @Override
    public long nanoTime() {
        return passed().toNanos();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before the sleep");
        }
        if (!duration.isNegative()) {
            advance(duration);
        }
    }
}
