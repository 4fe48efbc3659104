package io.github.anaplan4j.testkit.page;

import java.time.Duration;

/** What the page shows and does. Tasks and actions are named by their paths, as {@link Snapshot} has them. Thread-safe. */
public interface Controls {
    /** {@return how everything stands} */
    Snapshot look();

    /**
     * @param action which action
     * @throws IllegalArgumentException if there is no such action
     */
    void start(String action);

    /**
     * @param task which task
     * @throws IllegalArgumentException if there is no such task
     * @throws IllegalStateException if it is too late
     */
    void cancel(String task);

    /**
     * @param task which task
     * @throws IllegalArgumentException if there is no such task
     * @throws IllegalStateException if it is too late
     */
    void fail(String task);

    /**
     * @param task which task
     * @param by how much
     * @throws IllegalArgumentException if there is no such task
     */
    void fastForward(String task, Duration by);

    /**
     * @param task which task
     * @throws IllegalArgumentException if there is no such task
     */
    void fastForwardToNextState(String task);
}
