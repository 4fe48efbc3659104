package io.github.anaplan4j.testkit.time;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.Timer;
import java.time.Duration;
import java.time.Instant;

/**
 * Real time, run through faster, for code under test that does not take a clock of ours. A run of eleven minutes is
 * over after eleven seconds if a minute is a second; what such code waits for, it waits for in real time.
 * Thread-safe.
 */
public final class FastTime implements TimeSource {
    // Within these a clock can be counted in nanoseconds for a while, and so can what is waited for.
    private static final double LEAST = 0.001;
    private static final double MOST = 10_000_000;

    private final double factor;
    private final TimeSource real = TimeSource.system();
    private final Instant startedAt = real.now();
    private final long startedAtNanos = real.nanoTime();

    private FastTime(double factor) {
        this.factor = factor;
    }

    /**
     * Makes a clock that goes so many times as fast.
     *
     * @param factor how many seconds pass in a real one: 60 makes a minute a second
     * @return the clock
     * @throws IllegalArgumentException if it is not from 0.001 to 10,000,000
     */
    public static FastTime times(double factor) {
        if (!(factor >= LEAST && factor <= MOST)) {
            throw new IllegalArgumentException(
                    "Time does not go " + factor + " times as fast; the factor is from 0.001 to 10,000,000.");
        }
        return new FastTime(factor);
    }

    /** {@return how many seconds pass in a real one} */
    public double factor() {
        return factor;
    }

    @Override
    public Instant now() {
        return startedAt.plusNanos(nanoTime());
    }

    @Override
    public long nanoTime() {
        return (long) ((real.nanoTime() - startedAtNanos) * factor);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        real.sleep(inReality(duration));
    }

    @Override
    public Timer newTimer(String name) {
        Timer timer = real.newTimer(name);
        return new Timer() {
            @Override
            public Entry schedule(Duration delay, Runnable action) {
                return timer.schedule(inReality(delay), action);
            }

            @Override
            public boolean hasOwnThread() {
                return timer.hasOwnThread();
            }

            @Override
            public void close() {
                timer.close();
            }
        };
    }

    private Duration inReality(Duration duration) {
        return Duration.ofNanos((long) (duration.toNanos() / factor));
    }
}
