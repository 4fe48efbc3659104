package io.github.anaplan4j;

import io.github.anaplan4j.task.ModelRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The runs that wait for one model, and whether the model is free. */
final class ModelLane {
    private final ModelRef model;
    private final Executor starts;
    private final Consumer<ModelLane> whenIdle;
    private final Deque<QueuedRun<?, ?>> waiting = new ArrayDeque<>();
    // Calls of advance() not yet served; whoever makes it positive serves them all, so that runs which end at once
    // do not pile up on the stack.
    private final AtomicInteger advances = new AtomicInteger();
    private boolean busy;
    private @Nullable Throwable heldBy;

    ModelLane(ModelRef model, Executor starts, Consumer<ModelLane> whenIdle) {
        this.model = model;
        this.starts = starts;
        this.whenIdle = whenIdle;
    }

    synchronized void add(QueuedRun<?, ?> run) {
        waiting.add(run);
    }

    synchronized boolean isIdle() {
        return waiting.isEmpty() && !busy && heldBy == null;
    }

    synchronized Optional<Throwable> heldBy() {
        return Optional.ofNullable(heldBy);
    }

    synchronized void release() {
        heldBy = null;
    }

    void advance() {
        if (advances.getAndIncrement() > 0) {
            return;
        }
        do {
            serveOne();
        } while (advances.decrementAndGet() > 0);
        whenIdle.accept(this);
    }

    private void serveOne() {
        QueuedRun<?, ?> next;
        Throwable holder;
        synchronized (this) {
            next = busy ? null : waiting.poll();
            holder = heldBy;
            busy |= next != null && holder == null;
        }
        if (next == null) {
            return;
        }
        if (holder == null) {
            next.handTo(starts, this::ended);
        } else {
            next.refuse(starts, model, holder);
            advances.incrementAndGet(); // for the next one in line
        }
    }

    private void ended(@Nullable Throwable holdsTheModel) {
        synchronized (this) {
            busy = false;
            heldBy = holdsTheModel;
        }
        advance();
    }
}
