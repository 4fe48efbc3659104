package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Remembers when each task was last polled, by any client of this copy of the library.
 *
 * <p>So the polling floor holds whichever of them polls. Polls are forgotten once they are older than the floor.
 * Clients share a registry if they share their time; in production that is the system's. Thread-safe.
 */
final class PollRegistry {
    // Far more than fit into a floor within the request limit of a tenant, though a list shows thousands at once.
    private static final int MOST = 100_000;
    private static final Map<TimeSource, PollRegistry> REGISTRIES = new WeakHashMap<>();

    /** A task on one server. */
    private record Polled(BaseUrl server, TaskRef task) {}

    // The times until which no poll may go, in the order of the polls.
    private final Map<Polled, Long> blockedUntil = new LinkedHashMap<>();
    private final Set<Polled> underWay = new HashSet<>();

    private PollRegistry() {}

    /** {@return the registry of all clients that live in that time} */
    static PollRegistry of(TimeSource time) {
        synchronized (REGISTRIES) {
            return REGISTRIES.computeIfAbsent(time, each -> new PollRegistry());
        }
    }

    /** {@return how long that task may not be polled; zero if it may be now} */
    synchronized Duration tooEarly(BaseUrl server, TaskRef task, Duration floor, long now) {
        forget(now);
        Polled polled = new Polled(server, task);
        if (underWay.contains(polled)) {
            return floor.isZero() ? Duration.ofMillis(1) : floor;
        }
        long until = blockedUntil.getOrDefault(polled, now);
        return until - now <= 0 ? Duration.ZERO : Duration.ofNanos(until - now);
    }

    /** Notes that a poll begins, if it may; returns how long it may not, as {@link #tooEarly} does. */
    synchronized Duration begin(BaseUrl server, TaskRef task, Duration floor, long now) {
        Duration tooEarly = tooEarly(server, task, floor, now);
        if (!tooEarly.isZero()) {
            return tooEarly;
        }
        Polled polled = new Polled(server, task);
        underWay.add(polled);
        if (!floor.isZero()) {
            blockedUntil.remove(polled);
            blockedUntil.put(polled, now + floor.toNanos());
        }
        return Duration.ZERO;
    }

    synchronized void end(BaseUrl server, TaskRef task) {
        underWay.remove(new Polled(server, task));
    }

    /** Takes back a poll that was not sent, and lets none go for a while. */
    synchronized void takeBack(BaseUrl server, TaskRef task, Duration blocked, long now) {
        Polled polled = new Polled(server, task);
        underWay.remove(polled);
        blockedUntil.remove(polled);
        if (!blocked.isZero()) {
            blockedUntil.put(polled, now + blocked.toNanos());
        }
    }

    private void forget(long now) {
        Iterator<Long> each = blockedUntil.values().iterator();
        while (each.hasNext() && (each.next() - now <= 0 || blockedUntil.size() > MOST)) {
            each.remove();
        }
    }
}
