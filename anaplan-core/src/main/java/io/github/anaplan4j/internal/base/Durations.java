package io.github.anaplan4j.internal.base;

import java.time.Duration;

/** Compares durations. */
public final class Durations {
    /** The longest duration there is, for whoever has no limit. */
    public static final Duration ENDLESS = Duration.ofSeconds(Long.MAX_VALUE);

    private Durations() {}

    /**
     * Takes the longer of two durations.
     *
     * @param one a duration
     * @param other another
     * @return the longer one
     */
    public static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /**
     * Takes the shorter of two durations.
     *
     * @param one a duration
     * @param other another
     * @return the shorter one
     */
    public static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Adds two durations.
     *
     * @param one a duration that is not negative
     * @param other another
     * @return their sum, or the longest duration there is if that is longer
     */
    public static Duration sum(Duration one, Duration other) {
        try {
            return one.plus(other);
        } catch (ArithmeticException tooLong) {
            return ENDLESS;
        }
    }

    /**
     * Tells whether there is nothing to wait for.
     *
     * @param duration a duration
     * @return whether it is zero or negative
     */
    public static boolean isOver(Duration duration) {
        return duration.isNegative() || duration.isZero();
    }
}
