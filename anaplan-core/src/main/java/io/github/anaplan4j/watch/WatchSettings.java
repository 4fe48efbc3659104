package io.github.anaplan4j.watch;

import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.SuccessCriterion;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a watch: when to poll, what counts as a success, and how long to go on.
 *
 * <p>Immutable: each {@code with} method returns a copy.
 *
 * @param policy when to poll and when to give up; null for {@link PollingPolicy#learned(DurationHistory)} with the
 *     history of the client
 * @param criterion what counts as a success
 * @param listener who is told what happens
 * @param processDetails whether to ask for start and duration of each step of a process
 * @param history where finished watches leave how long their tasks ran; null for the history of the client
 * @param limit how long the watch may take at most, counted from its beginning; null for as long as it takes. The last
 *     poll is made a second before that, if the polling floor, the server and the request budget allow one then. A poll
 *     that is under way at the limit is broken off. Only a {@link WatchStep} breaks none off, and makes the last poll
 *     late if its scheduler comes late
 */
public record WatchSettings(
        @Nullable PollingPolicy policy,
        SuccessCriterion criterion,
        WatchListener listener,
        boolean processDetails,
        @Nullable DurationHistory history,
        @Nullable Duration limit) {
    /**
     * Checks that nothing required is missing.
     *
     * @param policy when to poll and when to give up; null for what learns from the history of the client
     * @param criterion what counts as a success
     * @param listener who is told what happens
     * @param processDetails whether to ask for start and duration of each step of a process
     * @param history where finished watches leave how long their tasks ran; null for the history of the client
     * @param limit how long the watch may take at most, counted from its beginning; null for as long as it takes
     * @throws IllegalArgumentException if the limit is negative
     */
    public WatchSettings {
        Objects.requireNonNull(criterion, "criterion");
        Objects.requireNonNull(listener, "listener");
        if (limit != null && limit.isNegative()) {
            throw new IllegalArgumentException("The limit of the watch is negative: " + limit);
        }
    }

    /**
     * {@return the default settings: polls that learn from the client's history, the strict criterion, no listener,
     * process details, no limit}
     */
    public static WatchSettings defaults() {
        return new WatchSettings(null, SuccessCriterion.strict(), WatchListener.none(), true, null, null);
    }

    /**
     * Sets the policy.
     *
     * <p>A policy of your own gives up on nothing by itself: see {@link PollingPolicy#tolerating}.
     *
     * @param newPolicy when to poll and when to give up
     * @return a copy with that policy
     */
    public WatchSettings withPolicy(PollingPolicy newPolicy) {
        Objects.requireNonNull(newPolicy, "policy");
        return new WatchSettings(newPolicy, criterion, listener, processDetails, history, limit);
    }

    /**
     * Sets the criterion.
     *
     * @param newCriterion what counts as a success
     * @return a copy with that criterion
     */
    public WatchSettings withCriterion(SuccessCriterion newCriterion) {
        return new WatchSettings(policy, newCriterion, listener, processDetails, history, limit);
    }

    /**
     * Sets the listener.
     *
     * @param newListener who is told what happens
     * @return a copy with that listener
     */
    public WatchSettings withListener(WatchListener newListener) {
        return new WatchSettings(policy, criterion, newListener, processDetails, history, limit);
    }

    /**
     * Sets whether to ask for start and duration of each step of a process.
     *
     * @param newProcessDetails whether to ask for them
     * @return a copy with that choice
     */
    public WatchSettings withProcessDetails(boolean newProcessDetails) {
        return new WatchSettings(policy, criterion, listener, newProcessDetails, history, limit);
    }

    /**
     * Sets a history to learn from in place of the client's, and the policy that goes by it.
     *
     * <p>Each finished watch adds how long the run of its action took. The next one is polled where its end is likely.
     * A policy that was set before is replaced, with what it tolerated; the limit stays.
     *
     * @param newHistory what is learned; share one among all watches
     * @return a copy with that history and with the policy {@link PollingPolicy#learned(DurationHistory)}
     */
    public WatchSettings learningFrom(DurationHistory newHistory) {
        return new WatchSettings(
                PollingPolicy.learned(newHistory), criterion, listener, processDetails, newHistory, limit);
    }

    /**
     * Sets the time after which the watch ends, whatever the policy says. The task is left alone.
     *
     * @param newLimit how long the watch may take at most
     * @return a copy with that limit
     * @throws IllegalArgumentException if it is negative
     */
    public WatchSettings withLimit(Duration newLimit) {
        return new WatchSettings(policy, criterion, listener, processDetails, history, newLimit);
    }
}
