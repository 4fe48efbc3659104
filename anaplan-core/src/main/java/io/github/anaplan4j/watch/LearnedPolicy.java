package io.github.anaplan4j.watch;

import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.LatestMap;
import io.github.anaplan4j.internal.base.ReadsAhead;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** Polls where the end of a run is likely, going by how long earlier runs took. */
final class LearnedPolicy implements PollingPolicy, ReadsAhead<ActionRef> {
    private static final PollingPolicy BY_TIME =
            PollingPolicy.stretching(Duration.ofSeconds(5), Duration.ofMinutes(1), 0.1);
    // Seconds between two polls at most, whatever the forecast says, and however short the runs are at least.
    private static final double LONGEST = 900;
    private static final double LEAST_LONGEST = 120;
    // A watch that has missed more of the run than this does not know how long that has taken.
    private static final Duration JOINED = Duration.ofMinutes(1);
    // The shares of the shortest run after which there is a first poll, and between the later ones at most.
    private static final double FIRST = 0.105;
    private static final double APART = 1 / 3.0;
    // Of so many actions it keeps what it has worked out.
    private static final int MOST_ACTIONS = 1_000;

    private final HistoryReader history;
    private final double price;
    private final Plan withoutPast;
    private final Map<ActionRef, Plan> plans = LatestMap.byUse(MOST_ACTIONS);

    /**
     * What follows from the past alone.
     *
     * @param past how long earlier runs took
     * @param shortest how long the shortest took that counts, in seconds
     * @param density when to poll
     */
    private record Plan(List<Duration> past, double shortest, PollDensity density) {
        static Plan from(List<Duration> past, double price) {
            Forecast forecast = Forecast.from(past);
            return new Plan(List.copyOf(past), forecast.shortest(), new PollDensity(forecast::hazard, price));
        }
    }

    LearnedPolicy(DurationHistory history, Duration price) {
        if (price.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("The price of a request is less than a millisecond: " + price);
        }
        this.history = HistoryReader.of(Objects.requireNonNull(history, "history"));
        this.price = price.getSeconds() + price.getNano() / 1e9;
        this.withoutPast = Plan.from(List.of(), this.price);
    }

    @Override
    public Decision decide(WatchState state, Observation latest) {
        boolean isCancelling =
                state.lastSeen() != null && state.lastSeen().state().equals(TaskState.CANCELLING);
        boolean joined =
                state.missed().filter(missed -> missed.compareTo(JOINED) > 0).isPresent();
        Decision.Again byTime = (Decision.Again) BY_TIME.decide(state, latest); // which never gives up
        if (state.runningAt() == null || isCancelling || joined) {
            return byTime;
        }
        Duration wait = waitAt(state.running().toMillis() / 1000.0, plan(state));
        // A poll that brought nothing is to be made up for.
        return new Decision.Again(latest instanceof Observation.Seen ? wait : Durations.shorter(wait, byTime.delay()));
    }

    @Override
    public boolean goesBy(Object store) {
        return history.reads(store);
    }

    @Override
    public OptionalInt readAhead(ActionRef action, boolean waits) {
        return history.readAhead(action, waits).stream().mapToInt(List::size).findFirst();
    }

    private Plan plan(WatchState state) {
        ActionRef action = state.task().action();
        List<Duration> past = history.of(state);
        if (past.isEmpty()) {
            return withoutPast;
        }
        synchronized (plans) {
            Plan plan = plans.get(action);
            if (plan == null || !plan.past.equals(past)) {
                plan = Plan.from(past, price);
                plans.put(action, plan);
            }
            return plan;
        }
    }

    private static Duration waitAt(double now, Plan plan) {
        double wait = plan.density.untilNext(now, longest(now, plan.shortest));
        return Duration.ofMillis((long) Math.ceil(1000 * wait));
    }

    // Any run may break off early, and nearly none does: where the forecast expects no end, looks are few.
    private static double longest(double now, double shortest) {
        double apart = Math.min(LONGEST, Math.max(LEAST_LONGEST, APART * shortest));
        double first = FIRST * shortest;
        return now < first ? Math.min(apart, first - now) : apart;
    }
}
