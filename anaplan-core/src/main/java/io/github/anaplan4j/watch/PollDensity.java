package io.github.anaplan4j.watch;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * How many polls a run is worth from one time to another, by how likely it ends then.
 *
 * <p>The number of polls up to each time is worked out once, as far as it is asked for: by steps of half a second, and
 * of a two-hundredth of the time where that is longer. Thread-safe.
 */
final class PollDensity {
    private static final double SHORTEST_STEP = 0.5;
    private static final double GROWTH = 1 + 1 / 200.0;
    // From here on steps grow.
    private static final int EVEN_STEPS = 200;
    private static final double EVEN = EVEN_STEPS * SHORTEST_STEP;

    private final DoubleUnaryOperator hazard;
    private final double price;
    // Up to each step, as many as are known.
    private double[] polls = new double[16];
    private int known = 1;

    /**
     * Makes it.
     *
     * @param hazard the probability of ending per second, by the time in seconds
     * @param price the price of a poll in seconds of lag
     */
    PollDensity(DoubleUnaryOperator hazard, double price) {
        this.hazard = hazard;
        this.price = price;
    }

    /** {@return over how many seconds from now on the density adds up to one poll; the longest if they are more} */
    synchronized double untilNext(double now, double longest) {
        int step = stepAt(now);
        double last = now + longest;
        double full = pollsUpTo(step) + (pollsUpTo(step + 1) - pollsUpTo(step)) * partOf(step, now) + 1;
        int found = Arrays.binarySearch(polls, step + 1, known, full);
        int next = found < 0 ? -found - 1 : found;
        while (pollsUpTo(next) < full && timeOf(next) < last) {
            next++;
        }
        if (pollsUpTo(next) < full) {
            return longest;
        }
        double part = (full - pollsUpTo(next - 1)) / (pollsUpTo(next) - pollsUpTo(next - 1));
        double time = timeOf(next - 1) + part * (timeOf(next) - timeOf(next - 1));
        return Math.min(longest, time - now);
    }

    private double pollsUpTo(int step) {
        while (known <= step) {
            if (known == polls.length) {
                polls = Arrays.copyOf(polls, 2 * known);
            }
            double from = timeOf(known - 1);
            double length = timeOf(known) - from;
            double density = Math.sqrt(hazard.applyAsDouble(from + length / 2) / (2 * price));
            polls[known] = polls[known - 1] + density * length;
            known++;
        }
        return polls[step];
    }

    private static double timeOf(int step) {
        return step <= EVEN_STEPS ? step * SHORTEST_STEP : EVEN * Math.pow(GROWTH, step - EVEN_STEPS);
    }

    private static int stepAt(double time) {
        return time < EVEN
                ? (int) (time / SHORTEST_STEP)
                : EVEN_STEPS + (int) (Math.log(time / EVEN) / Math.log(GROWTH));
    }

    private static double partOf(int step, double time) {
        return (time - timeOf(step)) / (timeOf(step + 1) - timeOf(step));
    }
}
