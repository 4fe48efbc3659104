package io.github.anaplan4j.watch;

import io.github.anaplan4j.task.TaskRef;

/**
 * Makes one step of a watch, for a scheduler that keeps its jobs.
 *
 * <p>The scheduler stores {@link WatchState#toText}, and calls {@link #poll} when {@link WatchState#nextPoll} has come.
 * A step repeated after a crash does no harm. Elapsed time is counted by the wall clock, for there is no other that
 * outlives a process; a clock that jumps back counts as one that stood still.
 *
 * <p>{@code AnaplanClient.watchStep} makes one, which polls within that client's floor and budget. Thread-safe and
 * without state of its own.
 */
public interface WatchStep {
    /**
     * Begins a watch, without sending anything.
     *
     * @param task the task to watch
     * @return the state before the first poll
     */
    WatchState start(TaskRef task);

    /**
     * Polls once, if it is time to.
     *
     * <p>A poll asks the server, folds what came back into the state, tells the listener, and asks the policy.
     *
     * @param state the state that the step before left, or that of {@link #start}
     * @return where the watch stands now; {@link StepResult.Pending} with nothing changed but the times if it was too
     *     early to poll
     */
    StepResult poll(WatchState state);

    /**
     * Ends a watch because its caller wants that, without sending anything.
     *
     * <p>The task is left alone.
     *
     * @param state the state that the step before left
     * @return the end of the watch
     */
    StepResult.GaveUp stop(WatchState state);
}
