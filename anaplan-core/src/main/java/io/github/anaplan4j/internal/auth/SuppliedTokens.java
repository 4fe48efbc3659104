package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TokenSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tokens from a source of the user's, which outlives the client.
 *
 * <p>For watches the source is asked on a thread of its own, once for all that wait. So a source that takes long, or
 * hangs, holds up no worker. What it returns is used for a few seconds.
 */
final class SuppliedTokens implements ClientTokens {
    private static final ThreadFactory THREADS = DaemonThreads.named("anaplan4j-login");
    private static final long KEPT = Duration.ofSeconds(5).toNanos();

    private final TokenSource source;
    private final TimeSource time;
    private @Nullable Answer answer;
    private @Nullable Question question;
    private boolean isClosed;

    /** What the source returned, or threw. */
    private record Answer(
            @Nullable AuthToken token, @Nullable Throwable failure, long until) {}

    private record Question(CompletableFuture<Void> ready, Thread thread) {}

    SuppliedTokens(TokenSource source, TimeSource time) {
        this.source = source;
        this.time = time;
    }

    @Override
    public synchronized CompletableFuture<?> ready() {
        if (source instanceof FixedToken || isClosed || isAnswered()) {
            return CompletableFuture.completedFuture(null);
        }
        if (question == null) {
            CompletableFuture<Void> ready = new CompletableFuture<>();
            question = new Question(ready, THREADS.newThread(() -> ask(ready)));
            question.thread().start();
        }
        return question.ready().copy();
    }

    private boolean isAnswered() {
        return answer != null && time.nanoTime() - answer.until() < 0;
    }

    private void ask(CompletableFuture<Void> ready) {
        AuthToken token = null;
        Throwable failure = null;
        try {
            token = source.token();
        } catch (Throwable broken) { // told to whoever needed the token
            failure = broken;
        }
        synchronized (this) {
            answer = new Answer(token, failure, time.nanoTime() + KEPT);
            question = null;
        }
        ready.complete(null);
    }

    @Override
    public AuthToken token() {
        Answer ready = take();
        if (ready == null) {
            return source.token();
        }
        if (ready.failure() != null) {
            throw SuppliedTokens.<RuntimeException>asIs(ready.failure());
        }
        return ready.token();
    }

    // A failure is told once: the next request may do better.
    private synchronized @Nullable Answer take() {
        if (!isAnswered()) {
            return null;
        }
        Answer ready = answer;
        if (ready.failure() != null) {
            answer = null;
        }
        return ready;
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asIs(Throwable failure) throws E {
        throw (E) failure;
    }

    @Override
    public AuthToken renewed(AuthToken rejected) {
        synchronized (this) {
            answer = null;
        }
        return source.renewed(rejected);
    }

    @Override
    public boolean logOut() {
        return source.logOut();
    }

    @Override
    public void close() {
        Question last;
        synchronized (this) {
            isClosed = true;
            last = question;
        }
        if (last != null) {
            last.ready().complete(null);
            last.thread().interrupt();
        }
    }
}
