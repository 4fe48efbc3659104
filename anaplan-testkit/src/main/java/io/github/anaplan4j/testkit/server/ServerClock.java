package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.spi.TimeSource;
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

    void sleep(Duration duration) throws InterruptedException {
        time.sleep(duration);
    }
}
