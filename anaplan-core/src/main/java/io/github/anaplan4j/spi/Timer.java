package io.github.anaplan4j.spi;

import java.time.Duration;

/**
 * Runs actions later.
 *
 * <p>Thread-safe.
 */
public interface Timer extends AutoCloseable {
    /** An action that will run later. */
    @FunctionalInterface
    interface Entry {
        /** Cancels the action, unless it runs already. */
        void cancel();
    }

    /**
     * Schedules an action.
     *
     * @param delay how much later; zero or less means at once, but never within this call
     * @param action what to do on the timer's thread, which it should hand over quickly
     * @return a handle to cancel it
     */
    Entry schedule(Duration delay, Runnable action);

    /**
     * Tells whether actions run on a thread of this timer's own.
     *
     * <p>Such a thread must not be held up, so that everything that takes long is handed over to others. By default it
     * is so. In virtual time actions run on the thread that lets the time pass, and take as long as they want.
     *
     * @return whether there is such a thread
     */
    default boolean hasOwnThread() {
        return true;
    }

    /** Cancels everything and ends the timer's thread. */
    @Override
    void close();
}
