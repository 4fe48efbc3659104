package io.github.anaplan4j.spi;

import io.github.anaplan4j.internal.base.DaemonThreads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work that nothing can break off, on threads where whoever waits for it can leave it behind.
 *
 * <p>Thread-safe. The threads are daemons, and end when they have been idle for a while.
 */
final class Offload implements AutoCloseable {
    static final int MOST_LEFT_BEHIND = 64;
    private static final int IDLE_SECONDS = 10;

    private final String threadName;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger leftBehind = new AtomicInteger();

    Offload(String threadName) {
        this.threadName = threadName;
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                DaemonThreads.named(threadName));
    }

    /** {@return whether so much hangs, and nobody waits for it, that nothing more should begin} */
    boolean isFull() {
        return leftBehind.get() >= MOST_LEFT_BEHIND;
    }

    <T> Work<T> begin(Callable<T> work, Consumer<T> tooLate) {
        Work<T> begun = new Work<>(work, tooLate);
        threads.execute(begun);
        return begun;
    }

    /** Does what nobody waits for. */
    void leave(Runnable work) {
        leftBehind.incrementAndGet();
        Runnable counted = () -> {
            try {
                work.run();
            } finally {
                leftBehind.decrementAndGet();
            }
        };
        try {
            threads.execute(counted);
        } catch (RejectedExecutionException closed) {
            Thread last = DaemonThreads.named(threadName).newThread(counted);
            last.start();
            last.interrupt();
        }
    }

    /** Refuses further work, and interrupts what is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Work under way, for which one thread waits. */
    final class Work<T> implements Runnable {
        private final Callable<T> work;
        private final Consumer<T> tooLate;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private volatile boolean isLeftBehind;
        private @Nullable Thread thread;

        private Work(Callable<T> work, Consumer<T> tooLate) {
            this.work = work;
            this.tooLate = tooLate;
        }

        @Override
        public void run() {
            boolean isInTime = isWantedOn(Thread.currentThread()) && isDoneInTime();
            isWantedOn(null); // no interrupt may reach what its thread does next
            if (!isInTime) {
                leftBehind.decrementAndGet();
            }
        }

        private synchronized boolean isWantedOn(@Nullable Thread worker) {
            thread = worker;
            return !result.isDone();
        }

        private boolean isDoneInTime() {
            try {
                T value = work.call();
                if (result.complete(value)) {
                    return true;
                }
                tooLate.accept(value);
                return false;
            } catch (Throwable failure) {
                return result.completeExceptionally(failure);
            }
        }

        /** {@return what the work returns} Leaves it behind after a time, or when the waiting thread is interrupted. */
        T await(Duration most) throws IOException {
            IOException why;
            try {
                return result.get(most.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException failed) {
                throw rethrown(failed.getCause());
            } catch (TimeoutException late) {
                why = new SocketTimeoutException("nothing came for " + most);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                why = new InterruptedIOException("interrupted");
            }
            if (leaveBehind(why)) {
                throw why;
            }
            return await(most); // for it is done after all
        }

        private static IOException rethrown(Throwable failure) {
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            return failure instanceof IOException io ? io : new IOException(failure);
        }

        /**
         * Interrupts the work, and lets whoever waits for it go on.
         *
         * @param why what that thread is told
         * @return false if the work is done already
         */
        boolean leaveBehind(IOException why) {
            leftBehind.incrementAndGet();
            if (!result.completeExceptionally(why)) {
                leftBehind.decrementAndGet();
                return false;
            }
            isLeftBehind = true;
            synchronized (this) {
                if (thread != null) {
                    thread.interrupt();
                }
            }
            return true;
        }

        boolean isLeftBehind() {
            return isLeftBehind;
        }
    }
}
