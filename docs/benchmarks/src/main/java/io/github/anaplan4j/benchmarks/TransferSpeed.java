package io.github.anaplan4j.benchmarks;

import io.github.anaplan4j.benchmarks.ChunkServer.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How fast files are moved, beside a loop over the chunks with the same HTTP library. */
final class TransferSpeed implements Section {
    private static final int CHUNK = 10_000_000;
    private static final List<String> LITTLE_MEMORY = List.of("-Xmx96m");
    private static final Line SHORT = new Line(0, 0, false);
    private static final Line LONG = new Line(50, 20_000_000, false);
    private static final Line LOSSY = new Line(50, 20_000_000, true);

    private static final List<Case> CASES = List.of(
            new Case("download", "feign"),
            new Case("download", "httpclient"),
            new Case("upload", "feign"),
            new Case("upload", "httpclient"));

    /** What is moved, and over which HTTP library. */
    private record Case(String direction, String library) {}

    /** How often, and how much. */
    private record Plan(int chunks, int warmUps, int rounds) {}

    /** The nanoseconds of each round. */
    private record Times(List<Long> ours, List<Long> bare) {
        double ratio() {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < ours.size(); i++) {
                ratios.add((double) bare.get(i) / ours.get(i));
            }
            return median(ratios);
        }

        double own() {
            return median(ours.stream().map(Long::doubleValue).toList());
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
        }
    }

    @Override
    public String name() {
        return "transfers";
    }

    @Override
    public String measure(Effort effort, Path plots) throws Exception {
        boolean isBrief = effort == Effort.BRIEF;
        Plan fast = isBrief ? new Plan(2, 0, 1) : new Plan(50, 5, 9);
        Plan slow = isBrief ? new Plan(2, 0, 1) : new Plan(50, 0, 1);
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (Case each : CASES) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put(
                    "no latency",
                    Table.format("%.2f", times(SHORT, fast, each, true).ratio()));
            Times clean = times(LONG, slow, each, true);
            row.put("50 ms, 20 MB/s", Table.format("%.2f", clean.ratio()));
            double lossy = times(LOSSY, slow, each, false).own() / clean.own();
            row.put("time, one in ten lost", Table.format("%.2f", lossy));
            rows.put(each.direction + ", " + each.library, row);
        }
        return "\n" + Table.of("", rows) + "\n";
    }

    private static Times times(Line line, Plan plan, Case which, boolean besideBare)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("transfers");
        Times times = new Times(new ArrayList<>(), new ArrayList<>());
        int rounds = plan.warmUps + plan.rounds;
        try (Java server = new Java(
                        List.of(),
                        Java.classPath(),
                        ChunkServer.class,
                        line.latencyMillis(),
                        line.bytesPerSecond(),
                        line.drops(),
                        CHUNK,
                        plan.chunks);
                Java client = new Java(
                        LITTLE_MEMORY,
                        Java.classPath(),
                        Transferring.class,
                        which.library,
                        which.direction,
                        "http://127.0.0.1:" + server.line(),
                        CHUNK,
                        plan.chunks,
                        rounds,
                        folder,
                        besideBare)) {
            for (int i = 0; i < rounds; i++) {
                String[] round = client.line().split(" ");
                if (i >= plan.warmUps) {
                    times.ours.add(Long.valueOf(round[0]));
                    times.bare.add(Long.valueOf(round[1]));
                }
            }
            client.await();
        } finally {
            Files.delete(folder);
        }
        return times;
    }
}
