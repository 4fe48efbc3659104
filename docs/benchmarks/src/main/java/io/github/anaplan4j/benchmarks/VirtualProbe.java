package io.github.anaplan4j.benchmarks;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.time.VirtualTime;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/** Measures so many watches of one client in virtual time, in a JVM of its own, and checks each outcome. */
final class VirtualProbe implements HttpTransport {
    private static final int POLLS = 6;
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final List<Class<?>> ENDS =
            List.of(TaskOutcome.Succeeded.class, TaskOutcome.Failed.class, TaskOutcome.Cancelled.class);
    private static final List<String> LAST = List.of(
            "\"COMPLETE\",\"result\":{\"successful\":true}",
            "\"COMPLETE\",\"result\":{\"successful\":false}",
            "\"CANCELLED\"");

    private final VirtualTime time = VirtualTime.create();
    private final int[] polls;
    private int right;

    private VirtualProbe(int watches) {
        this.polls = new int[watches];
    }

    /**
     * Measures.
     *
     * @param arguments the number of watches
     */
    public static void main(String... arguments) {
        new VirtualProbe(1_000).watch(false); // compiles
        new VirtualProbe(Integer.parseInt(arguments[0])).watch(true);
    }

    private void watch(boolean isTold) {
        WatchSettings settings = WatchSettings.defaults().withPolicy(PollingPolicy.stretching(INTERVAL, INTERVAL, 0));
        try (AnaplanClient anaplan = AnaplanClient.builder()
                .credentials(Credentials.token("T0KEN"))
                .transport(this)
                .executor(Runnable::run)
                .requestsPerMinute(60 * polls.length + 60)
                .time(time)
                .build()) {
            long empty = Heap.used();
            long cpu = cpu();
            for (int i = 0; i < polls.length; i++) {
                int end = i % ENDS.size();
                anaplan.task(task(i)).watch(settings).outcome().thenAccept(outcome -> {
                    if (ENDS.get(end).isInstance(outcome)) {
                        right++;
                    }
                });
            }
            time.advance(INTERVAL.multipliedBy(2));
            long spent = cpu() - cpu;
            double bytes = (Heap.used() - empty) / (double) polls.length;
            cpu = cpu();
            time.advance(INTERVAL.multipliedBy(2 * POLLS));
            spent += cpu() - cpu;
            long made = 0;
            for (int each : polls) {
                made += each;
            }
            if (isTold) {
                System.out.println("bytes=" + bytes);
                System.out.println("cpu=" + spent / 1_000.0 / made);
                System.out.println("polls=" + made);
                System.out.println("right=" + right);
            }
        }
    }

    // Of some actions, as they would be.
    private static TaskRef task(int number) {
        return TaskRef.ofProcess("8a81", "75A4", "P" + number % 100, "T" + number);
    }

    @Override
    public TransportResponse execute(TransportRequest request) {
        String path = request.uri().getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (last.equals("tasks")) {
            return Canned.json(403, "");
        }
        int number = Integer.parseInt(last.substring(1));
        String state = ++polls[number] < POLLS ? "\"IN_PROGRESS\"" : LAST.get(number % LAST.size());
        return Canned.json(200, "{\"task\":{\"taskState\":" + state + "}}");
    }

    @Override
    public void close() {
        // nothing is open
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
