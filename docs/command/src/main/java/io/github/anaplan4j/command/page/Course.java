package io.github.anaplan4j.command.page;

import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.watch.WatchEvent;
import io.github.anaplan4j.watch.WatchListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a watch has seen of a run on its way: how often it looked, and how long the run waited. Thread-safe. */
public final class Course implements WatchListener {
    private int looks;
    private int failures;
    private boolean hasWaited;
    private @Nullable Duration begun;
    private Duration elapsed = Duration.ZERO;

    /** Makes a course of which nothing was seen yet. */
    public Course() {}

    @Override
    public synchronized void onEvent(WatchEvent event) {
        elapsed = event.elapsed();
        if (event instanceof WatchEvent.Polled polled) {
            looks++;
            TaskState state = polled.status().state();
            if (state.kind() == TaskState.Kind.NOT_STARTED) {
                hasWaited = true;
            } else if (begun == null) {
                begun = event.elapsed();
            }
        } else if (event instanceof WatchEvent.PollFailed) {
            failures++;
        }
    }

    /** {@return it in a sentence} */
    synchronized String inWords() {
        String words = "Watched for " + Times.format(elapsed) + ", with " + looks + (looks == 1 ? " look" : " looks")
                + (failures == 0 ? "" : " and " + failures + " that failed");
        return words + (hasWaited && begun != null ? "; it waited " + Times.format(begun) + " to begin." : ".");
    }
}
