package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.WatchState;
import io.github.anaplan4j.watch.WatchStep;

/** Lets a scheduler of the user's drive the engine. */
public final class StoredWatchStep implements WatchStep {
    private final PollEngine engine;

    /**
     * Makes a step.
     *
     * @param engine makes the polls
     */
    public StoredWatchStep(PollEngine engine) {
        this.engine = engine;
    }

    @Override
    public WatchState start(TaskRef task) {
        return engine.start(task);
    }

    @Override
    public StepResult poll(WatchState state) {
        return engine.pollStored(state).result();
    }

    @Override
    public StepResult.GaveUp stop(WatchState state) {
        return engine.stopStored(state);
    }
}
