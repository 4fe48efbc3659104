package io.github.anaplan4j.watch;

/**
 * A distribution of durations whose logarithms are normal.
 *
 * @param median the median in seconds
 * @param sigma the standard deviation of the logarithm: 0.1 is within a tenth or so of the median
 */
record LogNormal(double median, double sigma) {
    // The Chebyshev fit of Numerical Recipes; the relative error is below 1.2e-7 everywhere.
    private static final double[] FIT = {
        -1.26551223,
        1.00002368,
        0.37409196,
        0.09678418,
        -0.18628806,
        0.27886807,
        -1.13520398,
        1.48851587,
        -0.82215223,
        0.17087277
    };

    /** {@return the probability of lasting longer than {@code t} seconds} */
    double survival(double t) {
        return complementaryError(Math.log(t / median) / sigma / Math.sqrt(2)) / 2;
    }

    /** {@return the probability density of ending at {@code t} seconds} */
    double density(double t) {
        double z = Math.log(t / median) / sigma;
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / sigma / t;
    }

    private static double complementaryError(double x) {
        double u = 1 / (1 + Math.abs(x) / 2);
        double sum = 0;
        for (int i = FIT.length - 1; i >= 0; i--) {
            sum = sum * u + FIT[i];
        }
        double tail = u * Math.exp(-x * x + sum);
        return x < 0 ? 2 - tail : tail;
    }
}
