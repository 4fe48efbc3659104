package io.github.anaplan4j.watch;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The driver that waits without a thread for each watch: one timer hands polls that are due to a few workers, or to the
 * executor that the user gave. No thread is started before the first watch. Thread-safe.
 */
public final class AsyncWatches implements AutoCloseable {
    /** How many polls can be under way at once, unless the user gives an executor. */
    public static final int WORKERS = 16;

    private static final String WORKER = "anaplan4j-worker";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TimeSource time;
    private final Timer timer;
    private final Executor executor;
    private final @Nullable ThreadPoolExecutor ownWorkers;
    private final Set<AsyncWatch> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param time the clock and the timer
     * @param executor runs the polls, such as a virtual thread for each; never closed here. If null, up to {@link #WORKERS}
     *     daemon threads do
     */
    public AsyncWatches(TimeSource time, @Nullable Executor executor) {
        this.time = time;
        this.timer = time.newTimer("anaplan4j-timer");
        this.ownWorkers = executor == null ? newWorkers() : null;
        this.executor = executor == null ? ownWorkers : executor;
    }

    private static ThreadPoolExecutor newWorkers() {
        ThreadPoolExecutor workers =
                new ThreadPoolExecutor(WORKERS, WORKERS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, WORKER);
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    /**
     * Begins to watch. The first poll goes out as soon as the request budget allows, so that watches that begin together
     * are spread.
     *
     * @param task the task
     * @param step makes the polls
     * @return the watch
     * @throws IllegalStateException after {@link #close}
     */
    public Watch watch(TaskRef task, WatchStep step) {
        AsyncWatch watch = new AsyncWatch(task, step, time, timer, executor, open::remove);
        open.add(watch);
        if (closed) {
            open.remove(watch);
            throw new IllegalStateException("The client is closed; it cannot watch " + task);
        }
        watch.begin();
        return watch;
    }

    /** Stops all watches, as {@link Watch#stop} does, and takes no new ones. */
    public void stop() {
        closed = true;
        List.copyOf(open).forEach(Watch::stop);
    }

    /**
     * Stops all watches and ends all threads of this driver. Waits for polls of its own workers that are under way, 10 seconds
     * at most, unless a worker itself calls this; one that is stuck in an HTTP library which cannot be interrupted ends with
     * its poll timeout.
     */
    @Override
    public void close() {
        stop();
        timer.close();
        if (ownWorkers != null) {
            ownWorkers.shutdown();
            if (!Thread.currentThread().getName().equals(WORKER)) { // a worker cannot wait for its own end
                awaitWorkers(ownWorkers);
            }
        }
    }

    private static void awaitWorkers(ThreadPoolExecutor workers) {
        try {
            if (!workers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
                workers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException hurry) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
