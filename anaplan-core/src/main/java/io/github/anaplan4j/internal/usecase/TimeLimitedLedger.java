package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.internal.base.InMemory;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.ActionRef;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger of the user's that holds up nobody for long, though it hangs.
 *
 * <p>Each call of it has a thread of its own. One that is overdue fails for its caller, and goes on. A slot that comes
 * after that is closed. What a slot is told while a call of it is overdue is done after that call, in order, and nobody
 * waits for it. The limit is one of real time, for so are the threads. What is thrown that is neither an
 * {@link IOException} nor a {@link RuntimeException} becomes the former, so that nobody has to reckon with it.
 * Thread-safe.
 */
public final class TimeLimitedLedger implements StartLedger {
    private static final Logger LOG = LoggerFactory.getLogger(TimeLimitedLedger.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Executor THREADS = DaemonThreads.oneForEach("anaplan4j-ledger");

    private final StartLedger ledger;
    private final Duration limit;
    private final Executor threads;
    // Asked once, before anything is started: a ledger that throws here must not cost the caller a task later.
    private final String name;
    private final boolean isDurable;

    /** A call was not over in time; it may be yet. */
    static final class OverdueException extends IOException {
        private static final long serialVersionUID = 1L;

        private OverdueException(String call, Duration limit) {
            super("it hangs: its " + call + " was not over within " + limit.toSeconds() + " s, and may go on");
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }

    TimeLimitedLedger(StartLedger ledger, Duration limit) {
        this(ledger, limit, THREADS);
    }

    TimeLimitedLedger(StartLedger ledger, Duration limit, Executor threads) {
        this.ledger = ledger;
        this.limit = limit;
        this.threads = threads;
        this.name = ledger.toString();
        this.isDurable = ledger.isDurable();
    }

    /**
     * Limits what a ledger may take for each call: ten seconds, and what an opening is told to wait.
     *
     * @param ledger the ledger
     * @return a ledger with the same lines
     */
    public static StartLedger of(StartLedger ledger) {
        return ledger instanceof InMemory ? ledger : new TimeLimitedLedger(ledger, LIMIT);
    }

    @Override
    public Optional<Slot> open(ActionRef action, Duration atMost) throws IOException, InterruptedException {
        CompletableFuture<Optional<Slot>> opened = new CompletableFuture<>();
        try {
            threads.execute(() -> open(action, atMost, opened));
        } catch (Throwable noThread) {
            opened.completeExceptionally(noThread);
        }
        try {
            return resultOf(opened, limit.plus(atMost)).map(LimitedSlot::new);
        } catch (TimeoutException overdue) {
            discard(opened);
            throw new OverdueException("open", limit);
        } catch (InterruptedException stop) {
            discard(opened);
            throw stop;
        }
    }

    private void open(ActionRef action, Duration atMost, CompletableFuture<Optional<Slot>> opened) {
        try {
            Optional<Slot> slot = ledger.open(action, atMost);
            if (!opened.complete(slot) && slot.isPresent()) {
                slot.get().close();
            }
        } catch (Throwable failed) {
            opened.completeExceptionally(failed);
        }
    }

    private void discard(CompletableFuture<Optional<Slot>> opened) throws IOException {
        if (!opened.cancel(false) && !opened.isCompletedExceptionally()) {
            Optional<Slot> justNow = opened.join();
            if (justNow.isPresent()) {
                new LimitedSlot(justNow.get()).close();
            }
        }
    }

    @Override
    public boolean isDurable() {
        return isDurable;
    }

    @Override
    public String toString() {
        return name;
    }

    private static <T> T resultOf(CompletableFuture<T> call, Duration atMost)
            throws IOException, InterruptedException, TimeoutException {
        try {
            return call.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failureOf(failed.getCause());
        }
    }

    // Ledgers in other languages throw what they want, and a class may be missing.
    private static IOException failureOf(Throwable thrown) {
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return thrown instanceof IOException failure ? failure : new IOException(thrown.toString(), thrown);
    }

    /** A slot of that ledger, with at most one call of it under way. */
    private final class LimitedSlot implements Slot {
        private final Slot slot;
        private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

        private LimitedSlot(Slot slot) {
            this.slot = slot;
        }

        @Override
        public Optional<String> read() throws IOException {
            return call("read", slot::read);
        }

        @Override
        public void write(String text) throws IOException {
            call("write", () -> {
                slot.write(text);
                return text;
            });
        }

        @Override
        public void close() throws IOException {
            call("close", () -> {
                slot.close();
                return slot;
            });
        }

        @Override
        public String toString() {
            return slot.toString();
        }

        private <T> T call(String name, Callable<T> work) throws IOException {
            Duration atMost = last.isDone() ? limit : Duration.ZERO;
            CompletableFuture<T> call = last.handleAsync((any, before) -> done(work), this::execute);
            last = call;
            try {
                return uninterrupted(call, atMost);
            } catch (TimeoutException overdue) {
                call.whenComplete((result, failure) -> LOG.warn(
                        "The ledger of starts, {}, has ended an overdue {}{}",
                        TimeLimitedLedger.this.name,
                        name,
                        failure == null ? "" : ", which failed: " + failure.getCause()));
                throw new OverdueException(name, limit);
            }
        }

        // Nothing written down or given back must be lost for want of a thread, though this one may hang then.
        private void execute(Runnable work) {
            try {
                threads.execute(work);
            } catch (OutOfMemoryError noThread) {
                work.run();
            }
        }

        private static <T> T done(Callable<T> work) {
            try {
                return work.call();
            } catch (Throwable failed) {
                throw new CompletionException(failed);
            }
        }

        // What is to be written down must not be lost by an interrupt.
        private static <T> T uninterrupted(CompletableFuture<T> call, Duration atMost)
                throws IOException, TimeoutException {
            long end = TimeSource.system().nanoTime() + atMost.toNanos();
            boolean interrupted = Thread.interrupted();
            try {
                while (true) {
                    try {
                        return resultOf(
                                call, Duration.ofNanos(end - TimeSource.system().nanoTime()));
                    } catch (InterruptedException stop) {
                        interrupted = true;
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
