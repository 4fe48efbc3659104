package io.github.anaplan4j.watch;

import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.time.Timer;
import java.time.Duration;
import java.time.Instant;

/** A clock that moves only when the test moves it. */
final class StillTime implements TimeSource {
    private Duration passed = Duration.ZERO;

    void pass(Duration duration) {
        passed = passed.plus(duration);
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plus(passed);
    }

    @Override
    public long nanoTime() {
        return passed.toNanos();
    }

    @Override
    public void sleep(Duration duration) {
        throw new AssertionError("nothing sleeps here");
    }

    @Override
    public Timer newTimer(String name) {
        throw new AssertionError("nothing waits here");
    }
}
