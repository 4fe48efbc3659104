package io.github.anaplan4j.watch;

import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.internal.base.InMemory;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.ActionRef;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A history of the user's that holds up no poll, though it hangs.
 *
 * <p>It is read on a thread of its own. Where it has not answered within a second, it knows nothing, and is not asked
 * again before it has. The limit is one of real time, for so is the thread. Thread-safe.
 */
final class TimeLimitedHistory implements DurationHistory {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Executor THREADS = DaemonThreads.oneForEach("anaplan4j-history");

    private final DurationHistory history;
    private final Duration patience;
    private volatile CompletableFuture<?> overdue = CompletableFuture.completedFuture(null);

    TimeLimitedHistory(DurationHistory history, Duration patience) {
        this.history = history;
        this.patience = patience;
    }

    static DurationHistory of(DurationHistory history) {
        return history instanceof InMemory ? history : new TimeLimitedHistory(history, PATIENCE);
    }

    @Override
    public List<Duration> durations(ActionRef action) {
        if (!overdue.isDone()) {
            return List.of();
        }
        CompletableFuture<List<Duration>> read =
                CompletableFuture.supplyAsync(() -> history.durations(action), THREADS);
        try {
            return read.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hanging) {
            overdue = read;
            return List.of();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException asIs ? asIs : new IllegalStateException(failed);
        }
    }

    @Override
    public void add(ActionRef action, Duration duration) {
        history.add(action, duration);
    }
}
