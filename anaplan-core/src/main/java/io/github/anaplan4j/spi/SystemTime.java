package io.github.anaplan4j.spi;

import io.github.anaplan4j.internal.base.DaemonThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The clocks of the machine. */
enum SystemTime implements TimeSource {
    INSTANCE;

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos(duration));
    }

    @Override
    public Timer newTimer(String name) {
        return new ThreadTimer(name);
    }

    private static long nanos(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration); // saturates instead of overflowing
    }

    /** A timer with one daemon thread, which is started when there is something to wait for. */
    private static final class ThreadTimer implements Timer {
        private final ScheduledThreadPoolExecutor executor;

        ThreadTimer(String name) {
            executor = new ScheduledThreadPoolExecutor(1, DaemonThreads.named(name));
            executor.setRemoveOnCancelPolicy(true);
        }

        @Override
        public Entry schedule(Duration delay, Runnable action) {
            Future<?> entry = executor.schedule(action, nanos(delay), TimeUnit.NANOSECONDS);
            return () -> entry.cancel(false);
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }
}
