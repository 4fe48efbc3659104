package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.watch.StepResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The standing of a watch after one poll of the engine.
 *
 * @param result where it stands
 * @param delay how long to wait before the next poll, for a driver that has a clock which does not jump; zero if the
 *     watch is over
 * @param blocked the part of the delay for which the polling floor and the server allow no poll
 * @param ready what may end the delay earlier, such as a login; null if nothing does
 */
record Turn(
        StepResult result,
        Duration delay,
        Duration blocked,
        @Nullable CompletableFuture<?> ready) {
    static Turn over(StepResult result) {
        return new Turn(result, Duration.ZERO, Duration.ZERO, null);
    }
}
