package io.github.anaplan4j.watch;

import io.github.anaplan4j.spi.DurationHistory;
import java.time.Duration;
import java.util.List;

/** Polls where the end of a run is likely, going by how long earlier runs took. */
final class LearnedPolicy implements PollingPolicy {
    // Half of all runs take less than five minutes, one in seven takes longer than half an hour.
    private static final LogLogistic ANY_RUN = new LogLogistic(300, 1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final double STEP = 0.25;

    private final DurationHistory history;
    private final double price;
    private final PollingPolicy untilRunning =
            PollingPolicy.stretching(Duration.ofSeconds(5), Duration.ofMinutes(1), 0.1);

    LearnedPolicy(DurationHistory history, Duration price) {
        if (price.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("The price of a request is less than a millisecond: " + price);
        }
        this.history = history;
        this.price = price.getSeconds() + price.getNano() / 1e9;
    }

    @Override
    public Decision decide(WatchState state, Observation latest) {
        if (state.runningAt() == null) {
            return untilRunning.decide(state, latest);
        }
        List<Duration> past = history.durations(state.task().action());
        return new Decision.Again(waitAt(state.running().toMillis() / 1000.0, past));
    }

    /** {@return the time over which the density of polls adds up to one poll} */
    private Duration waitAt(double now, List<Duration> past) {
        LogLogistic likeBefore = past.isEmpty() ? ANY_RUN : LogLogistic.fittedTo(past);
        double unlikeBefore = 1.0 / (past.size() + 1);
        double polls = 0;
        double wait = 0;
        while (polls < 1 && wait < LONGEST.toSeconds()) {
            double t = now + wait + STEP / 2;
            double density = (1 - unlikeBefore) * likeBefore.density(t) + unlikeBefore * ANY_RUN.density(t);
            double survival = (1 - unlikeBefore) * likeBefore.survival(t) + unlikeBefore * ANY_RUN.survival(t);
            polls += Math.sqrt(density / survival / (2 * price)) * STEP;
            wait += STEP;
        }
        return Duration.ofMillis(Math.round(wait * 1000));
    }
}
