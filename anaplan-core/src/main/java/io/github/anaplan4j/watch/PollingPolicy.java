package io.github.anaplan4j.watch;

import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.spi.DurationHistory;
import java.time.Duration;

/**
 * Decides, after each poll of an unfinished task, when to poll again or whether to give up.
 *
 * <p>A policy is a pure function: the same state and observation give the same decision, so a watch can be stored,
 * replayed and tested without a clock. It knows nothing of the limit of the watch, which is
 * {@link WatchSettings#limit}. Implementations are thread-safe.
 *
 * <p>A policy of your own that only ever says "again" never gives up, not even on a token or an id that is refused: add
 * {@link #tolerating}.
 */
@FunctionalInterface
public interface PollingPolicy {
    /**
     * Decides what comes after a poll.
     *
     * @param state the watch so far, with the latest observation folded in
     * @param latest what the last poll brought; never a final status
     * @return when to poll again, or to give up
     */
    Decision decide(WatchState state, Observation latest);

    /**
     * {@return the default policy: every 5 seconds at first, more rarely as the run gets longer, at least once a
     * minute}
     *
     * <p>It gives up after more than 10 failed polls in a row.
     */
    static PollingPolicy standard() {
        return stretching(Duration.ofSeconds(5), Duration.ofMinutes(1), 0.1).tolerating(10);
    }

    /**
     * Waits for a share of the time already spent.
     *
     * <p>So a long run is polled more rarely, and yet its end is noticed after at most that share of its length.
     *
     * @param shortest the shortest wait
     * @param longest the longest wait
     * @param share the share of the elapsed time, such as 0.1
     * @return a policy that never gives up
     * @throws IllegalArgumentException if {@code shortest} is negative or exceeds {@code longest}, or {@code share} is
     *     negative or not a number
     */
    static PollingPolicy stretching(Duration shortest, Duration longest, double share) {
        if (shortest.isNegative() || shortest.compareTo(longest) > 0 || !(share >= 0) || Double.isInfinite(share)) {
            throw new IllegalArgumentException("Expected 0 <= shortest <= longest and a share of at least 0, but got "
                    + shortest + ", " + longest + " and " + share);
        }
        return (state, latest) -> {
            // The cast saturates; no run lasts long enough to notice.
            Duration wait = Duration.ofMillis((long) (state.elapsed().toMillis() * share));
            return new Decision.Again(Durations.longer(shortest, Durations.shorter(wait, longest)));
        };
    }

    /**
     * Polls where the end is likely, going by how long earlier runs took.
     *
     * <p>From the past durations of the action a distribution is fitted. The density of the polls at time t of the run
     * is sqrt(hazard(t) / (2 price)), which costs least in requests and delay together. A broad distribution is mixed
     * in, so that a run unlike any before is still seen in good time. Until the task is seen running it is polled as by
     * {@link #standard}.
     *
     * @param history the past durations; the decisions change only as it grows
     * @param price the delay that one request is worth, such as 200 milliseconds: the more, the fewer polls
     * @return a policy that never gives up
     * @throws IllegalArgumentException if the price is less than a millisecond
     */
    static PollingPolicy learned(DurationHistory history, Duration price) {
        return new LearnedPolicy(history, price);
    }

    /**
     * Gives up once polls fail too often in a row, or for a reason that will not go away.
     *
     * <p>A 404 is given two more polls before it counts as such, because a task just started may not be visible yet.
     *
     * @param failures how many failed polls in a row to tolerate
     * @return this policy with that limit
     * @throws IllegalArgumentException if {@code failures} is negative
     */
    default PollingPolicy tolerating(int failures) {
        if (failures < 0) {
            throw new IllegalArgumentException("failures is negative: " + failures);
        }
        return (state, latest) -> {
            if (latest instanceof Observation.PollFailed failed) {
                boolean permanent = switch (failed.kind()) {
                    case UNAUTHORIZED, REJECTED -> true;
                    case NOT_FOUND -> state.sameFailures() > 2;
                    default -> false;
                };
                if (permanent) {
                    return new Decision.GiveUp(GiveUpReason.PERMANENT_ERROR);
                }
                if (state.consecutiveFailures() > failures) {
                    return new Decision.GiveUp(GiveUpReason.TOO_MANY_FAILURES);
                }
            }
            return decide(state, latest);
        };
    }

    /**
     * Gives up when state, step and progress have not changed for a while: for runs that are stuck.
     *
     * <p>Anaplan does not promise that progress grows, and a step can take long, so be generous.
     *
     * @param limit how long nothing may change
     * @return this policy with that limit
     * @throws IllegalArgumentException if the limit is not positive
     */
    default PollingPolicy givingUpWithoutProgressFor(Duration limit) {
        if (Durations.isOver(limit)) {
            throw new IllegalArgumentException("The limit is not positive: " + limit);
        }
        return (state, latest) ->
                latest instanceof Observation.Seen && state.sinceChange().compareTo(limit) >= 0
                        ? new Decision.GiveUp(GiveUpReason.NO_PROGRESS)
                        : decide(state, latest);
    }

    /**
     * Lengthens each wait by up to a share of it, so that watches that began together drift apart.
     *
     * <p>By how much is a hash of the task and the number of the poll: spread over tasks, the same at each replay.
     *
     * @param share the largest share, such as 0.2
     * @return this policy with that spread
     * @throws IllegalArgumentException if {@code share} is not between 0 and 1
     */
    default PollingPolicy jittered(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share is not between 0 and 1: " + share);
        }
        return (state, latest) -> {
            Decision decision = decide(state, latest);
            if (!(decision instanceof Decision.Again again)) {
                return decision;
            }
            double extra = share * Jitter.of(state.task(), state.polls());
            return new Decision.Again(again.delay().plus(Jitter.part(again.delay(), extra)));
        };
    }
}
