package io.github.anaplan4j.watch;

import java.time.Duration;

/**
 * Decides, after each poll of an unfinished task, when to poll again or whether to give up. A pure function: the same
 * state and observation give the same decision, so a watch can be stored, replayed and tested without a clock.
 * Implementations are thread-safe.
 */
@FunctionalInterface
public interface PollingPolicy {
    /**
     * @param state the watch so far, with the latest observation folded in
     * @param latest what the last poll brought; never a final status
     * @return when to poll again, or to give up
     */
    Decision decide(WatchState state, Observation latest);

    /**
     * {@return the default: every 5 seconds at first, more rarely as the run gets longer, at least once a minute; gives up
     * after more than 10 failed polls in a row, and has no limit of time}
     */
    static PollingPolicy standard() {
        return stretching(Duration.ofSeconds(5), Duration.ofMinutes(1), 0.1).tolerating(10);
    }

    /**
     * Waits for a share of the time already spent, so that a long run is polled more rarely and yet its end is noticed
     * after at most that share of its length.
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
            double millis = state.elapsed().toMillis() * share;
            Duration wait = millis >= longest.toMillis() ? longest : Duration.ofMillis((long) millis);
            return new Decision.Again(wait.compareTo(shortest) < 0 ? shortest : wait);
        };
    }

    /**
     * Gives up once polls fail too often in a row, or for a reason that will not go away. A 404 is given two more polls
     * before it counts as such, because a task just started may not be visible yet.
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
                    case NOT_FOUND -> state.consecutiveNotFound() > 2;
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
     * Gives up when the time is spent. The last poll is made at the limit, or one polling floor later.
     *
     * @param limit how long to watch, from the first poll on
     * @return this policy with that limit
     * @throws IllegalArgumentException if the limit is negative
     */
    default PollingPolicy givingUpAfter(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("The limit is negative: " + limit);
        }
        return (state, latest) -> {
            Duration left = limit.minus(state.elapsed());
            if (left.isNegative() || left.isZero()) {
                return new Decision.GiveUp(GiveUpReason.TIME_SPENT);
            }
            Decision decision = decide(state, latest);
            return decision instanceof Decision.Again again && again.notBefore().compareTo(left) > 0
                    ? new Decision.Again(left)
                    : decision;
        };
    }
}
