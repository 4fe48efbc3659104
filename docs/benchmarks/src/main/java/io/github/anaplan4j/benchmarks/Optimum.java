package io.github.anaplan4j.benchmarks;

/**
 * The cheapest schedule of a scenario under the floor of five seconds, for one who knows its distribution.
 *
 * <p>Found by dynamic programming, from the end backwards, on a grid of a second.
 */
final class Optimum implements Schedule {
    private static final double STEP = 1;

    private final int[] next;

    Optimum(Scenario scenario, double price) {
        int size = (int) (scenario.end() / STEP);
        int floor = (int) (FLOOR / STEP);
        double[] ended = new double[size + 1];
        double[] endedFor = new double[size + 1];
        for (int i = 0; i <= size; i++) {
            ended[i] = scenario.ended(i * STEP);
            endedFor[i] = scenario.endedFor(i * STEP);
        }
        double[] cost = new double[size + 1];
        next = new int[size + 1];
        // The later a poll, the later the best one after it; so the search never goes far beyond that of the step
        // before.
        int latest = size;
        for (int i = size - floor; i >= 0; i--) {
            cost[i] = Double.MAX_VALUE;
            for (int j = i + floor; j <= latest; j++) {
                double lag = endedFor[j] - endedFor[i] - (j - i) * STEP * ended[i];
                double total = price * (1 - ended[i]) + lag + cost[j];
                if (total < cost[i]) {
                    cost[i] = total;
                    next[i] = j;
                }
            }
            latest = Math.min(size, next[i] + 2);
        }
    }

    @Override
    public double after(double now) {
        int at = (int) Math.round(now / STEP);
        return at < next.length && next[at] > 0 ? next[at] * STEP : now + FLOOR;
    }
}
