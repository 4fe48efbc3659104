package io.github.anaplan4j.time;

import java.time.Duration;
import java.time.Instant;

/** A clock that moves only when the test moves it. */
public class StillTime implements TimeSource {
    private Duration passed = Duration.ZERO;

    public void pass(Duration duration) {
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
    public void sleep(Duration duration) throws InterruptedException {
        throw new AssertionError("nothing sleeps here");
    }

    @Override
    public Timer newTimer(String name) {
        throw new AssertionError("nothing waits here");
    }
}
