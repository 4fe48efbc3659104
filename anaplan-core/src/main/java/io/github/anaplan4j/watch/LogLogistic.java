package io.github.anaplan4j.watch;

import java.time.Duration;
import java.util.List;

/**
 * A distribution of durations, like the log-normal one but with heavier tails.
 *
 * <p>Its formulas have a closed form.
 *
 * @param median the median in seconds
 * @param shape how narrow it is: 1 is very broad, 20 is within a tenth or so of the median
 */
record LogLogistic(double median, double shape) {
    private static final double NARROWEST = 20;
    // One imagined run that is off by half is added, because few samples prove little.
    private static final double IMAGINED_VARIANCE = 0.25;

    static LogLogistic fittedTo(List<Duration> durations) {
        double[] logs = durations.stream()
                .mapToDouble(duration -> Math.log(Math.max(1, duration.toMillis()) / 1000.0))
                .toArray();
        double mean = 0;
        for (double log : logs) {
            mean += log / logs.length;
        }
        double squares = IMAGINED_VARIANCE;
        for (double log : logs) {
            squares += (log - mean) * (log - mean);
        }
        // The logarithm of such a variable has the standard deviation pi / (sqrt(3) shape).
        double shape = Math.PI / Math.sqrt(3 * squares / logs.length);
        return new LogLogistic(Math.exp(mean), Math.min(NARROWEST, Math.max(1, shape)));
    }

    /** {@return the probability of lasting longer than {@code t} seconds} */
    double survival(double t) {
        return 1 / (1 + Math.pow(t / median, shape));
    }

    /** {@return the probability density of ending at {@code t} seconds} */
    double density(double t) {
        double survival = survival(t);
        return shape / median * Math.pow(t / median, shape - 1) * survival * survival;
    }
}
