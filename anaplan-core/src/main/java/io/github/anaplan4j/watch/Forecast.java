package io.github.anaplan4j.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long a run may take, going by how long earlier ones took.
 *
 * <p>Runs of one action are log-normal, with a spread that is not known: every spread counts by how well it explains
 * the past. A past run that is unlike most others counts for nothing. And the next one may be like no other before.
 *
 * @param parts the distributions that are mixed
 * @param shortest how long the shortest of the past runs took that count, in seconds; infinite if none is known
 */
record Forecast(List<Part> parts, double shortest) {
    private static final double NARROWEST = 0.07;
    private static final double WIDEST = 1.7;
    private static final double NEXT_SPREAD = Math.sqrt(2);
    // Before anything is known, each spread is less likely than the next narrower one by this.
    private static final double WIDER_IS_RARER = 0.7;
    // After one run; it falls with the square of their number.
    private static final double UNLIKE_BEFORE = 0.1;
    // Runs that are longer or shorter than the median by more than this are unlike the others while they are few.
    private static final double ALIKE = Math.log(2.5);
    private static final double MOST_UNLIKE = 0.1;
    // Two runs in three take minutes, the others about an hour.
    private static final List<Part> ANY_RUN =
            List.of(new Part(2 / 3.0, new LogNormal(120, 1.4)), new Part(1 / 3.0, new LogNormal(3_600, 0.9)));

    /**
     * One of the distributions that are mixed.
     *
     * @param weight its share
     * @param durations the distribution
     */
    record Part(double weight, LogNormal durations) {}

    static Forecast from(List<Duration> past) {
        if (past.isEmpty()) {
            return new Forecast(ANY_RUN, Double.POSITIVE_INFINITY);
        }
        double[] logs = alike(past.stream()
                .mapToDouble(duration -> Math.log(Math.max(0.001, duration.getSeconds() + duration.getNano() / 1e9)))
                .sorted()
                .toArray());
        int runs = logs.length;
        double mean = Arrays.stream(logs).sum() / runs;
        double squares =
                Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
        double unlike = UNLIKE_BEFORE / runs / runs;
        List<Part> parts = new ArrayList<>();
        ANY_RUN.forEach(part -> parts.add(new Part(unlike * part.weight, part.durations)));
        spread(Math.exp(mean), squares, runs)
                .forEach(part -> parts.add(new Part((1 - unlike) * part.weight, part.durations)));
        return new Forecast(parts, Math.exp(logs[0]));
    }

    private static double[] alike(double[] sorted) {
        int runs = sorted.length;
        double median = (sorted[(runs - 1) / 2] + sorted[runs / 2]) / 2;
        double[] alike = Arrays.stream(sorted)
                .filter(log -> Math.abs(log - median) <= ALIKE)
                .toArray();
        return runs - alike.length <= Math.max(1, MOST_UNLIKE * runs) ? alike : sorted;
    }

    private static List<Part> spread(double median, double squares, int runs) {
        List<Part> parts = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        double prior = 0;
        for (double spread = NARROWEST; spread < WIDEST; spread *= NEXT_SPREAD) {
            double logOdds = prior - (runs - 1) * Math.log(spread) - squares / (2 * spread * spread);
            best = Math.max(best, logOdds);
            // The median is not known exactly either.
            parts.add(new Part(logOdds, new LogNormal(median, spread * Math.sqrt(1 + 1.0 / runs))));
            prior += Math.log(WIDER_IS_RARER);
        }
        double most = best;
        double sum =
                parts.stream().mapToDouble(part -> Math.exp(part.weight - most)).sum();
        return parts.stream()
                .map(part -> new Part(Math.exp(part.weight - most) / sum, part.durations))
                .filter(part -> part.weight > 1e-9)
                .toList();
    }

    /** {@return the probability per second of ending at {@code t} seconds for a run that has lasted so long} */
    double hazard(double t) {
        double density = 0;
        double survival = 0;
        for (Part part : parts) {
            density += part.weight * part.durations.density(t);
            survival += part.weight * part.durations.survival(t);
        }
        return density / survival;
    }
}
