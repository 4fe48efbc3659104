package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.internal.base.DaemonThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The threads of the background: for polls, and apart from those for callbacks of the user's.
 *
 * <p>Polls run on the user's executor, if there is one, else on workers of the client's own. Neither a poll nor a
 * callback runs on the thread that hands it over, unless time is virtual and stands still meanwhile. Thread-safe.
 */
final class PollWorkers {
    /** The number of own workers, and that of the threads for callbacks. */
    static final int THREADS = 16;

    private static final long PATIENCE_SECONDS = 5;
    // Once more so long for what was interrupted, and for what came after it.
    private static final long LAST_SECONDS = 2;

    // Set on the threads of this client alone, for another client's are called the same.
    private final ThreadLocal<Boolean> isOwnThread = ThreadLocal.withInitial(() -> false);
    private final ThreadPoolExecutor own = newPool("anaplan4j-worker");
    private final ThreadPoolExecutor callbacks = newPool("anaplan4j-callback");
    private final @Nullable Executor users;
    private final boolean inline;
    private volatile boolean isHurried;

    /**
     * Makes them, without starting a thread.
     *
     * @param users the user's executor for polls, or null
     * @param inline whether whoever hands something over may be held up by it
     */
    PollWorkers(@Nullable Executor users, boolean inline) {
        this.users = users;
        this.inline = inline;
    }

    private ThreadPoolExecutor newPool(String name) {
        ThreadFactory threads = DaemonThreads.named(name);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> threads.newThread(() -> {
                    isOwnThread.set(true);
                    work.run();
                }));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Hands a poll over; throws what the user's executor throws. */
    void execute(Runnable poll) {
        if (users == null) {
            own.execute(poll);
        } else if (inline) {
            users.execute(poll);
        } else {
            handOver(poll, users);
        }
    }

    // An executor that runs things in the thread that brings them, as full pools may, would hold up the timer.
    private void handOver(Runnable poll, Executor executor) {
        Thread caller = Thread.currentThread();
        AtomicBoolean handing = new AtomicBoolean(true);
        try {
            executor.execute(() -> {
                if (handing.get() && Thread.currentThread() == caller) {
                    own.execute(poll);
                } else {
                    poll.run();
                }
            });
        } finally {
            handing.set(false);
        }
    }

    /** Runs a poll that the user's executor has kept for too long. */
    void executeHere(Runnable poll) {
        if (inline) {
            poll.run();
        } else {
            own.execute(poll);
        }
    }

    /** {@return whether an executor of the user's may lose polls} */
    boolean areUsers() {
        return users != null;
    }

    /** {@return whether the user's executor will never run anything again} */
    boolean areShutDown() {
        return users instanceof ExecutorService service && service.isShutdown();
    }

    /** {@return whether whoever hands something over may be held up by it} */
    boolean areInline() {
        return inline;
    }

    /** {@return what runs the callbacks of one more watch} */
    Executor newCallbacks() {
        return inline ? Runnable::run : new SerialCallbacks(callbacks, () -> isHurried);
    }

    /** Ends the own threads; the user's executor is left alone. */
    void close() {
        boolean mayWait = !isOwnThread.get(); // none of them can wait for its own end
        own.shutdown();
        if (mayWait) {
            awaitEnd(own);
        }
        callbacks.shutdown();
        if (mayWait) {
            awaitEnd(callbacks);
        }
    }

    private void awaitEnd(ThreadPoolExecutor pool) {
        try {
            if (!pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                ExecutorService rest = stop(pool);
                boolean isOver = rest.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)
                        && pool.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
                if (!isOver) {
                    pool.shutdownNow();
                    rest.shutdownNow();
                }
            }
        } catch (InterruptedException hurry) {
            stop(pool);
            Thread.currentThread().interrupt();
        }
    }

    // Nothing is polled any more, and of what waits behind callbacks that hang only the end of each watch is run: on a
    // thread for each, for what the user does then may hang as well.
    private ExecutorService stop(ThreadPoolExecutor pool) {
        isHurried = true;
        ExecutorService rest = Executors.newCachedThreadPool(pool.getThreadFactory());
        pool.shutdownNow().forEach(rest::execute);
        rest.shutdown();
        return rest;
    }
}
