package io.github.anaplan4j.benchmarks;

import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.Decision;
import io.github.anaplan4j.watch.Observation;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** When a run is polled: a policy asked again and again, without a clock and without a server. */
@FunctionalInterface
interface Schedule {
    /** The floor of the library, in seconds. */
    double FLOOR = 5;

    /** {@return the time of the next poll after one at {@code now}, in seconds of the run} */
    double after(double now);

    /** {@return the schedule of a policy of the library, at most one poll in five seconds} */
    static Schedule of(PollingPolicy policy) {
        return now -> {
            Decision decision = policy.decide(Asking.running(now), Asking.RUNNING);
            Duration wait = ((Decision.Again) decision).delay();
            return now + Math.max(FLOOR, wait.toMillis() / 1_000.0);
        };
    }

    /** {@return the schedule of the policy that has learned from the given durations} */
    static Schedule learned(List<Double> past, double price) {
        DurationHistory history = DurationHistory.inMemory(); // any other one would be asked on a thread of its own
        for (int run = 0; run < past.size(); run++) {
            history.add(Asking.ACTION.task("T" + run), Asking.duration(past.get(run)));
        }
        return of(PollingPolicy.learned(history, Asking.duration(price)));
    }

    /** {@return the schedule of a loop that always waits as long} */
    static Schedule every(double seconds) {
        return now -> now + seconds;
    }

    /** {@return the schedule of Anaplan's own command line tool} */
    static Schedule vendor() {
        return now -> now + (now < 10 ? 1 : now < 60 ? 10 : 60);
    }

    /** {@return what it costs on average over the runs of a scenario, exactly but for one run in ten million} */
    default Cost over(Scenario scenario) {
        double lag = 0;
        double requests = 0;
        double now = 0;
        double ended = 0;
        double endedFor = 0;
        while (ended < 1 - 1e-7) {
            double next = after(now);
            double later = scenario.endedFor(next);
            requests += 1 - ended;
            lag += later - endedFor - (next - now) * ended;
            now = next;
            ended = scenario.ended(next);
            endedFor = later;
        }
        return new Cost(lag, requests);
    }

    /** {@return what a run costs that takes so many seconds} */
    default Cost of(double end) {
        double now = 0;
        int requests = 0;
        while (now < end) {
            now = after(now);
            requests++;
        }
        return new Cost(now - end, requests);
    }

    /** What a policy is asked with. */
    final class Asking {
        private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118000000002");
        private static final Observation RUNNING =
                new Observation.Seen(new TaskStatus(null, TaskState.IN_PROGRESS, null, null, null, null, null));

        private Asking() {}

        private static Duration duration(double seconds) {
            return Duration.ofMillis(Math.round(seconds * 1_000));
        }

        private static WatchState running(double seconds) {
            return new WatchState(
                    ACTION.task("1"),
                    1,
                    0,
                    null,
                    0,
                    null,
                    duration(seconds),
                    Instant.EPOCH,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    Duration.ZERO,
                    Duration.ZERO,
                    null,
                    Map.of());
        }
    }
}
