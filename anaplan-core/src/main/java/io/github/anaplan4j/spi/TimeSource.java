package io.github.anaplan4j.spi;

import java.time.Duration;
import java.time.Instant;

/**
 * Tells the library the time, and lets it wait.
 *
 * <p>Nothing else in the library reads a clock or waits, so that a test can put virtual time here and watch a two-hour
 * run in milliseconds. Everything asks it, so all but a wait returns at once. Implementations are thread-safe.
 */
public interface TimeSource {
    /** {@return the wall-clock time, which may jump} */
    Instant now();

    /**
     * {@return nanoseconds since an arbitrary origin}
     *
     * <p>Only differences mean anything. It never runs backwards.
     */
    long nanoTime();

    /**
     * Waits for a duration, and throws when it is interrupted.
     *
     * @param duration how long; zero or less returns at once
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Waits for a duration, and returns when it is interrupted.
     *
     * <p>It is for code that has something better to do with an interrupt than to throw it.
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
     * Makes a timer that runs in this time.
     *
     * @param name the name of the timer's thread, if it needs one
     * @return a timer, which the caller closes
     */
    Timer newTimer(String name);

    /** {@return the time source with the clocks of this machine} */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
