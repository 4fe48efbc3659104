package io.github.anaplan4j;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.ModelHeldException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One entry of a {@link ModelQueue}. */
final class QueuedRun<T> {
    private final Supplier<? extends CompletionStage<T>> run;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();

    QueuedRun(Supplier<? extends CompletionStage<T>> run) {
        this.run = run;
    }

    CompletionStage<T> outcome() {
        return outcome.minimalCompletionStage();
    }

    /**
     * Starts the run and publishes its outcome when it ends.
     *
     * @param whenOver is told, after the outcome is published, of a failure that leaves the model in doubt, or null
     */
    void start(Consumer<@Nullable Throwable> whenOver) {
        CompletionStage<T> stage;
        long startedBefore = StartsOfThread.counted();
        try {
            stage = run.get();
        } catch (Throwable failure) { // also what other languages throw undeclared
            boolean isStarted = StartsOfThread.counted() != startedBefore;
            outcome.completeExceptionally(failure);
            whenOver.accept(!isStarted && isOfAStartThatWasNotMade(failure) ? null : failure);
            return;
        }
        if (stage == null) {
            IllegalStateException lost =
                    new IllegalStateException("The run returned no stage, so its end is not known.");
            outcome.completeExceptionally(lost);
            whenOver.accept(lost);
            return;
        }
        stage.whenComplete((value, failure) -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause == null) {
                outcome.complete(value);
            } else {
                outcome.completeExceptionally(cause);
            }
            whenOver.accept(cause);
        });
    }

    // Only the start itself can tell. Anything else may have been thrown after it.
    private static boolean isOfAStartThatWasNotMade(Throwable failure) {
        return failure instanceof AnaplanException known && !known.taskMayBeRunning();
    }

    void refuse(ModelHeldException held) {
        outcome.completeExceptionally(held);
    }
}
