package io.github.anaplan4j.spi;

import java.time.Duration;

/** Runs things later. Thread-safe. */
public interface Timer extends AutoCloseable {
    /** Something that will run later. */
    @FunctionalInterface
    interface Entry {
        /** Forgets it, unless it runs already. */
        void cancel();
    }

    /**
     * @param delay how much later; zero or less means at once, but never within this call
     * @param action what to do, on the timer's thread: it should only hand over
     * @return a handle to cancel it
     */
    Entry schedule(Duration delay, Runnable action);

    /** Forgets everything and ends the timer's thread. */
    @Override
    void close();
}
