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
 * callback runs on the thread that hands it over, unless time is virtual and stands still meanwhile. The user's
 * executor is called on a thread for that alone, for it may wait until it has room. Thread-safe.
 */
final class PollWorkers {
    /** The number of own workers. */
    static final int THREADS = 16;

    // Callbacks take no time, as a rule, and those that hang hold up each other alone.
    private static final int CALLBACK_THREADS = 8;

    private static final long PATIENCE_SECONDS = 5;
    // Once more so long for what was interrupted, and for what came after it.
    private static final long LAST_SECONDS = 2;

    // Set on the threads of this client alone, for another client's are called the same.
    private final ThreadLocal<Boolean> isOwnThread = ThreadLocal.withInitial(() -> false);
    private final ThreadPoolExecutor own = newPool("anaplan4j-worker", THREADS);
    private final ThreadPoolExecutor callbacks = newPool("anaplan4j-callback", CALLBACK_THREADS);
    // One is enough: while the executor has no room for a poll it has none for the next.
    private final ThreadPoolExecutor handOvers = newPool("anaplan4j-hand-over", 1);
    private final @Nullable Executor users;
    private final boolean inline;
    private volatile boolean isHurried;

    /** A poll that can be handed over; equal to no other. */
    interface Poll extends Runnable {
        /** Tells that the executor does not take it, on whatever thread that was found out. */
        void refused(Throwable noWorker);
    }

    // A record, so that what waits for its turn is found by its poll.
    private record HandOver(Poll poll, Executor executor, Executor own) implements Runnable {
        @Override
        public void run() {
            try {
                give();
            } catch (RuntimeException | Error noWorker) {
                poll.refused(noWorker);
            }
        }

        // An executor that runs things in the thread that brings them, as full pools may, would hold up the next ones.
        private void give() {
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
    }

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

    private ThreadPoolExecutor newPool(String name, int size) {
        ThreadFactory threads = DaemonThreads.named(name);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size,
                size,
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

    /** Hands a poll over. */
    void execute(Poll poll) {
        try {
            if (users == null) {
                own.execute(poll);
            } else if (inline) {
                users.execute(poll);
            } else {
                handOvers.execute(new HandOver(poll, users, own));
            }
        } catch (RuntimeException | Error noWorker) {
            poll.refused(noWorker);
        }
    }

    /** Forgets a poll that still waits for the user's executor, so that no more wait there than there are watches. */
    void forget(Poll poll) {
        if (users != null) {
            handOvers.remove(new HandOver(poll, users, own));
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

    /**
     * Makes what runs the callbacks of one more watch.
     *
     * @param later runs what is to be tried again, after a while
     */
    Executor newCallbacks(Executor later) {
        return inline ? Runnable::run : new SerialCallbacks(callbacks, later, () -> isHurried);
    }

    /** Ends the own threads; the user's executor is left alone. */
    void close() {
        boolean mayWait = !isOwnThread.get(); // none of them can wait for its own end
        handOvers.shutdownNow(); // no watch wants its poll any more
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
