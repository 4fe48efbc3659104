package io.github.anaplan4j.watch;

import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a watch remembers: the polls so far, folded into a few numbers.
 *
 * @param polls how many polls were made
 * @param consecutiveFailures how many polls in a row, up to the last, failed; throttled ones neither count nor interrupt
 * @param consecutiveNotFound how many of these, up to the last, were answered with 404
 * @param elapsed time since the watch began, at the end of the last poll
 * @param changedAt the value of {@code elapsed} at which state, step or progress was last seen to change
 * @param lastSeen the last status, or null if there was none yet
 */
public record WatchState(
        int polls,
        int consecutiveFailures,
        int consecutiveNotFound,
        Duration elapsed,
        Duration changedAt,
        @Nullable TaskStatus lastSeen) {
    /** @throws IllegalArgumentException if a number is negative */
    public WatchState {
        if (polls < 0
                || consecutiveFailures < 0
                || consecutiveNotFound < 0
                || elapsed.isNegative()
                || changedAt.isNegative()) {
            throw new IllegalArgumentException("A number is negative: polls " + polls + ", consecutive failures "
                    + consecutiveFailures + ", of them not found " + consecutiveNotFound + ", elapsed " + elapsed
                    + ", changed at " + changedAt);
        }
    }

    /** {@return the state before the first poll} */
    public static WatchState start() {
        return new WatchState(0, 0, 0, Duration.ZERO, Duration.ZERO, null);
    }

    /** {@return how long state, step and progress have stayed the same} */
    public Duration sinceChange() {
        return elapsed.minus(changedAt);
    }

    /**
     * @param observation what a poll brought
     * @param now the time since the watch began, at the end of that poll
     * @return this state with that poll folded in
     */
    WatchState after(Observation observation, Duration now) {
        Duration later = now.compareTo(elapsed) < 0 ? elapsed : now; // a clock that jumps back does not undo the past
        if (observation instanceof Observation.Seen seen) {
            boolean changed = !looksLike(seen.status());
            return new WatchState(polls + 1, 0, 0, later, changed ? later : changedAt, seen.status());
        }
        if (observation instanceof Observation.PollFailed failed) {
            int notFound = failed.kind() == FailureKind.NOT_FOUND ? consecutiveNotFound + 1 : 0;
            return new WatchState(polls + 1, consecutiveFailures + 1, notFound, later, changedAt, lastSeen);
        }
        return new WatchState(polls + 1, consecutiveFailures, consecutiveNotFound, later, changedAt, lastSeen);
    }

    private boolean looksLike(TaskStatus status) {
        return lastSeen != null
                && lastSeen.state().equals(status.state())
                && Objects.equals(lastSeen.currentStep(), status.currentStep())
                && Objects.equals(lastSeen.progress(), status.progress());
    }
}
