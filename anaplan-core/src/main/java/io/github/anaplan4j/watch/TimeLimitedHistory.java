package io.github.anaplan4j.watch;

import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.internal.base.InMemory;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A history of the user's that holds up no poll and ends no watch, though it hangs or fails.
 *
 * <p>It is read on a thread of its own. Where it has not answered within a second, it knows nothing, and is not asked
 * again before it has. One that throws, or returns null or a list with null, knows nothing either; the first failure is
 * logged. The limit is one of real time, for so is the thread. Thread-safe.
 */
final class TimeLimitedHistory implements DurationHistory {
    private static final Logger LOG = LoggerFactory.getLogger(TimeLimitedHistory.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Executor THREADS = DaemonThreads.oneForEach("anaplan4j-history");

    private final DurationHistory history;
    private final Duration patience;
    private final AtomicBoolean isWarned = new AtomicBoolean();
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
        // Copied where it is read: a list may fail or hang only when somebody looks into it, and must not have null.
        CompletableFuture<List<Duration>> read =
                CompletableFuture.supplyAsync(() -> List.copyOf(history.durations(action)), THREADS);
        try {
            return read.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hanging) {
            overdue = read;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            warn(failed.getCause());
        }
        return List.of();
    }

    // Once, for it is read at each poll.
    private void warn(Throwable failure) {
        if (!isWarned.getAndSet(true)) {
            LOG.warn("The history of durations cannot be read; watches go on as if it knew nothing", failure);
        }
    }

    @Override
    public void add(TaskRef task, Duration duration) {
        history.add(task, duration);
    }
}
