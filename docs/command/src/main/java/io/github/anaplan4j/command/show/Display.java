package io.github.anaplan4j.command.show;

import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.WatchListener;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a run while it goes on, and when it is over.
 *
 * <p>Thread-safe: a watch tells its events on a thread of its own.
 */
public interface Display extends WatchListener, AutoCloseable {
    /**
     * Says something that a person should know.
     *
     * @param words a sentence
     */
    void note(String words);

    /**
     * Tells of the task, as soon as it is known.
     *
     * @param task the task
     * @param isGoneOnWith whether an earlier program started it
     */
    void started(TaskRef task, boolean isGoneOnWith);

    /**
     * Tells of a file that was uploaded.
     *
     * @param from the file here
     * @param to the file there
     */
    void uploaded(Path from, String to);

    /**
     * Tells of a file that was saved here.
     *
     * @param what what it is, such as {@code dump} or {@code export}
     * @param to the file
     * @param bytes how long it is
     */
    void saved(String what, Path to, long bytes);

    /**
     * Tells how it ended.
     *
     * @param report how it ended
     * @param exitCode the exit code
     * @param verdict the exit code in words
     */
    void ended(TaskReport report, int exitCode, String verdict);

    /**
     * Tells of what went wrong.
     *
     * @param message what went wrong
     * @param exitCode the exit code
     * @param task the run that goes on, which can be watched again; null if there is none
     */
    void failed(String message, int exitCode, @Nullable TaskRef task);

    @Override
    void close();
}
