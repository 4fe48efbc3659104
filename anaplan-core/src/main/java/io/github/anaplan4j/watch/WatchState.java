package io.github.anaplan4j.watch;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a watch remembers: the task, and the polls so far folded into a few numbers. It can be stored as text and
 * continued elsewhere.
 *
 * @param task the watched task
 * @param polls how many polls were made
 * @param consecutiveFailures how many polls in a row, up to the last, failed; throttled ones neither count nor interrupt
 * @param lastFailure why the last poll failed, or null if it did not
 * @param sameFailures how many polls in a row, up to the last, failed for that reason
 * @param elapsed time since the watch began, at the end of the last poll
 * @param asOf the wall-clock time at that moment, from which a stored watch goes on counting
 * @param notBefore the wall-clock time before which there is to be no poll
 * @param changedAt the value of {@code elapsed} at which state, step or progress was last seen to change
 * @param runningAt the value of {@code elapsed} at which the task was first seen running, or null if it was not yet
 * @param lastSeen the last status, or null if there was none yet
 */
public record WatchState(
        TaskRef task,
        int polls,
        int consecutiveFailures,
        @Nullable FailureKind lastFailure,
        int sameFailures,
        Duration elapsed,
        Instant asOf,
        Instant notBefore,
        Duration changedAt,
        @Nullable Duration runningAt,
        @Nullable TaskStatus lastSeen) {
    /** @throws IllegalArgumentException if a number is negative */
    public WatchState {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(notBefore, "notBefore");
        if (polls < 0
                || consecutiveFailures < 0
                || sameFailures < 0
                || elapsed.isNegative()
                || changedAt.isNegative()
                || runningAt != null && runningAt.isNegative()) {
            throw new IllegalArgumentException("A number is negative: polls " + polls + ", consecutive failures "
                    + consecutiveFailures + ", of the same kind " + sameFailures + ", elapsed " + elapsed
                    + ", changed at " + changedAt + ", running at " + runningAt);
        }
    }

    /**
     * @param task the task to watch
     * @param now the wall-clock time
     * @return the state before the first poll
     */
    public static WatchState start(TaskRef task, Instant now) {
        return new WatchState(task, 0, 0, null, 0, Duration.ZERO, now, now, Duration.ZERO, null, null);
    }

    /**
     * Reads what {@link #toText} wrote, also in an earlier version of this library.
     *
     * @param text the text
     * @return the state
     * @throws IllegalArgumentException if it is not such a text
     */
    public static WatchState parse(String text) {
        return WatchStateText.parse(text);
    }

    /**
     * {@return this state as one line of ASCII text, for a scheduler that keeps it between two polls. The result that an
     * unfinished task may already report is left out}
     */
    public String toText() {
        return WatchStateText.of(this);
    }

    /** {@return how long state, step and progress have stayed the same} */
    public Duration sinceChange() {
        return elapsed.minus(changedAt);
    }

    /** {@return how long the task has been seen running; zero if it was not yet} */
    public Duration running() {
        return runningAt == null ? Duration.ZERO : elapsed.minus(runningAt);
    }

    /** {@return whether the task was seen before it ran, so that {@link #running} is the whole of its run} */
    boolean sawTheBeginning() {
        return runningAt != null && !runningAt.isZero();
    }

    /** {@return how long there is still to be no poll; none if the clock was set back, and so tells nothing} */
    Duration waitAt(Instant now) {
        return now.isBefore(asOf) || now.isAfter(notBefore) ? Duration.ZERO : Duration.between(now, notBefore);
    }

    WatchState notBefore(Instant then) {
        return new WatchState(
                task,
                polls,
                consecutiveFailures,
                lastFailure,
                sameFailures,
                elapsed,
                asOf,
                then,
                changedAt,
                runningAt,
                lastSeen);
    }

    /** {@return this state at a later moment} */
    WatchState at(Duration sinceStart, Instant now) {
        return new WatchState(
                task,
                polls,
                consecutiveFailures,
                lastFailure,
                sameFailures,
                later(sinceStart),
                now,
                now,
                changedAt,
                runningAt,
                lastSeen);
    }

    // A clock that jumps back does not undo the past.
    private Duration later(Duration sinceStart) {
        return sinceStart.compareTo(elapsed) < 0 ? elapsed : sinceStart;
    }

    /**
     * @param observation what a poll brought
     * @param sinceStart the time since the watch began, at the end of that poll
     * @param now the wall-clock time at that moment
     * @return this state with that poll folded in
     */
    WatchState after(Observation observation, Duration sinceStart, Instant now) {
        Duration later = later(sinceStart);
        if (observation instanceof Observation.Seen seen) {
            TaskStatus status = seen.status();
            Duration change = looksLike(status) ? changedAt : later;
            boolean startsRunning = runningAt == null && status.state().kind() != TaskState.Kind.NOT_STARTED;
            Duration running = startsRunning ? polls == 0 ? Duration.ZERO : later : runningAt;
            return new WatchState(task, polls + 1, 0, null, 0, later, now, now, change, running, status);
        }
        if (observation instanceof Observation.PollFailed failed) {
            int same = failed.kind() == lastFailure ? sameFailures + 1 : 1;
            return unseen(consecutiveFailures + 1, failed.kind(), same, later, now);
        }
        return unseen(consecutiveFailures, lastFailure, sameFailures, later, now);
    }

    private WatchState unseen(int inARow, @Nullable FailureKind kind, int same, Duration later, Instant now) {
        return new WatchState(task, polls + 1, inARow, kind, same, later, now, now, changedAt, runningAt, lastSeen);
    }

    private boolean looksLike(TaskStatus status) {
        return lastSeen != null
                && lastSeen.state().equals(status.state())
                && Objects.equals(lastSeen.currentStep(), status.currentStep())
                && Objects.equals(lastSeen.progress(), status.progress());
    }
}
