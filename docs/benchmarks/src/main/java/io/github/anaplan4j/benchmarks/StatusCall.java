package io.github.anaplan4j.benchmarks;

import io.github.anaplan4j.benchmarks.StatusCalls.Way;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What a status call costs, beside the same HTTP library that reads the same bytes. */
final class StatusCall implements Section {
    private static final int ROUNDS = 3;

    /** Time and allocation of one call on each level, by the level. */
    private record Cost(double nanos, double bytes) {}

    @Override
    public String name() {
        return "status-call";
    }

    @Override
    public String measure(Effort effort, Path plots) throws RunnerException {
        List<Map<String, Cost>> rounds = new ArrayList<>();
        for (int round = 0; round < (effort == Effort.BRIEF ? 1 : ROUNDS); round++) {
            rounds.add(round(effort));
        }
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (Way way : Way.values()) {
            Map<String, String> row = new LinkedHashMap<>();
            double[] alone = sorted(rounds, way, "bare", (bare, any) -> bare.nanos / 1000);
            row.put("alone, µs", Table.format("%.0f", middle(alone)));
            for (String level : List.of("transport", "status")) {
                double[] times = sorted(rounds, way, level, (bare, any) -> any.nanos / bare.nanos);
                double[] more = sorted(rounds, way, level, (bare, any) -> (any.bytes - bare.bytes) / 1000);
                row.put(
                        level + ", x",
                        Table.format("%.2f (%.2f to %.2f)", middle(times), times[0], times[times.length - 1]));
                row.put(level + ", kB more", Table.format("%.1f", middle(more)));
            }
            rows.put(way.toString(), row);
        }
        return "\n" + Table.of("over", rows) + "\n";
    }

    /** Compares what is measured with the library alone. */
    @FunctionalInterface
    private interface Comparison {
        double of(Cost bare, Cost level);
    }

    // Of each round for itself, for a machine is faster at one time than at another.
    private static double[] sorted(List<Map<String, Cost>> rounds, Way way, String level, Comparison comparison) {
        return rounds.stream()
                .mapToDouble(round -> comparison.of(round.get("bare" + way.name()), round.get(level + way.name())))
                .sorted()
                .toArray();
    }

    private static double middle(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    private static Map<String, Cost> round(Effort effort) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + StatusCalls.class.getSimpleName() + "\\.")
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (effort == Effort.BRIEF) {
            options.forks(0).warmupIterations(0).measurementIterations(1).measurementTime(TimeValue.milliseconds(100));
        } else {
            // JMH gives its forks this one's, and Maven runs this by a class loader of its own.
            System.setProperty(
                    "java.class.path",
                    Java.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
            options.forks(1)
                    .jvmArgsAppend("-D" + StatusCalls.PINNED + "=true")
                    .warmupIterations(4)
                    .warmupTime(TimeValue.seconds(2))
                    .measurementIterations(3)
                    .measurementTime(TimeValue.seconds(1));
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        return results.stream()
                .collect(Collectors.toMap(
                        result -> result.getPrimaryResult().getLabel()
                                + result.getParams().getParam("way"),
                        StatusCall::cost));
    }

    private static Cost cost(RunResult result) {
        double bytes = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
        return new Cost(result.getPrimaryResult().getScore(), bytes);
    }
}
