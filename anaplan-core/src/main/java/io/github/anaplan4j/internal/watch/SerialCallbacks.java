package io.github.anaplan4j.internal.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the callbacks of one watch on a pool that all watches share: one at a time, in order.
 *
 * <p>Of those that wait only the latest are kept, for a listener that hangs must not collect events for ever. The end
 * of a watch comes last, and so is never lost. Thread-safe.
 */
final class SerialCallbacks implements Executor, Runnable {
    /** How many callbacks of one watch can wait. */
    static final int MOST_WAITING = 100;

    private static final Logger LOG = LoggerFactory.getLogger(SerialCallbacks.class);

    /** The callback that ends a watch for its owner, which runs whatever else is dropped. */
    interface End extends Runnable {}

    private final Executor pool;
    private final Executor later;
    private final BooleanSupplier isHurried;
    private final Deque<Runnable> waiting = new ArrayDeque<>(2);
    private boolean isRunning;
    private boolean isWarned;

    /**
     * Makes them.
     *
     * @param pool runs them
     * @param later runs what is to be tried again, after a while
     * @param isHurried whether the pool ends now, so that only the {@link End} counts
     */
    SerialCallbacks(Executor pool, Executor later, BooleanSupplier isHurried) {
        this.pool = pool;
        this.later = later;
        this.isHurried = isHurried;
    }

    @Override
    public void execute(Runnable callback) {
        synchronized (this) {
            if (waiting.size() == MOST_WAITING) {
                waiting.removeFirst();
                warn();
            }
            waiting.addLast(callback);
            if (isRunning) {
                return;
            }
            isRunning = true;
        }
        begin();
    }

    private void begin() {
        try {
            pool.execute(this);
        } catch (RejectedExecutionException closed) {
            run(); // the last poll of a client that is closed; better here than never
        } catch (RuntimeException | Error noThread) { // such as of a JVM that can start no more threads now
            LOG.warn("No thread for the callbacks of a watch; trying again later", noThread);
            beginLater();
        }
    }

    // Not here, for this may be the timer's thread.
    private void beginLater() {
        try {
            later.execute(this::begin);
        } catch (RejectedExecutionException closed) {
            run();
        }
    }

    private void warn() {
        if (!isWarned) {
            LOG.warn("A listener keeps more than {} events of a watch waiting; the oldest are dropped", MOST_WAITING);
            isWarned = true;
        }
    }

    /** Runs what waits, until nothing does. */
    @Override
    public void run() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (Throwable broken) { // the next one must run all the same
                LOG.warn("A callback of a watch failed", broken);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        while (isHurried.getAsBoolean() && !waiting.isEmpty() && !(waiting.peekFirst() instanceof End)) {
            waiting.removeFirst();
        }
        Runnable next = waiting.pollFirst();
        isRunning = next != null;
        return next;
    }
}
