package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.Timer;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Virtual time in which any number of threads wait, and one at a time goes on: the one whose wait is over first.
 *
 * <p>So calls that block overlap as they do in reality, and always in the same order.
 */
final class OneAtATime implements TimeSource, AutoCloseable {
    private final VirtualTime clock = VirtualTime.create();
    // Released by the thread that goes on, as soon as it waits or ends: for whoever lets time pass at the moment.
    private volatile Semaphore waitsAgain = new Semaphore(0);
    private final ThreadLocal<Boolean> isOurs = ThreadLocal.withInitial(() -> false);
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "chaos");
        thread.setDaemon(true);
        return thread;
    });

    /** Does something later, on a thread that may wait. */
    Timer.Entry in(Duration delay, Runnable action) {
        return clock.in(
                delay,
                () -> letGoOn(() -> threads.execute(() -> {
                    isOurs.set(true);
                    try {
                        action.run();
                    } catch (Throwable failed) {
                        failures.add(failed);
                    } finally {
                        waitsAgain.release();
                    }
                })));
    }

    private void letGoOn(Runnable next) {
        Semaphore before = waitsAgain;
        Semaphore mine = new Semaphore(0);
        waitsAgain = mine;
        next.run();
        mine.acquireUninterruptibly();
        waitsAgain = before;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before a virtual sleep");
        }
        if (!isOurs.get()) { // a thread of the client's, for which one of ours waits meanwhile
            clock.sleep(duration);
        } else if (duration.compareTo(Duration.ZERO) > 0) {
            Semaphore over = new Semaphore(0);
            clock.in(duration, () -> letGoOn(over::release));
            waitsAgain.release();
            over.acquireUninterruptibly();
        }
    }

    /** Lets time pass. */
    void advance(Duration duration) {
        clock.advance(duration);
    }

    Duration passed() {
        return clock.passed();
    }

    /** {@return what was thrown by what was done} */
    List<Throwable> failures() {
        return failures;
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public Timer newTimer(String name) {
        AtomicBoolean closed = new AtomicBoolean();
        return new Timer() {
            @Override
            public Entry schedule(Duration delay, Runnable action) {
                return in(delay, () -> {
                    if (!closed.get()) {
                        action.run();
                    }
                });
            }

            @Override
            public boolean hasOwnThread() {
                return false;
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
