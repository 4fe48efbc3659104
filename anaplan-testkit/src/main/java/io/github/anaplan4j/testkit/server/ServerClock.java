package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.testkit.time.FastTime;
import java.time.Duration;
import java.time.Instant;

/** The fake's own time: a client's wall clock that jumps is not the concern of a server. */
final class ServerClock {
    private final TimeSource time;
    private final Instant startedAt;
    private final long startedAtNanos;

    ServerClock(TimeSource time) {
        this.time = time;
        this.startedAt = time.now();
        this.startedAtNanos = time.nanoTime();
    }

    Instant now() {
        return startedAt.plusNanos(time.nanoTime() - startedAtNanos);
    }

    /** Returns the time of a client that does not know that the fake's time runs faster; else the fake's. */
    Instant wallClock() {
        return time instanceof FastTime ? TimeSource.system().now() : now();
    }

    /** Returns how many seconds of the fake's pass in one on the wall. */
    double factor() {
        return time instanceof FastTime fast ? fast.factor() : 1;
    }

    void sleep(Duration duration) throws InterruptedException {
        time.sleep(duration);
    }
}
