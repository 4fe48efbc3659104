package io.github.anaplan4j.watch;

import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.internal.base.InMemory;
import io.github.anaplan4j.internal.base.LatestMap;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.ActionRef;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a history of the user's when a watch begins, so that no poll waits for one that is slow, hangs or fails.
 *
 * <p>One action is read after the other, on a thread for that alone, and none twice at a time. Until it has been read,
 * what was read before holds. One that throws, or returns null or a list with null, tells nothing; the first failure is
 * logged.
 *
 * <p>Who is not told that a watch begins, as inside a wrapper of the user's, reads at its first decision, and waits a
 * second at most. The limit is one of real time, for so is the thread. Thread-safe.
 */
final class HistoryReader {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryReader.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int MOST_ACTIONS = 10_000;
    // A program has one history or two; each is forgotten with the last policy that goes by it.
    private static final List<WeakReference<HistoryReader>> READERS = new ArrayList<>();

    private final DurationHistory history;
    private final Duration patience;
    private final Executor thread = DaemonThreads.one("anaplan4j-history");
    private final AtomicBoolean isWarned = new AtomicBoolean();
    private final Map<ActionRef, Past> pasts = LatestMap.byUse(MOST_ACTIONS);
    private volatile boolean isTold;

    /** What is known of an action: what was read before, until the latest reading is done. */
    private record Past(Optional<List<Duration>> before, CompletableFuture<Optional<List<Duration>>> reading) {
        Optional<List<Duration>> now() {
            return reading.getNow(before);
        }
    }

    /** {@return the one reader of a history, so that what one policy has read all know that go by it} */
    static HistoryReader of(DurationHistory history) {
        if (history instanceof InMemory) { // of which there is nothing to know
            return new HistoryReader(history, PATIENCE);
        }
        synchronized (READERS) {
            HistoryReader reader = null;
            for (Iterator<WeakReference<HistoryReader>> each = READERS.iterator(); each.hasNext(); ) {
                HistoryReader known = each.next().get();
                if (known == null) {
                    each.remove();
                } else if (known.history == history) {
                    reader = known;
                }
            }
            if (reader == null) {
                reader = new HistoryReader(history, PATIENCE);
                READERS.add(new WeakReference<>(reader));
            }
            return reader;
        }
    }

    HistoryReader(DurationHistory history, Duration patience) {
        this.history = history;
        this.patience = patience;
    }

    boolean reads(Object store) {
        return history == store;
    }

    /** Begins to read what is known of an action; {@return what is known now; empty if it was never read} */
    Optional<List<Duration>> readAhead(ActionRef action, boolean waits) {
        isTold = true;
        return history instanceof InMemory ? Optional.of(history.durations(action)) : read(action, waits);
    }

    /** {@return what is known of the action of a watch} */
    List<Duration> of(WatchState state) {
        ActionRef action = state.task().action();
        if (history instanceof InMemory) {
            return history.durations(action);
        }
        Past past = past(action);
        boolean isFirst = past == null || !isTold && state.polls() <= 1 && past.reading.isDone();
        return (isFirst ? read(action, true) : past.now()).orElse(List.of());
    }

    private synchronized @Nullable Past past(ActionRef action) {
        return pasts.get(action);
    }

    private Optional<List<Duration>> read(ActionRef action, boolean waits) {
        Past past = begin(action);
        if (waits) {
            await(past.reading);
        }
        return past.now();
    }

    private synchronized Past begin(ActionRef action) {
        Past last = pasts.get(action);
        if (last != null && !last.reading.isDone()) {
            return last;
        }
        Optional<List<Duration>> before = last == null ? Optional.empty() : last.now();
        Past past = new Past(before, reading(action, before));
        pasts.put(action, past);
        return past;
    }

    private CompletableFuture<Optional<List<Duration>>> reading(ActionRef action, Optional<List<Duration>> before) {
        try {
            return CompletableFuture.supplyAsync(() -> durations(action, before), thread);
        } catch (Error noThread) {
            warn(noThread);
            return CompletableFuture.completedFuture(before);
        }
    }

    private Optional<List<Duration>> durations(ActionRef action, Optional<List<Duration>> before) {
        try {
            // Copied here: a list may fail or hang only when somebody looks into it, and must not have null.
            return Optional.of(List.copyOf(history.durations(action)));
        } catch (Throwable failed) {
            warn(failed);
            return before;
        }
    }

    private void await(CompletableFuture<?> reading) {
        try {
            reading.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hanging) {
            LOG.debug("The history of durations has not been read within {}", patience);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        }
    }

    // Once, for it is read for each watch.
    private void warn(Throwable failure) {
        if (!isWarned.getAndSet(true)) {
            LOG.warn("The history of durations cannot be read; watches go on as if it knew nothing more", failure);
        }
    }
}
