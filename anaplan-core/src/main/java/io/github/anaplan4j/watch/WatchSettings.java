package io.github.anaplan4j.watch;

import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.SuccessCriterion;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to watch a task. Immutable: each {@code with} method returns a copy.
 *
 * @param policy when to poll and when to give up
 * @param criterion what counts as a success
 * @param listener who is told what happens
 * @param processDetails whether to ask for start and duration of each step of a process
 * @param history where finished watches leave how long their tasks ran
 * @param limit how long the watch may take at most, counted from its beginning; null for as long as it takes. The last
 *     poll is made at the limit if the polling floor, the server and the request budget allow one then; it is the only
 *     thing that can take longer, by its own timeout
 */
public record WatchSettings(
        PollingPolicy policy,
        SuccessCriterion criterion,
        WatchListener listener,
        boolean processDetails,
        DurationHistory history,
        @Nullable Duration limit) {
    /** @throws IllegalArgumentException if the limit is negative */
    public WatchSettings {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(criterion, "criterion");
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(history, "history");
        if (limit != null && limit.isNegative()) {
            throw new IllegalArgumentException("The limit of the watch is negative: " + limit);
        }
    }

    /** {@return the standard policy, the strict criterion, no listener, with process details and without a limit} */
    public static WatchSettings defaults() {
        return new WatchSettings(
                PollingPolicy.standard(),
                SuccessCriterion.strict(),
                WatchListener.none(),
                true,
                DurationHistory.none(),
                null);
    }

    /**
     * @param newPolicy when to poll and when to give up
     * @return a copy with that policy
     */
    public WatchSettings withPolicy(PollingPolicy newPolicy) {
        return new WatchSettings(newPolicy, criterion, listener, processDetails, history, limit);
    }

    /**
     * @param newCriterion what counts as a success
     * @return a copy with that criterion
     */
    public WatchSettings withCriterion(SuccessCriterion newCriterion) {
        return new WatchSettings(policy, newCriterion, listener, processDetails, history, limit);
    }

    /**
     * @param newListener who is told what happens
     * @return a copy with that listener
     */
    public WatchSettings withListener(WatchListener newListener) {
        return new WatchSettings(policy, criterion, newListener, processDetails, history, limit);
    }

    /**
     * @param newProcessDetails whether to ask for start and duration of each step of a process
     * @return a copy with that choice
     */
    public WatchSettings withProcessDetails(boolean newProcessDetails) {
        return new WatchSettings(policy, criterion, listener, newProcessDetails, history, limit);
    }

    /**
     * Learns from each finished watch how long the runs of an action take, and polls where the end of the next one is
     * likely.
     *
     * @param newHistory what is learned; share one among all watches
     * @return a copy with that history and with the policy {@link PollingPolicy#learned}
     */
    public WatchSettings learningFrom(DurationHistory newHistory) {
        return new WatchSettings(
                PollingPolicy.learned(newHistory, Duration.ofMillis(200)).tolerating(10),
                criterion,
                listener,
                processDetails,
                newHistory,
                limit);
    }

    /**
     * Ends the watch after some time, whatever the policy says. The task is left alone.
     *
     * @param newLimit how long the watch may take at most
     * @return a copy with that limit
     * @throws IllegalArgumentException if it is negative
     */
    public WatchSettings withLimit(Duration newLimit) {
        return new WatchSettings(policy, criterion, listener, processDetails, history, newLimit);
    }
}
