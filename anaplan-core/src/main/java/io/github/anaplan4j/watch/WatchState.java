package io.github.anaplan4j.watch;

import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a watch: its task, and the polls so far folded into a few numbers.
 *
 * <p>It is all that a watch remembers. It can be stored as text and continued elsewhere.
 *
 * @param task the watched task
 * @param polls how many polls were made
 * @param consecutiveFailures how many polls in a row, up to the last, failed; throttled ones neither count nor
 *     interrupt
 * @param lastFailure why the last poll failed, or null if it did not
 * @param sameFailures how many polls in a row, up to the last, failed for that reason
 * @param failingSince the value of {@code elapsed} at the first failure of those in a row, or null if the last poll did
 *     not fail
 * @param elapsed time since the watch began, at the end of the last poll
 * @param asOf the wall-clock time at that moment, from which a stored watch goes on counting
 * @param nextPoll the wall-clock time at which to take the next step of the watch
 * @param blockedUntil the wall-clock time before which the polling floor and the server allow no poll; later than
 *     {@code nextPoll} where the limit of the watch comes first
 * @param changedAt the value of {@code elapsed} at which state, step or progress was last seen to change
 * @param runningAt the value of {@code elapsed} at which the task was first seen running, or null if it was not yet
 * @param lastSeen the last status, or null if there was none yet
 * @param unknown names and values of a stored watch that this version of the library does not know; it writes them back
 */
