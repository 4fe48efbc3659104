package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.internal.base.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a store of the user's what it is to keep, on a thread of its own, so that one which hangs holds up nobody.
 *
 * <p>It does one thing after the other. Whoever hands something over waits for it, but for a second at most, and not at
 * all while an earlier thing hangs. So what is told is kept, as a rule, before its caller goes on. In virtual time,
 * which stands still meanwhile, the caller does it. Thread-safe.
 */
public final class SerialWorker implements Executor, AutoCloseable {
    /** How much can wait. */
    static final int MOST_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(SerialWorker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration AT_CLOSE = Duration.ofSeconds(5);

    private final String store;
    private final boolean inline;
    private final Duration patience;
    private final Duration atClose;
    private final ThreadPoolExecutor thread;
    private volatile boolean hangs;

    /**
     * Makes one, without starting a thread.
     *
     * @param store what the store is called in the log
     * @param inline whether whoever hands something over may be held up by it
     */
    public SerialWorker(String store, boolean inline) {
        this(store, inline, PATIENCE, AT_CLOSE);
    }

    SerialWorker(String store, boolean inline, Duration patience, Duration atClose) {
        this.store = store;
        this.inline = inline;
        this.patience = patience;
        this.atClose = atClose;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                DaemonThreads.named("anaplan4j-store"));
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Does something soon; drops it, with a warning, if too much waits.
     *
     * @param work what to do, which throws nothing
     */
    @Override
    public void execute(Runnable work) {
        if (inline) {
            work.run();
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        try {
            thread.execute(() -> {
                try {
                    work.run();
                } finally {
                    hangs = false;
                    done.countDown();
                }
            });
            if (!hangs && !done.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                hangs = true;
                LOG.warn("The {} has not kept the end of a task within {}: nobody waits for it", store, patience);
            }
        } catch (RejectedExecutionException full) {
            LOG.warn("The {} hangs, or the client is closed: the end of a task is not kept there", store);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes nothing more, waits for the rest, five seconds at most, and ends the thread. */
    @Override
    public void close() {
        thread.shutdown();
        boolean interrupted = Thread.interrupted(); // which is no reason to forget what a store can keep at once
        try {
            if (!thread.awaitTermination(atClose.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn(
                        "The {} hangs: the ends of {} more tasks are not kept there",
                        store,
                        thread.getQueue().size());
                thread.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            interrupted = true;
            thread.shutdownNow();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
