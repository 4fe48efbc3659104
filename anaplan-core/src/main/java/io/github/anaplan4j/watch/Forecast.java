package io.github.anaplan4j.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a run may take, going by how long earlier ones took.
 *
 * <p>Runs of one action are log-normal, with a spread that is not known: every spread counts by how well it explains
 * the past. Some runs break off early, whatever the past says. And one may be like no other before.
 *
 * @param parts the distributions that are mixed
 * @param early until when a run may break off early, in seconds; at no time before that is it likelier than at another
 * @param breaksOff how likely it breaks off early
 */
record Forecast(List<Part> parts, double early, double breaksOff) {
    private static final double NARROWEST = 0.07;
    private static final double WIDEST = 1.7;
    private static final double NEXT_SPREAD = Math.sqrt(2);
    // Before anything is known, each spread is less likely than the next narrower one by this.
    private static final double WIDER_IS_RARER = 0.7;
    // After one run; it falls with the square of their number.
    private static final double UNLIKE_BEFORE = 0.1;
    private static final double BREAKS_OFF = 0.03;
    private static final double EARLY = 0.11;
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
            return new Forecast(ANY_RUN, 0, 0);
        }
        int runs = past.size();
        double[] logs = past.stream()
                .mapToDouble(duration -> Math.log(Math.max(1, duration.toMillis()) / 1000.0))
                .toArray();
        double mean = 0;
        double shortest = Double.MAX_VALUE;
        for (double log : logs) {
            mean += log / runs;
            shortest = Math.min(shortest, log);
        }
        double squares = 0;
        for (double log : logs) {
            squares += (log - mean) * (log - mean);
        }
        double unlike = UNLIKE_BEFORE / runs / runs;
        List<Part> parts = new ArrayList<>();
        ANY_RUN.forEach(part -> parts.add(new Part(unlike * part.weight, part.durations)));
        alike(Math.exp(mean), squares, runs)
                .forEach(part -> parts.add(new Part((1 - unlike - BREAKS_OFF) * part.weight, part.durations)));
        return new Forecast(parts, EARLY * Math.exp(shortest), BREAKS_OFF);
    }

    private static List<Part> alike(double median, double squares, int runs) {
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
        if (t < early) {
            density += breaksOff / early;
            survival += breaksOff * (1 - t / early);
        }
        return density / survival;
    }
}
