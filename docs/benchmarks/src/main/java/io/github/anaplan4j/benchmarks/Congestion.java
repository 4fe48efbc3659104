package io.github.anaplan4j.benchmarks;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.time.VirtualTime;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** How late ends are noticed when there are more tasks than the request budget can poll, with lists and without. */
final class Congestion implements Section {
    // Of twenty minutes, and of two hours: with each end polled by itself, no budget notices more than it has requests.
    private static final Scenario SHORT = Scenario.ALL.get(2);
    private static final Scenario LONG = Scenario.ALL.get(3);

    @Override
    public String name() {
        return "congestion";
    }

    @Override
    public String measure(Effort effort, Path plots) {
        Duration measured = Duration.ofMinutes(effort == Effort.BRIEF ? 5 : 60);
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        add(rows, SHORT, 1_000, 20, measured);
        if (effort == Effort.FULL) {
            add(rows, LONG, 10_000, 100, measured);
        }
        return "\n" + Table.of("tasks, actions", rows) + "\n";
    }

    private static void add(
            Map<String, Map<String, String>> rows, Scenario runs, int tasks, int actions, Duration measured) {
        Result few = new Run(runs, 20, 20, true, measured).play();
        String many = Table.format("%,d over %d of %s, ", tasks, actions, runs.name());
        rows.put(Table.format("20 over 20 of %s", runs.name()), few.row(few));
        rows.put(
                many + "polls alone",
                new Run(runs, tasks, actions, false, measured).play().row(few));
        rows.put(
                many + "lists",
                new Run(runs, tasks, actions, true, measured).play().row(few));
    }

    /** What a run of the simulation came to. */
    private record Result(double requests, double pages, List<Double> lags) {
        private double mean() {
            return lags.stream().mapToDouble(lag -> lag).average().orElse(Double.NaN);
        }

        private Map<String, String> row(Result few) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("requests a minute", Table.format("%.0f", requests));
            row.put("of them lists", Table.format("%.0f", pages));
            row.put("ends noticed", Table.format("%,d", lags.size()));
            row.put("mean lag, s", Table.format("%.1f", mean()));
            row.put("p99 lag, s", Table.format("%.1f", lags.isEmpty() ? Double.NaN : lags.get(lags.size() * 99 / 100)));
            row.put("mean lag : that of 20", Table.format("%.2f", mean() / few.mean()));
            return row;
        }
    }

    /** So many watches at any time: for a task whose end was noticed, the next begins. */
    private static final class Run {
        private final VirtualTime time = VirtualTime.create();
        private final CrowdedTenant tenant;
        private final Scenario runs;
        private final int tasks;
        private final int actions;
        private final Duration warmUp;
        private final Duration measured;
        private final SplittableRandom random = new SplittableRandom(1);
        private final List<Double> lags = new ArrayList<>();
        private int started;

        private Run(Scenario runs, int tasks, int actions, boolean lists, Duration measured) {
            this.runs = runs;
            this.warmUp = Duration.ofSeconds((long) (2 * runs.kinds().get(0).median()));
            this.tasks = tasks;
            this.actions = actions;
            this.measured = measured;
            this.tenant = new CrowdedTenant(time, lists);
        }

        private Result play() {
            try (AnaplanClient anaplan = AnaplanClient.builder()
                    .credentials(Credentials.token("T0KEN"))
                    .transport(tenant)
                    .executor(Runnable::run)
                    .time(time)
                    .build()) {
                for (int slot = 0; slot < tasks; slot++) {
                    String action = "P" + slot % actions;
                    time.in(warmUp.multipliedBy(slot).dividedBy(2L * tasks), () -> begin(anaplan, action));
                }
                time.advance(warmUp);
                lags.clear();
                long before = tenant.requests();
                long pagesBefore = tenant.pages();
                time.advance(measured);
                double minutes = measured.toSeconds() / 60.0;
                lags.sort(null);
                return new Result(
                        (tenant.requests() - before) / minutes, (tenant.pages() - pagesBefore) / minutes, lags);
            }
        }

        private void begin(AnaplanClient anaplan, String action) {
            TaskRef task = TaskRef.ofProcess("W", "M", action, "T" + started++);
            Duration over = time.passed().plusMillis((long) (runs.run(random) * 1_000));
            tenant.start(action, task.taskId(), over);
            anaplan.task(task)
                    .watch(WatchSettings.defaults().withPolicy(PollingPolicy.standard()))
                    .outcome()
                    .thenAccept(outcome -> {
                        lags.add(time.passed().minus(over).toMillis() / 1_000.0);
                        begin(anaplan, action);
                    });
        }
    }
}
