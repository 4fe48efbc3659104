package io.github.anaplan4j.internal.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the callbacks of one watch on a pool that all watches share: one at a time, in order.
 *
 * <p>Thread-safe.
 */
final class SerialCallbacks implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(SerialCallbacks.class);

    private final Executor pool;
    private final Deque<Runnable> waiting = new ArrayDeque<>(2);
    private boolean isRunning;

    SerialCallbacks(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable callback) {
        synchronized (this) {
            waiting.add(callback);
            if (isRunning) {
                return;
            }
            isRunning = true;
        }
        try {
            pool.execute(this::runAll);
        } catch (RejectedExecutionException closed) {
            runAll(); // the last poll of a client that is closed; better here than never
        }
    }

    private void runAll() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (Throwable broken) { // the next one must run all the same
                LOG.warn("A callback of a watch failed", broken);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        isRunning = next != null;
        return next;
    }
}
