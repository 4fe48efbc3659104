package io.github.anaplan4j.testkit.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that wait for their request. Each request meets with the first one that is meant for it. Thread-safe. */
public final class PlannedFaults {
    private final List<Planned> plan = new ArrayList<>();

    private static final class Planned {
        private final Predicate<LoggedRequest> which;
        private final InjectedFault fault;
        private int left;

        Planned(Predicate<LoggedRequest> which, InjectedFault fault, int left) {
            this.which = which;
            this.fault = fault;
            this.left = left;
        }
    }

    PlannedFaults() {}

    /**
     * Plans a fault for each of the next requests of a kind.
     *
     * @param times how many
     * @param which which requests
     * @param fault what happens
     * @throws IllegalArgumentException if it is to happen less than once
     */
    public synchronized void add(int times, Predicate<LoggedRequest> which, InjectedFault fault) {
        if (times < 1) {
            throw new IllegalArgumentException("A fault happens at least once, and not " + times + " times.");
        }
        plan.add(new Planned(which, fault, times));
    }

    synchronized Optional<InjectedFault> of(LoggedRequest request) {
        for (Planned planned : plan) {
            if (planned.which.test(request)) {
                planned.left--;
                if (planned.left == 0) {
                    plan.remove(planned);
                }
                return Optional.of(planned.fault);
            }
        }
        return Optional.empty();
    }
}
