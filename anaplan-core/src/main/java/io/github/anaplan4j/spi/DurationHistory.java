package io.github.anaplan4j.spi;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Remembers how long past runs of each action took.
 *
 * <p>A client has one in memory unless told otherwise. Implement it to keep the durations in a database, such as a
 * table with the task as its key. It is called on threads of the client's own: read when a watch begins and when a run
 * was added, and not for each poll. One that is slow or hangs holds up no watch: polls go on by what was read before,
 * and what it is to learn waits, of a thousand runs at most. One that fails ends no watch either: what throws, or
 * returns null or a list with null, tells nothing new. Implementations are thread-safe.
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
     * <p>A run may be seen by several watches and programs. Of one that is known already nothing changes.
     *
     * @param task the run
     * @param duration how long it took
     */
    void add(TaskRef task, Duration duration);

    /** {@return a history in memory, of the latest 50 runs of each of the 1,000 actions used last} */
    static DurationHistory inMemory() {
        return new InMemoryDurationHistory(50, 1_000);
    }

    /**
     * Makes a history in a file, for all programs on this machine that name the same one.
     *
     * <p>It has the latest 50 runs of each of the 300 actions that ran last: a line of text for each action, half a
     * megabyte at most. It is replaced as a whole and is for its owner alone. Two files more, {@code <name>.lock} and
     * {@code <name>.turn}, lock it while it is replaced. It is read again when it has changed. A file with anything
     * else in it is never overwritten: the error, which the client logs, names the line.
     *
     * @param file the file, in a directory that exists; the file itself need not
     * @return a history in that file
     */
    static DurationHistory file(Path file) {
        return new DurationHistoryFile(file);
    }

    /** {@return the history that forgets everything; a client with it learns nothing} */
    static DurationHistory none() {
        return InMemoryDurationHistory.NONE;
    }
}
