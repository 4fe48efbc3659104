package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.Timer;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.Watch;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Drives background watches, without a thread for each: one timer hands polls that are due to a few workers.
 *
 * <p>The executor that the user gave, if any, takes the place of the workers. Callbacks of the user's have threads of
 * their own. No thread is started before the first watch. Thread-safe.
 */
public final class BackgroundDriver implements AutoCloseable {
    /** The number of polls that can be under way at once, unless the user gives an executor. */
    public static final int WORKERS = PollWorkers.THREADS;

    private final TimeSource time;
    private final Timer timer;
    private final PollWorkers workers;
    private final Set<BackgroundWatch> open = ConcurrentHashMap.newKeySet();
    private final Lifecycle lifecycle;

    /**
     * Makes a driver.
     *
     * @param time the clock and the timer
     * @param executor runs the polls, such as a virtual thread for each; never closed here. If null, up to
     *     {@link #WORKERS} daemon threads do
     * @param lifecycle knows whether the client is open
     */
    public BackgroundDriver(TimeSource time, @Nullable Executor executor, Lifecycle lifecycle) {
        this.time = time;
        this.lifecycle = lifecycle;
        this.timer = time.newTimer("anaplan4j-timer");
        this.workers = new PollWorkers(executor, !timer.hasOwnThread());
    }

    /**
     * Begins to watch.
     *
     * <p>The first poll goes out as soon as the request budget allows, so that watches that begin together are spread.
     *
     * @param task the task
     * @param engine makes the polls
     * @return the watch
     * @throws IllegalStateException if the client is not open
     */
    public Watch watch(TaskRef task, PollEngine engine) {
        BackgroundWatch watch = new BackgroundWatch(task, engine, time, timer, workers, open::remove);
        open.add(watch);
        if (!lifecycle.isOpen()) {
            open.remove(watch);
            throw Lifecycle.closed("watching " + task);
        }
        watch.begin();
        return watch;
    }

    /**
     * Lets the watches of a task look now, or when the polling floor allows it.
     *
     * @param task the task
     */
    public void lookSoon(TaskRef task) {
        open.stream().filter(watch -> watch.task().equals(task)).forEach(Watch::pollNow);
    }

    /** {@return the timer, for what else goes on in the background of the same client} */
    public Timer timer() {
        return timer;
    }

    /** {@return whether time stands still while something is done, so that whoever hands it over may do it} */
    public boolean isInline() {
        return workers.areInline();
    }

    /** Stops all watches, as {@link Watch#stop} does. The client, which is closing, begins no new ones. */
    public void stop() {
        List.copyOf(open).forEach(Watch::stop);
    }

    /**
     * Stops all watches and ends all threads of this driver.
     *
     * <p>This waits for polls and for callbacks that are under way on threads of its own, 10 seconds at most for each,
     * unless one of these threads itself calls it. A poll that is stuck in an HTTP library which cannot be interrupted
     * ends with its timeout.
     */
    @Override
    public void close() {
        stop();
        timer.close();
        workers.close();
    }
}
