package io.github.anaplan4j.docs.acceptance;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.Timer;
import java.time.Duration;
import java.time.Instant;

/** The clocks of this machine, on which several programs agree, and waits of a thousandth of their length. */
final class ShortWaits implements TimeSource {
    private final TimeSource real = TimeSource.system();

    @Override
    public Instant now() {
        return real.now();
    }

    @Override
    public long nanoTime() {
        return real.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        real.sleep(duration.dividedBy(1_000));
    }

    @Override
    public Timer newTimer(String name) {
        return real.newTimer(name);
    }
}