public record WatchState(
        TaskRef task,
        int polls,
        int consecutiveFailures,
        @Nullable FailureKind lastFailure,
        int sameFailures,
        @Nullable Duration failingSince,
        Duration elapsed,
        Instant asOf,
        Instant nextPoll,
        Instant blockedUntil,
        Duration changedAt,
        @Nullable Duration runningAt,
        @Nullable TaskStatus lastSeen,
        Map<String, String> unknown) {
    /**
     * Checks the numbers.
     *
     * @param task the watched task
     * @param polls how many polls were made
     * @param consecutiveFailures how many polls in a row, up to the last, failed
     * @param lastFailure why the last poll failed, or null if it did not
     * @param sameFailures how many polls in a row, up to the last, failed for that reason
     * @param failingSince the value of {@code elapsed} at the first failure of those in a row, or null
     * @param elapsed time since the watch began, at the end of the last poll
     * @param asOf the wall-clock time at that moment, from which a stored watch goes on counting
     * @param nextPoll the wall-clock time at which to take the next step of the watch
     * @param blockedUntil the wall-clock time before which the polling floor and the server allow no poll
     * @param changedAt the value of {@code elapsed} at which state, step or progress was last seen to change
     * @param runningAt the value of {@code elapsed} at which the task was first seen running, or null if it was not yet
     * @param lastSeen the last status, or null if there was none yet
     * @param unknown what this version of the library does not know of a stored watch
     * @throws IllegalArgumentException if a number is negative
     */
    public WatchState {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(nextPoll, "nextPoll");
        Objects.requireNonNull(blockedUntil, "blockedUntil");
        unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown)); // in the order of the text
        if (polls < 0
                || consecutiveFailures < 0
                || sameFailures < 0
                || elapsed.isNegative()
                || changedAt.isNegative()
                || failingSince != null && failingSince.isNegative()
                || runningAt != null && runningAt.isNegative()) {
            throw new IllegalArgumentException("A number is negative: polls " + polls + ", consecutive failures "
                    + consecutiveFailures + ", of the same kind " + sameFailures + ", elapsed " + elapsed
                    + ", failing since " + failingSince + ", changed at " + changedAt + ", running at " + runningAt);
        }
    }

    /**
     * Makes the state before the first poll.
     *
     * @param task the task to watch
     * @param now the wall-clock time
     * @return the state
     */
    public static WatchState start(TaskRef task, Instant now) {
        return new WatchState(
                task, 0, 0, null, 0, null, Duration.ZERO, now, now, now, Duration.ZERO, null, null, Map.of());
    }

    /**
     * Reads what {@link #toText} wrote, also in an earlier version of this library.
     *
     * <p>Blanks, line ends, a byte order mark and quotes around it do not matter.
     *
     * @param text the text
     * @return the state
     * @throws IllegalArgumentException if it is not such a text
     */
    public static WatchState parse(String text) {
        return WatchStateText.parse(text);
    }

    /**
     * {@return this state as one line of ASCII text, for a scheduler that keeps it between two polls}
     *
     * <p>The result that an unfinished task may already report is left out.
     */
    public String toText() {
        return WatchStateText.of(this);
    }

    /** {@return how long state, step and progress have stayed the same} */
    public Duration sinceChange() {
        return elapsed.minus(changedAt);
    }

    /** {@return how long polls have failed, from the first of those in a row to the last; zero if the last did not} */
    public Duration failing() {
        return failingSince == null ? Duration.ZERO : elapsed.minus(failingSince);
    }

    /** {@return how long the task has been seen running; zero if it was not yet} */
    public Duration running() {
        return runningAt == null ? Duration.ZERO : elapsed.minus(runningAt);
    }

    /**
     * Tells how much of the run the watch has missed.
     *
     * <p>That is nothing if it saw the task before it ran. Else it is how far the time at which the server made the
     * task is from the time at which the watch began by our clock, to either side: so a wrong clock is taken for a run
     * that is not known from its beginning.
     *
     * @return how much it has missed; empty if it cannot be known, or the task was not yet seen running
     */
    public Optional<Duration> missed() {
        if (runningAt == null || !runningAt.isZero()) {
            return Optional.ofNullable(runningAt).map(seenBefore -> Duration.ZERO);
        }
        Instant began = asOf.minus(elapsed);
        return Optional.ofNullable(lastSeen)
                .map(TaskStatus::creationTime)
                .map(created -> Duration.between(created, began).abs());
    }

    /**
     * Sets the times until which the watch waits.
     *
     * @param nextPoll the wall-clock time at which to take the next step
     * @param blockedUntil the wall-clock time before which no poll is allowed
     * @return a copy with these times
     */
    public WatchState waiting(Instant nextPoll, Instant blockedUntil) {
        return with(elapsed, asOf, nextPoll, blockedUntil);
    }

    /**
     * Moves the watch to a later moment, without a poll in between.
     *
     * @param sinceStart the time since the watch began; what has passed already stays passed if it is less
     * @param now the wall-clock time at that moment
     * @return a copy as of that moment, at which a poll is allowed
     */
    public WatchState at(Duration sinceStart, Instant now) {
        return with(Durations.longer(sinceStart, elapsed), now, now, now);
    }

    private WatchState with(Duration newElapsed, Instant newAsOf, Instant newNextPoll, Instant newBlockedUntil) {
        return new WatchState(
                task,
                polls,
                consecutiveFailures,
                lastFailure,
                sameFailures,
                failingSince,
                newElapsed,
                newAsOf,
                newNextPoll,
                newBlockedUntil,
                changedAt,
                runningAt,
                lastSeen,
                unknown);
    }

    /**
     * Folds one poll into this state.
     *
     * <p>A policy can be tested so, without a server and without a clock.
     *
     * @param observation what the poll brought
     * @param sinceStart the time since the watch began, at the end of that poll; what has passed already stays passed
     *     if it is less
     * @param now the wall-clock time at that moment
     * @return this state with that poll folded in
     */
    public WatchState after(Observation observation, Duration sinceStart, Instant now) {
        Duration later = Durations.longer(sinceStart, elapsed);
        if (observation instanceof Observation.Seen seen) {
            TaskStatus status = seen.status();
            Duration change = looksLike(status) ? changedAt : later;
            boolean startsRunning = runningAt == null && status.state().kind() != TaskState.Kind.NOT_STARTED;
            Duration running = startsRunning ? polls == 0 ? Duration.ZERO : later : runningAt;
            return new WatchState(
                    task, polls + 1, 0, null, 0, null, later, now, now, now, change, running, status, unknown);
        }
        if (observation instanceof Observation.PollFailed failed) {
            int same = failed.kind() == lastFailure ? sameFailures + 1 : 1;
            return unseen(
                    consecutiveFailures + 1,
                    failed.kind(),
                    same,
                    failingSince == null ? later : failingSince,
                    later,
                    now);
        }
        if (observation instanceof Observation.Throttled) {
            return unseen(consecutiveFailures, lastFailure, sameFailures, failingSince, later, now);
        }
        throw new AssertionError(observation);
    }

    private WatchState unseen(
            int inARow, @Nullable FailureKind kind, int same, @Nullable Duration since, Duration later, Instant now) {
        return new WatchState(
                task, polls + 1, inARow, kind, same, since, later, now, now, now, changedAt, runningAt, lastSeen,
                unknown);
    }

    private boolean looksLike(TaskStatus status) {
        return lastSeen != null
                && lastSeen.state().equals(status.state())
                && Objects.equals(lastSeen.currentStep(), status.currentStep())
                && Objects.equals(lastSeen.progress(), status.progress());
    }
}
