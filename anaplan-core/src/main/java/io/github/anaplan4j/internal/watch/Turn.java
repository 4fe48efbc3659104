package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.limit.Pauses;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.Timer;
import io.github.anaplan4j.watch.StepResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
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

    /**
     * Waits on this thread for as long as the delay, or until what may end it earlier does.
     *
     * @param pauses makes the wait, if nothing ends it earlier
     * @param time the clock
     * @param isHurried ends what is no block within a second
     * @return false if the thread was interrupted, whose flag is set, or the client closed during a pause
     */
    boolean await(Pauses pauses, TimeSource time, BooleanSupplier isHurried) {
        if (ready == null) {
            Duration rest = delay.minus(blocked);
            return (blocked.isZero() || pauses.pause(blocked))
                    && (Durations.isOver(rest) || isHurried.getAsBoolean() || pauses.pause(rest, isHurried));
        }
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        ready.whenComplete((token, failure) -> over.complete(true));
        try (Timer timer = time.newTimer("anaplan4j-wait")) {
            timer.schedule(delay, () -> over.complete(true));
            return over.get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
