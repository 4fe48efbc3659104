package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.server.FakeServer;
import io.github.anaplan4j.testkit.server.FakeState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The tasks of a fake, to be started, listed and steered. What a task cannot do fails with the diary of that task.
 * Thread-safe.
 */
public final class FakeTasks {
    private final FakeServer server;

    FakeTasks(FakeServer server) {
        this.server = server;
    }

    /**
     * Starts a task of an action that was given, without a request.
     *
     * @param action which action
     * @return which task it is
     * @throws IllegalArgumentException if there is no such action
     */
    public TaskRef start(ActionRef action) {
        FakeState state = server.state();
        return state.tasks().start(action, state.actions().script(action), state.now());
    }

    /**
     * Starts a task with ids of your choice. A model that the fake does not have comes with it.
     *
     * @param task the ids
     * @param scenario how it goes, from now on
     * @throws IllegalArgumentException if the scenario does not say how it begins
     */
    public void start(TaskRef task, Scenario scenario) {
        FakeState state = server.state();
        state.models().addIfMissing(task.model());
        state.tasks().start(task, scenario.script(), state.now());
    }

    TaskRef start(ActionRef action, Scenario scenario) {
        FakeState state = server.state();
        state.models().addIfMissing(action.model());
        return state.tasks().start(action, scenario.script(), state.now());
    }

    /** {@return every task that was started so far, by requests or by the test, in order} */
    public List<TaskRef> all() {
        return server.state().tasks().all();
    }

    /**
     * Cancels a task as another user does, which rolls back for five seconds.
     *
     * @param task which task
     * @param by who does it, in full
     * @throws IllegalArgumentException if there is no such task
     * @throws IllegalStateException if it is over, or is rolling back
     */
    public void cancel(TaskRef task, String by) {
        FakeState state = server.state();
        state.tasks().cancel(task, Objects.requireNonNull(by, "by"), state.now());
    }

    /**
     * Lets a task fail now: the step that is under way if its scenario was told by steps, and else the action as a
     * whole.
     *
     * @param task which task
     * @param why Anaplan's words
     * @throws IllegalArgumentException if there is no such task
     * @throws IllegalStateException if it is over, or is rolling back
     */
    public void fail(TaskRef task, String why) {
        FakeState state = server.state();
        state.tasks().fail(task, Objects.requireNonNull(why, "why"), state.now());
    }

    /**
     * Lets all that is still to come in a task come sooner. The fake's clock goes on as it was.
     *
     * @param task which task
     * @param by how much sooner; what would have come before that comes now
     * @throws IllegalArgumentException if there is no such task, or time would run backwards
     */
    public void fastForward(TaskRef task, Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("Time does not run backwards: " + by);
        }
        FakeState state = server.state();
        state.tasks().fastForward(task, by, state.now());
    }

    /**
     * Lets what a task's status says next come now. Does nothing if the task is over.
     *
     * @param task which task
     * @throws IllegalArgumentException if there is no such task
     */
    public void fastForwardToNextState(TaskRef task) {
        FakeState state = server.state();
        state.tasks().fastForwardToNextState(task, state.now());
    }
}
