package io.github.anaplan4j.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a first watch gains when Anaplan is asked how long past runs took, and from when on asking pays. */
final class Warming implements Section {
    /** The price of a request at which watches poll that are told nothing. */
    static final double PRICE = 0.5;

    /** How long a run goes on before its client asks. */
    static final int PAYS_FROM = 120;

    private static final int RUNS = 5;
    private static final int REQUESTS = 1 + RUNS;
    private static final List<Integer> BOUNDS = List.of(60, PAYS_FROM, 600);

    private final int histories;

    Warming() {
        this(50);
    }

    Warming(int histories) {
        this.histories = histories;
    }

    @Override
    public String name() {
        return "warming";
    }

    @Override
    public String measure(Effort effort, Path plots) {
        return (effort == Effort.BRIEF ? new Warming(5) : this).table();
    }

    private String table() {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (Scenario scenario : Scenario.ALL) {
            double optimum = new Optimum(scenario, PRICE).over(scenario).at(PRICE);
            Map<String, String> row = new LinkedHashMap<>();
            row.put("optimum, s", Table.format("%.1f", optimum));
            row.put(
                    "standard",
                    Table.format("%.2f", Detection.STANDARD.over(scenario).at(PRICE) / optimum));
            row.put("no history", Table.format("%.2f", unlearned(scenario).at(PRICE) / optimum));
            for (int bound : BOUNDS) {
                Cost cost = warmed(scenario, bound);
                row.put("asks at " + bound / 60 + " min", Table.format("%.2f", cost.at(PRICE) / optimum));
            }
            row.put("requests for it", Table.format("%.1f", asked(scenario, PAYS_FROM)));
            row.put(
                    "after " + RUNS + " runs",
                    Table.format(
                            "%.2f",
                            new Detection(histories)
                                            .learned(scenario, RUNS, PRICE)
                                            .at(PRICE)
                                    / optimum));
            rows.put(scenario.name(), row);
        }
        return "\n" + Table.of("median, sigma", rows) + "\n";
    }

    /** {@return what a first watch costs that knows nothing} */
    static Cost unlearned(Scenario scenario) {
        return Schedule.learned(List.of(), PRICE).over(scenario);
    }

    /** {@return what a first watch costs on average that asks when a run has gone on for so many seconds} */
    Cost warmed(Scenario scenario, int bound) {
        Schedule unlearned = Schedule.learned(List.of(), PRICE);
        double asks = firstFrom(bound, unlearned);
        Cost sum = new Cost(0, 0);
        for (long seed = 1; seed <= histories; seed++) {
            Schedule learned = Schedule.learned(scenario.runs(RUNS, seed), PRICE);
            // The poll after that one is planned before there is an answer.
            Schedule warmed = now -> now <= asks ? unlearned.after(now) : learned.after(now);
            sum = sum.plus(warmed.over(scenario));
        }
        return sum.dividedBy(histories).plus(new Cost(0, asked(scenario, bound)));
    }

    /** {@return how many requests it takes on average to ask; none for a run that is over before} */
    private static double asked(Scenario scenario, int bound) {
        return REQUESTS * (1 - scenario.ended(firstFrom(bound, Schedule.learned(List.of(), PRICE))));
    }

    private static double firstFrom(int bound, Schedule schedule) {
        double now = 0;
        while (now < bound) {
            now = schedule.after(now);
        }
        return now;
    }
}
