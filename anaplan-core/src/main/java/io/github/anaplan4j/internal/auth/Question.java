package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A question to whoever has tokens, on a thread of its own, for whose answer any number may wait.
 *
 * <p>None of them waits beyond the limit of the question. One that is overdue goes on, though nobody waits for it any
 * more, so that one that hangs costs a thread and nobody's time. The limit is one of real time even where the client's
 * is virtual, for so are the threads. Thread-safe.
 *
 * @param <T> the answer
 */
final class Question<T> {
    private static final ThreadFactory THREADS = DaemonThreads.named("anaplan4j-login");
    private static final TimeSource REAL = TimeSource.system();

    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final String asked;
    private final Duration limit;
    private final long begun = REAL.nanoTime();
    private final Thread thread;

    private Question(String asked, Duration limit, Supplier<T> asking) {
        this.asked = asked;
        this.limit = limit;
        this.thread = THREADS.newThread(() -> {
            try {
                answer.complete(asking.get());
            } catch (Throwable failed) { // also what other languages throw undeclared
                answer.completeExceptionally(failed);
            }
        });
    }

    /**
     * Asks.
     *
     * @param asked who or what is asked, for the message
     * @param limit the longest wait for the answer
     * @param asking gets the answer
     * @return the question
     */
    static <T> Question<T> ask(String asked, Duration limit, Supplier<T> asking) {
        Question<T> question = new Question<>(asked, limit, asking);
        question.thread.start();
        return question;
    }

    /**
     * Waits for the answer.
     *
     * @return the answer
     * @throws ExecutionException if there is none, or not in time, for the reason that is its cause
     * @throws TransportException if the thread is interrupted
     */
    T await() throws ExecutionException {
        try {
            return answer.get(left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hanging) {
            throw new ExecutionException(new LoginFailedException(
                    asked + " did not return within " + limit
                            + ", and is not asked again before it does. Look what it waits for.",
                    hanging));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new TransportException(
                    TransportException.Kind.INTERRUPTED,
                    false,
                    "The thread was interrupted while it waited for a token",
                    stop);
        }
    }

    /** {@return what is done once nobody has to wait for the answer; it never fails} */
    CompletableFuture<?> over() {
        return left().isNegative() ? CompletableFuture.completedFuture(null) : answer.handle((value, failure) -> null);
    }

    private Duration left() {
        return limit.minusNanos(REAL.nanoTime() - begun);
    }

    /** Ends all waiting, and not what is waited for. */
    void close() {
        answer.completeExceptionally(new LoginFailedException("The client was closed during the login.", null));
    }

    /** {@return the thread that gets the answer} */
    Thread thread() {
        return thread;
    }
}
