package io.github.anaplan4j.benchmarks;

import io.github.anaplan4j.watch.PollingPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** How soon the end of a run is noticed, and for how many requests, beside the optimum and beside others. */
final class Detection implements Section {
    static final Schedule STANDARD = Schedule.of(PollingPolicy.standard());
    private static final List<Double> PRICES = List.of(0.2, 0.5, 2.0);
    private static final double PRICE = 0.5; // of a run unlike any before
    private static final List<Integer> PASTS = List.of(0, 1, 5, 20);

    private final int histories;

    Detection() {
        this(200);
    }

    // The histories are the same each time: the more there are, the less their choice matters.
    Detection(int histories) {
        this.histories = histories;
    }

    @Override
    public String name() {
        return "detection";
    }

    @Override
    public String measure(Effort effort, Path plots) throws IOException {
        Frontier.draw(plots.resolve("detection.svg"));
        return (effort == Effort.BRIEF ? new Detection(5) : this).tables();
    }

    private String tables() {
        StringBuilder tables = new StringBuilder();
        for (double price : PRICES) {
            tables.append(Table.format("%nCost as a multiple of the optimum, with %s s for a request:%n%n", price));
            tables.append(Table.of(
                    "median, sigma",
                    Scenario.ALL.stream()
                            .collect(Collectors.toMap(
                                    Scenario::name,
                                    scenario -> ratios(scenario, price),
                                    (one, other) -> one,
                                    LinkedHashMap::new))));
        }
        tables.append(Table.format(
                "%nCost of a run that ends at a share of the shortest known, or at three times the longest, as a%n"
                        + "multiple of that with no past, with %s s for a request:%n%n",
                PRICE));
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (Scenario scenario : Scenario.ALL) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int past : List.of(1, 5)) {
                row.put("1/10, " + past, Table.format("%.2f", surprise(scenario, past, 0.1, PRICE)));
                row.put("3 x, " + past, Table.format("%.2f", surprise(scenario, past, 3, PRICE)));
            }
            for (int part : List.of(20, 10, 5, 2)) {
                row.put("1/" + part + ", 20", Table.format("%.2f", surprise(scenario, 20, 1.0 / part, PRICE)));
            }
            row.put("3 x, 20", Table.format("%.2f", surprise(scenario, 20, 3, PRICE)));
            rows.put(scenario.name(), row);
        }
        return tables.append(Table.of("median, sigma", rows)).append('\n').toString();
    }

    private Map<String, String> ratios(Scenario scenario, double price) {
        double optimum = new Optimum(scenario, price).over(scenario).at(price);
        Map<String, String> row = new LinkedHashMap<>();
        row.put("optimum, s", Table.format("%.1f", optimum));
        for (int past : PASTS) {
            row.put(
                    "learned, " + past,
                    Table.format("%.2f", learned(scenario, past, price).at(price) / optimum));
        }
        others().forEach((name, schedule) ->
                row.put(name, Table.format("%.2f", schedule.over(scenario).at(price) / optimum)));
        return row;
    }

    static Map<String, Schedule> others() {
        Map<String, Schedule> others = new LinkedHashMap<>();
        others.put("standard", STANDARD);
        others.put("vendor's tool", Schedule.vendor());
        for (int seconds : List.of(1, 2, 5)) {
            others.put("every " + seconds + " s", Schedule.every(seconds));
        }
        return others;
    }

    /** {@return the mean cost with so many past runs, over many histories} */
    Cost learned(Scenario scenario, int past, double price) {
        int number = past == 0 ? 1 : histories;
        return seeds(number)
                .mapToObj(seed ->
                        Schedule.learned(scenario.runs(past, seed), price).over(scenario))
                .reduce(new Cost(0, 0), Cost::plus)
                .dividedBy(number);
    }

    /**
     * How much dearer a run is that is unlike any in the history, than with no history at all.
     *
     * @param times how many times longer than the longest if more than 1, or the share of the shortest
     */
    double surprise(Scenario scenario, int past, double times, double price) {
        Schedule none = Schedule.learned(List.of(), price);
        double learned = 0;
        double unlearned = 0;
        for (long seed : seeds(histories).toArray()) {
            List<Double> runs = scenario.runs(past, seed);
            double end = times * (times > 1 ? Collections.max(runs) : Collections.min(runs));
            learned += Schedule.learned(runs, price).of(end).at(price);
            unlearned += none.of(end).at(price);
        }
        return learned / unlearned;
    }

    private static LongStream seeds(int number) {
        return LongStream.rangeClosed(1, number);
    }
}
