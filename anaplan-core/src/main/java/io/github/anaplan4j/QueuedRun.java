package io.github.anaplan4j;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.ModelHeldException;
import io.github.anaplan4j.task.ModelRef;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a {@link ModelQueue}.
 *
 * <p>It is started at most once and over once, whatever the executor and the stage of the user's do.
 *
 * @param <S> what the start returns
 * @param <T> what it ends with
 */
final class QueuedRun<S, T> {
    private enum Phase {
        WAITING,
        UNDER_WAY,
        OVER
    }

    private final Callable<? extends S> start;
    private final Function<? super S, ? extends CompletionStage<T>> watch;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final CompletableFuture<T> outcome = new CompletableFuture<>();

    QueuedRun(Callable<? extends S> start, Function<? super S, ? extends CompletionStage<T>> watch) {
        this.start = start;
        this.watch = watch;
    }

    CompletionStage<T> outcome() {
        return outcome.minimalCompletionStage();
    }

    /**
     * Has the run started, and publishes its outcome when it ends.
     *
     * @param starts runs the start
     * @param whenOver is told, before the outcome is published, of a failure that leaves the model in doubt, or null
     */
    void handTo(Executor starts, Consumer<@Nullable Throwable> whenOver) {
        try {
            starts.execute(() -> begin(whenOver));
        } catch (Throwable noThread) { // also what other languages throw undeclared
            if (phase.compareAndSet(Phase.WAITING, Phase.OVER)) {
                publish(whenOver, null, noThread, null);
            }
        }
    }

    /** Publishes that the run is not started. */
    void refuse(Executor starts, ModelRef model, Throwable heldBy) {
        try {
            // Not here, for what the user does about it may take any time.
            outcome.completeAsync(
                    () -> {
                        throw new ModelHeldException(model, heldBy);
                    },
                    starts);
        } catch (Throwable noThread) {
            outcome.completeExceptionally(noThread);
        }
    }

    private void begin(Consumer<@Nullable Throwable> whenOver) {
        if (!phase.compareAndSet(Phase.WAITING, Phase.UNDER_WAY)) {
            return;
        }
        try {
            startAndWatch(whenOver);
        } catch (Throwable unknown) { // nobody knows whether something runs now
            end(whenOver, null, unknown, unknown);
        }
    }

    private void startAndWatch(Consumer<@Nullable Throwable> whenOver) throws Exception {
        S started;
        try {
            started = start.call();
        } catch (AnaplanException failure) {
            end(whenOver, null, failure, failure.taskMayBeRunning() ? failure : null);
            return;
        }
        CompletionStage<T> stage = watch.apply(started);
        Objects.requireNonNull(stage, "The watch returned no stage, so the end of " + started + " is not known.");
        stage.whenComplete((value, failure) -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            end(whenOver, value, cause, cause);
        });
    }

    private void end(
            Consumer<@Nullable Throwable> whenOver,
            @Nullable T value,
            @Nullable Throwable failure,
            @Nullable Throwable holdsTheModel) {
        if (phase.getAndSet(Phase.OVER) != Phase.OVER) {
            publish(whenOver, value, failure, holdsTheModel);
        }
    }

    private void publish(
            Consumer<@Nullable Throwable> whenOver,
            @Nullable T value,
            @Nullable Throwable failure,
            @Nullable Throwable holdsTheModel) {
        try {
            whenOver.accept(holdsTheModel); // first, for what the user does with the outcome may take any time
        } finally {
            if (failure == null) {
                outcome.complete(value);
            } else {
                outcome.completeExceptionally(failure);
            }
        }
    }
}
