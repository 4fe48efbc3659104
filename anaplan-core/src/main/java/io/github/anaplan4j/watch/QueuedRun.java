package io.github.anaplan4j.watch;

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

    /** @param whenOver is told the failure, or null, before the outcome is published */
    void start(Consumer<@Nullable Throwable> whenOver) {
        CompletionStage<T> stage;
        try {
            stage = run.get();
        } catch (RuntimeException | Error notStarted) {
            whenOver.accept(notStarted);
            outcome.completeExceptionally(notStarted);
            return;
        }
        stage.whenComplete((value, failure) -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            whenOver.accept(cause);
            if (cause == null) {
                outcome.complete(value);
            } else {
                outcome.completeExceptionally(cause);
            }
        });
    }

    void refuse(ModelHeldException held) {
        outcome.completeExceptionally(held);
    }
}
