package io.github.anaplan4j.spi;

import io.github.anaplan4j.task.ActionRef;
import java.time.Duration;
import java.util.List;

/**
 * Remembers how long past runs of each action took.
 *
 * <p>Implement it to keep the durations beyond the life of the process. It is called on threads of the client's own.
 * One that takes longer than a second holds up no watch: polls go on as if it knew nothing, and what it is to learn
 * waits, of a thousand runs at most. One that fails ends no watch either: what throws, or returns null or a list with
 * null, knows nothing. Implementations are thread-safe.
 */
public interface DurationHistory {
    /**
     * Looks up the durations of an action.
     *
     * @param action the action
     * @return how long its latest runs took, in any order; empty if none is known
     */
    List<Duration> durations(ActionRef action);

    /**
     * Adds the duration of a run.
     *
     * @param action the action
     * @param duration how long a run of it took
     */
    void add(ActionRef action, Duration duration);

    /** {@return a history in memory, of the latest 50 runs of each of the 1,000 actions used last} */
    static DurationHistory inMemory() {
        return new InMemoryDurationHistory(50, 1_000);
    }

    /** {@return a history that forgets everything} */
    static DurationHistory none() {
        return new InMemoryDurationHistory(0, 0);
    }
}
