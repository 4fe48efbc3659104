package io.github.anaplan4j.watch;

import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.ReadsAhead;
import io.github.anaplan4j.task.ActionRef;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A policy with settings around it.
 *
 * <p>Each setting is held once, beside the others, so that the order in which they are made does not matter.
 */
final class DecoratedPolicy implements PollingPolicy, ReadsAhead<ActionRef> {
    private final PollingPolicy waits;
    private final @Nullable Tolerance tolerance;
    private final @Nullable Duration progressWithin;
    private final double jitter;
    private final @Nullable Duration longest;

    /** How many failures in a row are borne, and for how long at least. */
    private record Tolerance(int failures, Duration atLeast) {
        boolean isSpent(WatchState state) {
            return state.consecutiveFailures() > failures && state.failing().compareTo(atLeast) >= 0;
        }
    }

    private DecoratedPolicy(
            PollingPolicy waits,
            @Nullable Tolerance tolerance,
            @Nullable Duration progressWithin,
            double jitter,
            @Nullable Duration longest) {
        this.waits = waits;
        this.tolerance = tolerance;
        this.progressWithin = progressWithin;
        this.jitter = jitter;
        this.longest = longest;
    }

    static DecoratedPolicy of(PollingPolicy policy) {
        return policy instanceof DecoratedPolicy decorated
                ? decorated
                : new DecoratedPolicy(policy, null, null, 0, null);
    }

    DecoratedPolicy withTolerance(int failures, Duration atLeast) {
        return new DecoratedPolicy(waits, new Tolerance(failures, atLeast), progressWithin, jitter, longest);
    }

    DecoratedPolicy withProgressWithin(Duration limit) {
        return new DecoratedPolicy(waits, tolerance, limit, jitter, longest);
    }

    DecoratedPolicy withJitter(double share) {
        return new DecoratedPolicy(waits, tolerance, progressWithin, share, longest);
    }

    DecoratedPolicy withWaitsUpTo(Duration limit) {
        return new DecoratedPolicy(waits, tolerance, progressWithin, jitter, limit);
    }

    @Override
    public Decision decide(WatchState state, Observation latest) {
        if (tolerance != null && latest instanceof Observation.PollFailed failed) {
            if (isPermanent(failed.kind(), state)) {
                return new Decision.GiveUp(GiveUpReason.PERMANENT_ERROR);
            }
            if (tolerance.isSpent(state)) {
                return new Decision.GiveUp(GiveUpReason.TOO_MANY_FAILURES);
            }
        }
        if (progressWithin != null
                && latest instanceof Observation.Seen
                && state.sinceChange().compareTo(progressWithin) >= 0) {
            return new Decision.GiveUp(GiveUpReason.NO_PROGRESS);
        }
        Decision decision = waits.decide(state, latest);
        return decision instanceof Decision.Again again ? shortened(jittered(again, state)) : decision;
    }

    @Override
    public boolean goesBy(Object store) {
        return waits instanceof LearnedPolicy learned && learned.goesBy(store);
    }

    @Override
    public OptionalInt readAhead(ActionRef action, boolean mayWait) {
        return waits instanceof LearnedPolicy learned ? learned.readAhead(action, mayWait) : OptionalInt.empty();
    }

    private static boolean isPermanent(FailureKind kind, WatchState state) {
        return switch (kind) {
            case UNAUTHORIZED, REJECTED -> true;
            case NOT_FOUND -> state.sameFailures() > 2;
            default -> false;
        };
    }

    private Decision.Again shortened(Decision.Again again) {
        return longest == null ? again : new Decision.Again(Durations.shorter(again.delay(), longest));
    }

    private Decision.Again jittered(Decision.Again again, WatchState state) {
        if (jitter == 0) {
            return again;
        }
        double extra = jitter * Jitter.of(state.task(), state.polls());
        return new Decision.Again(Durations.sum(again.delay(), Jitter.part(again.delay(), extra)));
    }
}
