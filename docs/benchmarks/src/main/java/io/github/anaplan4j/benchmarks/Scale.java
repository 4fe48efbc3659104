package io.github.anaplan4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;

/** What many watches cost, each number of them in a JVM of its own with 256 MB. */
final class Scale implements Section {
    private static final String HEAP = "-Xmx256m";
    // Of seconds. Polls come in waves: only a window of the same length has each watch's poll in it.
    private static final int INTERVAL = 16;
    private static final String STATUS = "{\"task\":{\"taskState\":\"IN_PROGRESS\",\"progress\":0.5}}";

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String measure(Effort effort, Path plots) throws Exception {
        boolean isBrief = effort == Effort.BRIEF;
        return "\n" + Table.of("watches, transport", overSockets(isBrief)) + "\n"
                + Table.of("watches", inVirtualTime(isBrief, plots)) + "\n";
    }

    private static Map<String, Map<String, String>> overSockets(boolean isBrief)
            throws IOException, InterruptedException {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        try (Java server = new Java(List.of(), Java.classPath(), CannedServer.class, STATUS)) {
            String url = server.line();
            for (int watches : isBrief ? List.of(100) : List.of(100, 1_000, 10_000)) {
                for (String transport : List.of("httpclient", "feign")) {
                    Map<String, Double> seen = run(
                            ScaleProbe.class, transport, watches, url, isBrief ? 6 : INTERVAL, isBrief ? 3 : INTERVAL);
                    Map<String, String> row = new LinkedHashMap<>();
                    row.put("threads", Table.format("%.0f", seen.get("threads")));
                    row.put("bytes a watch", Table.format("%,.0f", seen.get("bytes")));
                    row.put("p99 lateness, ms", Table.format("%.1f", seen.get("p99")));
                    row.put("CPU a poll, µs", Table.format("%.0f", seen.get("cpu")));
                    row.put("bare request, µs", Table.format("%.0f", seen.get("bare")));
                    row.put("ratio", Table.format("%.2f", seen.get("cpu") / seen.get("bare")));
                    rows.put(Table.format("%,d, ", watches) + transport, row);
                }
            }
        }
        return rows;
    }

    private static Map<String, Map<String, String>> inVirtualTime(boolean isBrief, Path plots)
            throws IOException, InterruptedException {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        List<Integer> numbers = isBrief ? List.of(100, 1_000) : List.of(100, 1_000, 10_000, 100_000);
        List<Double> heap = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int watches : numbers) {
            Map<String, Double> seen = run(VirtualProbe.class, watches);
            heap.add(seen.get("bytes") * watches / 1e6);
            cpu.add(seen.get("cpu") * seen.get("polls") / 1e6);
            Map<String, String> row = new LinkedHashMap<>();
            row.put("polls", Table.format("%,.0f", seen.get("polls")));
            row.put("outcomes right", Table.format("%,.0f", seen.get("right")));
            row.put("bytes a watch", Table.format("%,.0f", seen.get("bytes")));
            row.put("CPU a poll, µs", Table.format("%.1f", seen.get("cpu")));
            rows.put(Table.format("%,d", watches), row);
        }
        draw(numbers, heap, cpu, plots.resolve("scale.svg"));
        return rows;
    }

    private static void draw(List<Integer> numbers, List<Double> heap, List<Double> cpu, Path file) throws IOException {
        XYChart chart = Plot.of("Cost of many watches in virtual time", "watches", "MB, or s of CPU");
        chart.addSeries("heap, MB", numbers, heap);
        chart.addSeries("CPU, s", numbers, cpu);
        Plot.save(chart, file);
    }

    /** Runs a program that prints names and values. */
    private static Map<String, Double> run(Class<?> program, Object... arguments)
            throws IOException, InterruptedException {
        Map<String, Double> seen = new LinkedHashMap<>();
        try (Java java = new Java(List.of(HEAP), Java.classPath(), program, arguments)) {
            java.lines().map(line -> line.split("=")).forEach(pair -> seen.put(pair[0], Double.parseDouble(pair[1])));
            java.await();
        }
        return seen;
    }
}
