package io.github.anaplan4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The mishaps that wait for their request. Each request meets with the first one that is meant for it. Thread-safe. */
final class PlannedMishaps {
    private final List<Planned> plan = new ArrayList<>();

    private static final class Planned {
        private final Predicate<RecordedRequest> which;
        private final Mishap mishap;
        private int left;

        Planned(Predicate<RecordedRequest> which, Mishap mishap, int left) {
            this.which = which;
            this.mishap = mishap;
            this.left = left;
        }
    }

    synchronized void add(int times, Predicate<RecordedRequest> which, Mishap mishap) {
        if (times < 1) {
            throw new IllegalArgumentException("A mishap happens at least once, and not " + times + " times.");
        }
        plan.add(new Planned(which, mishap, times));
    }

    synchronized Optional<Mishap> of(RecordedRequest request) {
        for (Planned planned : plan) {
            if (planned.which.test(request)) {
                planned.left--;
                if (planned.left == 0) {
                    plan.remove(planned);
                }
                return Optional.of(planned.mishap);
            }
        }
        return Optional.empty();
    }
}
