package io.github.anaplan4j.testkit.page;

import java.time.Duration;

/** What the page shows and does. Tasks and actions have the names that {@link Snapshot} has for them. Thread-safe. */
public interface Controls {
    /** {@return how everything stands} */
    Snapshot look();

    /**
     * Starts an action.
     *
     * @param action which action
     * @throws IllegalArgumentException if there is no such action
     */
    void start(String action);

    /**
     * Cancels a task.
     *
     * @param task which task
     * @throws IllegalArgumentException if there is no such task
     * @throws IllegalStateException if it is too late
     */
    void cancel(String task);

    /**
     * Lets a task fail now.
     *
     * @param task which task
     * @throws IllegalArgumentException if there is no such task
     * @throws IllegalStateException if it is too late
     */
    void fail(String task);

    /**
     * Lets all that is still to come in a task come sooner.
     *
     * @param task which task
     * @param by how much
     * @throws IllegalArgumentException if there is no such task
     */
    void fastForward(String task, Duration by);

    /**
     * Lets a device in, or turns it away.
     *
     * @param userCode the code that it shows
     * @param approved whether it is let in
     * @throws IllegalArgumentException if no device shows that code
     */
    void decideDevice(String userCode, boolean approved);

    /**
     * Lets the next state of a task come now.
     *
     * @param task which task
     * @throws IllegalArgumentException if there is no such task
     */
    void fastForwardToNextState(String task);
}
