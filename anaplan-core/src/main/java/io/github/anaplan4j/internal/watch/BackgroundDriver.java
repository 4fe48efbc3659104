package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.Timer;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Drives background watches, without a thread for each: one timer hands polls that are due to a few workers.
 *
 * <p>The executor that the user gave, if any, takes the place of the workers. No thread is started before the first
 * watch. Thread-safe.
 */
public final class BackgroundDriver implements AutoCloseable {
    /** The number of polls that can be under way at once, unless the user gives an executor. */
    public static final int WORKERS = 16;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TimeSource time;
    private final Timer timer;
    private final Executor executor;
    private final @Nullable ThreadPoolExecutor ownWorkers;
    private final Set<BackgroundWatch> open = ConcurrentHashMap.newKeySet();
    private final Lifecycle lifecycle;
    // Set on the threads of this driver alone, for another client's are called the same.
    private final ThreadLocal<Boolean> isOwnWorker = ThreadLocal.withInitial(() -> false);

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
        this.ownWorkers = executor == null ? newWorkers() : null;
        this.executor = executor == null ? ownWorkers : executor;
    }

    private ThreadPoolExecutor newWorkers() {
        ThreadFactory threads = DaemonThreads.named("anaplan4j-worker");
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> threads.newThread(() -> {
                    isOwnWorker.set(true);
                    work.run();
                }));
        workers.allowCoreThreadTimeOut(true);
        return workers;
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
        BackgroundWatch watch = new BackgroundWatch(task, engine, time, timer, executor, open::remove);
        open.add(watch);
        if (!lifecycle.isOpen()) {
            open.remove(watch);
            throw Lifecycle.closed("watching " + task);
        }
        watch.begin();
        return watch;
    }

    /** Stops all watches, as {@link Watch#stop} does. The client, which is closing, begins no new ones. */
    public void stop() {
        List.copyOf(open).forEach(Watch::stop);
    }

    /**
     * Stops all watches and ends all threads of this driver.
     *
     * <p>This waits for polls of its own workers that are under way, 10 seconds at most, unless a worker itself calls
     * it. A poll that is stuck in an HTTP library which cannot be interrupted ends with its timeout.
     */
    @Override
    public void close() {
        stop();
        timer.close();
        if (ownWorkers != null) {
            ownWorkers.shutdown();
            if (!isOwnWorker.get()) { // a worker cannot wait for its own end
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
