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
    private static final Scenario RUNS = Scenario.ALL.get(2);
    private static final Duration WARM_UP = Duration.ofMinutes(40);

    @Override
    public String name() {
        return "congestion";
    }

    @Override
    public String measure(Effort effort, Path plots) {
        Duration measured = Duration.ofMinutes(effort == Effort.BRIEF ? 5 : 60);
        Result few = new Run(20, 20, true, measured).play();
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        rows.put("20 over 20, polls alone", new Run(20, 20, false, measured).play().row(few));
        rows.put("20 over 20, lists", few.row(few));
        for (int tasks : effort == Effort.BRIEF ? List.of(1_000) : List.of(1_000, 10_000)) {
            int actions = tasks == 1_000 ? 20 : 100;
            String name = Table.format("%,d over %d, ", tasks, actions);
            rows.put(name + "polls alone", new Run(tasks, actions, false, measured).play().row(few));
            rows.put(name + "lists", new Run(tasks, actions, true, measured).play().row(few));
        }
        return "\n" + Table.of("tasks, actions", rows) + "\n";
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
        private final int tasks;
        private final int actions;
        private final Duration end;
        private final SplittableRandom random = new SplittableRandom(1);
        private final List<Double> lags = new ArrayList<>();
        private int started;

        private Run(int tasks, int actions, boolean lists, Duration measured) {
            this.tasks = tasks;
            this.actions = actions;
            this.end = WARM_UP.plus(measured);
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
                    time.in(WARM_UP.multipliedBy(slot).dividedBy(2L * tasks), () -> begin(anaplan, action));
                }
                time.advance(WARM_UP);
                lags.clear();
                long before = tenant.requests();
                long pagesBefore = tenant.pages();
                time.advance(end.minus(WARM_UP));
                double minutes = end.minus(WARM_UP).toSeconds() / 60.0;
                lags.sort(null);
                return new Result(
                        (tenant.requests() - before) / minutes, (tenant.pages() - pagesBefore) / minutes, lags);
            }
        }

        private void begin(AnaplanClient anaplan, String action) {
            TaskRef task = TaskRef.ofProcess("W", "M", action, "T" + started++);
            Duration over = time.passed().plusMillis((long) (RUNS.run(random) * 1_000));
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
