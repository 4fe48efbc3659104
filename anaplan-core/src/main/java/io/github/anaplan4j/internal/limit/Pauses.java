package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.spi.TimeSource;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Makes the pauses of a client, each of which ends soon after the client is closed.
 *
 * <p>It is the one place that waits on a thread of the user's. Thread-safe.
 */
public final class Pauses {
    // How soon somebody who waits notices that the client was closed.
    private static final Duration NAP = Duration.ofSeconds(1);

    private final Lifecycle lifecycle;
    private final TimeSource time;

    /**
     * Makes them.
     *
     * @param lifecycle knows whether the client is open
     * @param time the clock
     */
    public Pauses(Lifecycle lifecycle, TimeSource time) {
        this.lifecycle = lifecycle;
        this.time = time;
    }

    long nanoTime() {
        return time.nanoTime();
    }

    /**
     * Waits for a duration, as long as the client is open and the thread is not interrupted.
     *
     * @param wait how long; zero or less only looks whether there may be a wait
     * @return whether all of it was waited; after an interrupt the thread's flag is set
     */
    public boolean pause(Duration wait) {
        return pause(wait, () -> false);
    }

    /**
     * Waits for a duration as {@link #pause(Duration)} does, or until something is so, noticed within a second.
     *
     * @param wait how long
     * @param isOver whether not to wait any longer
     * @return whether all of it was waited, or there was no more need to
     */
    public boolean pause(Duration wait, BooleanSupplier isOver) {
        Duration left = wait;
        do {
            Duration nap = Durations.shorter(left, NAP);
            long before = time.nanoTime();
            if (!lifecycle.isOpen() || !time.pause(nap)) {
                return false;
            }
            // A machine that was asleep has waited for longer.
            left = left.minusNanos(Math.max(nap.toNanos(), time.nanoTime() - before));
        } while (!Durations.isOver(left) && !isOver.getAsBoolean());
        return true;
    }
}
