package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.port.ClientTokens;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TokenSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Tokens from a source of the user's, which outlives the client.
 *
 * <p>The source is asked on a thread of its own, one question at a time, for all who wait. So one that takes long, or
 * hangs, holds up nobody for longer than the limit. What it returned or threw is used for a few seconds.
 */
final class SuppliedTokens implements ClientTokens {
    private static final long KEPT = Duration.ofSeconds(5).toNanos();
    private static final Duration LONGEST_LOG_OUT = Duration.ofSeconds(10);

    private final TokenSource source;
    private final Duration limit;
    private final TimeSource time;
    private @Nullable Answer answer;
    private @Nullable Question<AuthToken> question;
    private @Nullable AuthToken rejected;
    private boolean isClosed;

    /** What the source returned, or threw. */
    private record Answer(
            @Nullable AuthToken token, @Nullable Throwable failure, long until) {}

    SuppliedTokens(TokenSource source, Duration limit, TimeSource time) {
        this.source = source;
        this.limit = limit;
        this.time = time;
    }

    @Override
    public synchronized CompletableFuture<?> ready() {
        return isClosed || isAnswered() ? CompletableFuture.completedFuture(null) : ask().over();
    }

    private boolean isAnswered() {
        return answer != null && time.nanoTime() - answer.until() < 0;
    }

    // Only with the lock held.
    private Question<AuthToken> ask() {
        if (question == null) {
            question = Question.ask("The token source", limit, this::askSource);
        }
        return question;
    }

    private AuthToken askSource() {
        try {
            AuthToken token = null;
            while (token == null) {
                AuthToken known = rejected();
                token = Objects.requireNonNull(
                        known == null ? source.token() : source.renewed(known), "the token source returned null");
                token = keepUnlessRejectedSince(known, token);
            }
            return token;
        } catch (Throwable broken) { // told to all who wait, and also what other languages throw undeclared
            keep(new Answer(null, broken, time.nanoTime() + KEPT));
            throw broken;
        }
    }

    private synchronized @Nullable AuthToken rejected() {
        return rejected;
    }

    private synchronized @Nullable AuthToken keepUnlessRejectedSince(@Nullable AuthToken known, AuthToken token) {
        if (rejected != known && token.equals(rejected)) {
            return null;
        }
        rejected = null;
        keep(new Answer(token, null, time.nanoTime() + KEPT));
        return token;
    }

    private synchronized void keep(Answer last) {
        answer = last;
        question = null;
    }

    @Override
    public AuthToken token() {
        Question<AuthToken> asked;
        synchronized (this) {
            if (isAnswered()) {
                return tokenOf(answer);
            }
            if (isClosed) {
                throw new LoginFailedException("There is no token any more, for the client is closed.", null);
            }
            asked = ask();
        }
        return answerTo(asked);
    }

    private static <T> T answerTo(Question<T> question) {
        try {
            return question.await();
        } catch (ExecutionException failed) {
            throw SuppliedTokens.<RuntimeException>asIs(failed.getCause());
        }
    }

    private static AuthToken tokenOf(Answer answer) {
        if (answer.token() == null) {
            throw SuppliedTokens.<RuntimeException>asIs(Objects.requireNonNull(answer.failure()));
        }
        return answer.token();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asIs(Throwable failure) throws E {
        throw (E) failure;
    }

    @Override
    public synchronized boolean drop(AuthToken token) {
        boolean isRenewed = answer != null && answer.token() != null && !token.equals(answer.token());
        if (!isRenewed) {
            answer = null;
            rejected = token;
        }
        return true;
    }

    @Override
    public boolean logOut() {
        return answerTo(Question.ask("The log-out of the token source", LONGEST_LOG_OUT, source::logOut));
    }

    @Override
    public void close() {
        Question<AuthToken> last;
        synchronized (this) {
            isClosed = true;
            last = question;
        }
        if (last != null) {
            last.close();
            last.thread().interrupt();
        }
    }
}
