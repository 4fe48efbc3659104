package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.port.Polls;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.watch.WatchSettings;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Engines whose watches share looks with nobody else's. */
public final class TestEngines {
    private TestEngines() {}

    public static PollEngine engine(
            Polls polls,
            Supplier<? extends CompletableFuture<?>> ready,
            WatchSettings settings,
            RequestLimiter limiter,
            Lifecycle lifecycle,
            TimeSource time) {
        return new PollEngine(new SharedLooks(polls, limiter, time), ready, settings, limiter, lifecycle, time);
    }
}
