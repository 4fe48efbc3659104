package io.github.anaplan4j.spi;

import java.time.Duration;
import java.time.Instant;

/**
 * Where the library gets its time from. Nothing else in it reads a clock or waits, so that a test can put virtual time
 * here and watch a two-hour run in milliseconds. Implementations are thread-safe.
 */
public interface TimeSource {
    /** {@return the wall-clock time; it may jump} */
    Instant now();

    /** {@return nanoseconds since an arbitrary origin; only differences mean anything, and it never runs backwards} */
    long nanoTime();

    /**
     * Waits.
     *
     * @param duration how long; zero or less returns at once
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Waits on behalf of code that has something better to do with an interrupt than to throw it.
     *
     * @param duration how long; zero or less returns at once
     * @return whether all of it was waited; if not, the thread's interrupt flag is set
     */
    default boolean pause(Duration duration) {
        try {
            sleep(duration);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * @param name what to call its thread, if it needs one
     * @return a timer in this time, which the caller closes
     */
    Timer newTimer(String name);

    /** {@return the time of this machine} */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
