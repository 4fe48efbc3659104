package io.github.anaplan4j.spi;

import io.github.anaplan4j.internal.base.InMemory;
import io.github.anaplan4j.internal.base.SlidingWindow;
import io.github.anaplan4j.internal.base.SlowStart;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Limits the clients of one JVM. */
final class InMemoryTenantRateLimiter implements TenantRateLimiter, InMemory {
    private static final double MOST = 0.9;
    private static final double SECONDS = 60;

    private final int requestsPerMinute;
    private final TimeSource time;
    private final long origin;
    private final SlowStart slowStart;
    private final SlidingWindow lastSecond = new SlidingWindow(Duration.ofSeconds(1));
    private final SlidingWindow lastMinute = new SlidingWindow(Duration.ofMinutes(1));
    // The times until which no poll may go.
    private final Map<TaskRef, Long> blockedUntil = new HashMap<>();

    InMemoryTenantRateLimiter(int requestsPerMinute, TimeSource time) {
        if (requestsPerMinute < 1) {
            throw new IllegalArgumentException(
                    "The budget of the tenant is " + requestsPerMinute + " a minute; it must be at least 1.");
        }
        this.requestsPerMinute = requestsPerMinute;
        this.time = time;
        this.origin = time.nanoTime();
        this.slowStart = new SlowStart(31 * origin + time.now().getNano());
    }

    @Override
    public synchronized Duration askToSend() {
        long now = now();
        double share = slowStart.share(now);
        int mostInASecond = (int) Math.ceil(requestsPerMinute / SECONDS * share);
        int mostInAMinute = (int) Math.max(1, requestsPerMinute * MOST * share);
        long wait = Math.max(
                slowStart.pausedUntil() - now,
                Math.max(lastSecond.untilRoom(mostInASecond, now), lastMinute.untilRoom(mostInAMinute, now)));
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        lastSecond.add(now);
        lastMinute.add(now);
        return Duration.ZERO;
    }

    @Override
    public synchronized Duration askToPoll(TaskRef task, Duration floor) {
        long now = now();
        blockedUntil.values().removeIf(until -> until - now <= 0);
        Long until = blockedUntil.putIfAbsent(task, now + floor.toNanos());
        return until == null ? Duration.ZERO : Duration.ofNanos(until - now);
    }

    @Override
    public synchronized void pause(Duration atLeast) {
        slowStart.throttled(atLeast, now());
    }

    private long now() {
        return time.nanoTime() - origin;
    }

    @Override
    public String toString() {
        return "a rate limiter in memory, of " + requestsPerMinute + " requests a minute";
    }
}
