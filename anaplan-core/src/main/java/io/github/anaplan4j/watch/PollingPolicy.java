package io.github.anaplan4j.watch;

import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.spi.DurationHistory;
import java.time.Duration;

/**
 * Decides, after each poll of an unfinished task, when to poll again or whether to give up.
 *
 * <p>A policy is a pure function: the same state and observation give the same decision, so a watch can be stored,
 * replayed and tested without a clock. It knows nothing of the limit of the watch, which is
 * {@link WatchSettings#limit}. Implementations are thread-safe and quick: one that waits for something holds up its
 * own watch, and with it a poll worker, of which a client has 16.
 *
 * <p>{@link #tolerating}, {@link #givingUpWithoutProgressFor}, {@link #waitingAtMost} and {@link #jittered} are
 * settings around a policy. They mean the same in any order. One that is made again replaces the one before:
 * {@code standard().tolerating(100)} bears 100 failures. A wrapper of one's own, such as a lambda that calls another
 * policy, hides the settings inside it; what is set around it is added to them.
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
     * {@return the policy that goes by time alone: every 5 seconds at first, more rarely as the run gets longer, at
     * least once a minute}
     *
     * <p>It learns nothing. It bears as many failed polls as {@link #learned(DurationHistory)}, which a watch has
     * unless told otherwise.
     */
    static PollingPolicy standard() {
        return stretching(Duration.ofSeconds(5), Duration.ofMinutes(1), 0.1).tolerating(10, Duration.ofMinutes(5));
    }

    /**
     * Polls where the end is likely, at half a second of delay for a request.
     *
     * <p>With the history that the client was built with, this is what a watch does unless told otherwise: past tasks
     * are asked for as well, also with settings around it. It gives up after more than 10 failed polls in a row, over
     * five minutes at least: so long can the restart of a gateway take.
     *
     * @param history the past durations
     * @return the policy
     * @see #learned(DurationHistory, Duration)
     */
    static PollingPolicy learned(DurationHistory history) {
        return learned(history, Duration.ofMillis(500)).tolerating(10, Duration.ofMinutes(5));
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
     * <p>The past durations of the action make a forecast. The density of the polls at time t of the run is
     * sqrt(hazard(t) / (2 price)), which costs least in requests and delay together. Without a past, the run may take
     * minutes or an hour. Past runs that are shorter or longer than the median by a factor of more than 2.5 count
     * for nothing, as long as there is only one or they are a tenth at most.
     *
     * <p>A run may always break off early. So there is a poll soon after a tenth of the shortest run that counts. From
     * then on no wait is longer than a third of that run, made 2 minutes if it is less and 15 minutes if it is more.
     *
     * <p>The wait is that of {@link #standard} until the task is seen running, while it is being cancelled, and where
     * the watch has {@linkplain WatchState#missed missed} more than a minute of the run; after a poll that brought
     * nothing it is no longer than that. A history that hangs or fails is one without a past. Inside a wrapper of one's
     * own the policy reads it at the first decision of each watch, and waits for it for a second at most.
     *
     * @param history the past durations; the decisions change only as it grows
     * @param price the delay that one request is worth, such as half a second: the more, the fewer polls
     * @return a policy that never gives up
     * @throws IllegalArgumentException if the price is less than a millisecond
     */
    static PollingPolicy learned(DurationHistory history, Duration price) {
        return new LearnedPolicy(history, price);
    }

    /**
     * Gives up once polls fail too often in a row, or for a reason that will not go away.
     *
     * <p>It counts failures alone, however short the time. It replaces what was tolerated before. A 404 is given two
     * more polls before it counts as a reason that will not go away, because a task just started may not be visible
     * yet.
     *
     * @param failures how many failed polls in a row to tolerate
     * @return this policy with that limit
     * @throws IllegalArgumentException if {@code failures} is negative
     */
    default PollingPolicy tolerating(int failures) {
        return tolerating(failures, Duration.ZERO);
    }

    /**
     * Gives up once polls have failed too often in a row and for too long, or for a reason that will not go away.
     *
     * <p>The time is counted from the first failed poll of the row to the last. It replaces what was tolerated before.
     *
     * @param failures how many failed polls in a row to tolerate
     * @param atLeast for how long to tolerate failed polls, however many there are
     * @return this policy with that limit
     * @throws IllegalArgumentException if {@code failures} or {@code atLeast} is negative
     */
    default PollingPolicy tolerating(int failures, Duration atLeast) {
        if (failures < 0 || atLeast.isNegative()) {
            throw new IllegalArgumentException("A number is negative: failures " + failures + ", at least " + atLeast);
        }
        return DecoratedPolicy.of(this).withTolerance(failures, atLeast);
    }

    /**
     * Gives up when state, step and progress have not changed for a while: for runs that are stuck.
     *
     * <p>Anaplan does not promise that progress grows, and a step can take long, so be generous.
     *
     * @param limit how long nothing may change
     * @return this policy with that limit, in place of one that it had
     * @throws IllegalArgumentException if the limit is not positive
     */
    default PollingPolicy givingUpWithoutProgressFor(Duration limit) {
        if (Durations.isOver(limit)) {
            throw new IllegalArgumentException("The limit is not positive: " + limit);
        }
        return DecoratedPolicy.of(this).withProgressWithin(limit);
    }

    /**
     * Waits no longer than that between two polls, however far away the end seems.
     *
     * <p>The polling floor, the server and the request budget may make a wait longer still.
     *
     * @param longest the longest wait
     * @return this policy with that limit, in place of one that it had
     * @throws IllegalArgumentException if the limit is not positive
     */
    default PollingPolicy waitingAtMost(Duration longest) {
        if (Durations.isOver(longest)) {
            throw new IllegalArgumentException("The limit is not positive: " + longest);
        }
        return DecoratedPolicy.of(this).withWaitsUpTo(longest);
    }

    /**
     * Lengthens each wait by up to a share of it, so that watches that began together drift apart.
     *
     * <p>By how much is a hash of the task and the number of the poll: spread over tasks, the same at each replay.
     *
     * @param share the largest share, such as 0.2
     * @return this policy with that spread, in place of one that it had
     * @throws IllegalArgumentException if {@code share} is not between 0 and 1
     */
    default PollingPolicy jittered(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share is not between 0 and 1: " + share);
        }
        return DecoratedPolicy.of(this).withJitter(share);
    }
}
