package io.github.anaplan4j.spi;

import java.time.Duration;
import java.time.Instant;

/** Time that stands still and keeps nothing, for a checker of threads looks into all that they reach. */
public final class Standstill implements TimeSource {
    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public void sleep(Duration duration) {
        throw new AssertionError("nobody sleeps");
    }

    @Override
    public Timer newTimer(String name) {
        throw new AssertionError("nobody waits");
    }
}
