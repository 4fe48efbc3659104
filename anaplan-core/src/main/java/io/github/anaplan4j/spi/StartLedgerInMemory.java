package io.github.anaplan4j.spi;

import io.github.anaplan4j.internal.base.InMemory;
import io.github.anaplan4j.task.ActionRef;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Keeps what was started for as long as the program lives. */
final class StartLedgerInMemory implements StartLedger, InMemory {
    private final Map<ActionRef, Line> lines = new ConcurrentHashMap<>();

    /** The text of one action, and whose turn it is. */
    private static final class Line {
        private final Semaphore turn = new Semaphore(1, true);
        private @Nullable String text; // guarded by the turn
    }

    @Override
    public Optional<Slot> open(ActionRef action, Duration atMost) throws InterruptedException {
        Line line = lines.computeIfAbsent(action, any -> new Line());
        return line.turn.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)
                ? Optional.of(new SlotInMemory(line))
                : Optional.empty();
    }

    @Override
    public boolean isDurable() {
        return false;
    }

    private static final class SlotInMemory implements Slot {
        private final Line line;
        private final AtomicBoolean isOpen = new AtomicBoolean(true);

        SlotInMemory(Line line) {
            this.line = line;
        }

        @Override
        public Optional<String> read() {
            return Optional.ofNullable(line.text);
        }

        @Override
        public void write(String text) {
            line.text = text;
        }

        @Override
        public void close() {
            if (isOpen.getAndSet(false)) {
                line.turn.release();
            }
        }
    }

    @Override
    public String toString() {
        return "a ledger in memory";
    }
}
