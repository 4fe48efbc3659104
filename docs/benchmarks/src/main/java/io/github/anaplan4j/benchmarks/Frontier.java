package io.github.anaplan4j.benchmarks;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** The plot of requests against lag for runs of about twenty minutes: nothing can lie below the optimum's curve. */
final class Frontier {
    private static final Scenario SCENARIO = Scenario.ALL.get(1);
    private static final double[] PRICES =
            DoubleStream.iterate(0.05, price -> price * 2).limit(9).toArray();

    private Frontier() {}

    static void draw(Path file) throws IOException {
        XYChart chart = Plot.of("Runs of " + SCENARIO.name(), "requests", "mean lag, s");
        Detection few = new Detection(20);
        line(chart, "optimum", price -> new Optimum(SCENARIO, price).over(SCENARIO));
        for (int past : List.of(20, 5, 1, 0)) {
            line(chart, "learned, " + past, price -> few.learned(SCENARIO, past, price));
        }
        Detection.others()
                .forEach((name, schedule) -> add(chart, name, List.of(schedule.over(SCENARIO)))
                        .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
                        .setMarkerColor(Color.BLACK));
        Plot.save(chart, file);
    }

    private static void line(XYChart chart, String name, DoubleFunction<Cost> cost) {
        add(chart, name, DoubleStream.of(PRICES).mapToObj(cost).toList());
    }

    private static XYSeries add(XYChart chart, String name, List<Cost> costs) {
        return chart.addSeries(
                name,
                costs.stream().mapToDouble(Cost::requests).toArray(),
                costs.stream().mapToDouble(Cost::lag).toArray());
    }
}
