package io.github.anaplan4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How long the runs of an action take: a mixture of log-normal kinds.
 *
 * @param name what it is called in tables
 * @param kinds the kinds of runs
 */
record Scenario(String name, List<Kind> kinds) {
    static final List<Scenario> ALL = List.of(
            new Scenario("3 min, 0.15", List.of(new Kind(1, 180, 0.15))),
            new Scenario("20 min, 0.15", List.of(new Kind(1, 1_200, 0.15))),
            new Scenario("20 min, 0.40", List.of(new Kind(1, 1_200, 0.40))),
            new Scenario("2 h, 0.10", List.of(new Kind(1, 7_200, 0.10))),
            new Scenario(
                    "mixture", List.of(new Kind(0.4, 20, 0.8), new Kind(0.4, 180, 0.7), new Kind(0.2, 2_400, 0.6))));

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /**
     * One kind of runs.
     *
     * @param share how many of the runs are of that kind
     * @param median their median in seconds
     * @param sigma the standard deviation of the logarithm
     */
    record Kind(double share, double median, double sigma) {
        private double z(double t) {
            return Math.log(t / median) / sigma;
        }

        private double ended(double t) {
            return NORMAL.cumulativeProbability(z(t));
        }

        private double endedFor(double t) {
            double began = median * Math.exp(sigma * sigma / 2) * NORMAL.cumulativeProbability(z(t) - sigma);
            return t * ended(t) - began;
        }

        private double inverse(double probability) {
            return LogNormalDistribution.of(Math.log(median), sigma).inverseCumulativeProbability(probability);
        }
    }

    /** {@return the probability that a run has ended at {@code t} seconds} */
    double ended(double t) {
        return t <= 0
                ? 0
                : kinds.stream().mapToDouble(kind -> kind.share * kind.ended(t)).sum();
    }

    /** {@return for how long a run has been over at {@code t} seconds, on average: the integral of {@link #ended}} */
    double endedFor(double t) {
        return t <= 0
                ? 0
                : kinds.stream()
                        .mapToDouble(kind -> kind.share * kind.endedFor(t))
                        .sum();
    }

    /** {@return the time in seconds by which all but one in a million runs have ended} */
    double end() {
        return kinds.stream().mapToDouble(kind -> kind.inverse(1 - 1e-6)).max().orElseThrow();
    }

    /** {@return the durations of some runs in seconds, the same for the same seed} */
    List<Double> runs(int number, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Double> runs = new ArrayList<>();
        for (int run = 0; run < number; run++) {
            runs.add(run(random));
        }
        return runs;
    }

    /** {@return the duration of a run in seconds} */
    double run(SplittableRandom random) {
        return run(random.nextDouble(), random.nextDouble());
    }

    private double run(double kindAt, double durationAt) {
        double left = kindAt;
        for (Kind kind : kinds) {
            left -= kind.share;
            if (left < 0) {
                return kind.inverse(durationAt);
            }
        }
        return kinds.get(kinds.size() - 1).inverse(durationAt);
    }
}
