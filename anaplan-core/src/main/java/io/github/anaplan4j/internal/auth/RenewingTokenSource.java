package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.ClientTokens;
import io.github.anaplan4j.internal.port.IssuedToken;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a token until it is rejected or about to expire, and then renews it on a thread of its own.
 *
 * <p>Those who have no valid token wait for that and share what comes of it, a failure too. Those who have one go on
 * with it. A thread that is interrupted stops waiting, and the renewal goes on, for a refresh token whose successor
 * nobody receives is lost. After a failure there is no new attempt for a while, which gets longer with each.
 */
final class RenewingTokenSource implements ClientTokens {
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(5);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);
    private static final Duration MARGIN = Duration.ofMinutes(5);
    // Far beyond what any token lives, and far within what a clock can count.
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(365);
    private static final Duration LONGEST_WAIT_ON_CLOSE = Duration.ofSeconds(10);

    private final Issuer issuer;
    private final Duration limit;
    private final Lifecycle lifecycle;
    private final TimeSource time;
    private @Nullable Held current;
    private @Nullable Question<AuthToken> renewal;
    private @Nullable Failure failure;

    /** Makes tokens. */
    @FunctionalInterface
    interface Issuer {
        /**
         * Gets a token.
         *
         * @param valid the token so far, if it is still valid
         * @return a new token
         */
        IssuedToken issue(@Nullable AuthToken valid);

        /**
         * Makes a token invalid.
         *
         * @param token the token
         * @return whether there is a way to do that
         */
        default boolean revoke(AuthToken token) {
            return false;
        }

        /** Ends a wait for a person, who may take long. What waits for the service alone is let finish. */
        default void stopWaiting() {}
    }

    /** A token, and the times in nanoseconds at which to renew it and at which it expires; null for never. */
    private record Held(
            AuthToken token,
            @Nullable Long renewAt,
            @Nullable Long expiresAt) {}

    private record Failure(Throwable cause, Duration backOff, long until) {}

    RenewingTokenSource(Issuer issuer, Duration limit, Lifecycle lifecycle, TimeSource time) {
        this.issuer = issuer;
        this.limit = limit;
        this.lifecycle = lifecycle;
        this.time = time;
    }

    @Override
    public synchronized CompletableFuture<?> ready() {
        boolean isValid = current != null && !isPast(current.expiresAt());
        boolean isDue = !isValid || isPast(current.renewAt());
        if (isValid && renewal != null || !isDue || !lifecycle.isOpen() || renewal == null && isBackingOff()) {
            return CompletableFuture.completedFuture(null);
        }
        if (renewal == null) {
            renewal = begin(isValid ? current.token() : null);
        }
        return renewal.over();
    }

    @Override
    public AuthToken token() {
        Question<AuthToken> asked;
        AuthToken valid;
        synchronized (this) {
            valid = current == null || isPast(current.expiresAt()) ? null : current.token();
            boolean mayWait = valid != null && (!lifecycle.isOpen() || renewal != null || isBackingOff());
            if (valid != null && (mayWait || !isPast(current.renewAt()))) {
                return valid;
            }
            if (!lifecycle.isOpen()) {
                throw new LoginFailedException("There is no token any more, for the client is closed.", null);
            }
            if (renewal == null && isBackingOff()) {
                throw loginFailed(failure.cause());
            }
            if (renewal == null) {
                renewal = begin(valid);
            }
            asked = renewal;
        }
        try {
            return asked.await();
        } catch (ExecutionException failed) {
            if (valid != null) {
                return valid;
            }
            throw loginFailed(failed.getCause());
        }
    }

    private boolean isPast(@Nullable Long moment) {
        return moment != null && time.nanoTime() - moment >= 0;
    }

    private boolean isBackingOff() {
        return failure != null && !isPast(failure.until());
    }

    private Question<AuthToken> begin(@Nullable AuthToken valid) {
        return Question.ask("The login", limit, () -> renew(valid));
    }

    private AuthToken renew(@Nullable AuthToken valid) {
        try {
            IssuedToken issued = issuer.issue(valid);
            synchronized (this) {
                renewal = null;
                current = held(issued);
                failure = null;
            }
            return issued.token();
        } catch (Throwable failed) { // also what other languages throw undeclared
            synchronized (this) {
                renewal = null;
                failure = failureAfter(failure, failed);
            }
            throw failed;
        }
    }

    private Held held(IssuedToken issued) {
        if (issued.lifetime() == null || issued.lifetime().compareTo(LONGEST_LIFETIME) > 0) {
            return new Held(issued.token(), null, null);
        }
        long lifetime = issued.lifetime().toNanos();
        long margin = Math.min(MARGIN.toNanos(), lifetime / 5);
        long now = time.nanoTime();
        return new Held(issued.token(), now + lifetime - margin, now + lifetime);
    }

    private Failure failureAfter(@Nullable Failure earlier, Throwable cause) {
        Duration backOff = earlier == null
                ? FIRST_BACK_OFF
                : Durations.shorter(earlier.backOff().multipliedBy(2), LONGEST_BACK_OFF);
        return new Failure(cause, backOff, time.nanoTime() + backOff.toNanos());
    }

    @Override
    public synchronized boolean drop(AuthToken rejected) {
        if (current != null && rejected.equals(current.token())) {
            current = null;
        }
        return true;
    }

    @Override
    public boolean logOut() {
        AuthToken last;
        synchronized (this) {
            last = current == null ? null : current.token();
            current = null;
        }
        return last == null || issuer.revoke(last);
    }

    @Override
    public void close() {
        Question<AuthToken> last;
        synchronized (this) {
            last = renewal;
        }
        if (last != null) {
            last.close();
        }
        issuer.stopWaiting();
        // A prompt that closes the client cannot wait for itself.
        if (last != null && last.thread() != Thread.currentThread()) {
            awaitEnd(last.thread());
        }
    }

    // An interrupt before that could lose a refresh token.
    private static void awaitEnd(Thread renewal) {
        try {
            renewal.join(LONGEST_WAIT_ON_CLOSE.toMillis());
            renewal.interrupt();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    // What a login of the user's throws may hold a secret, so its message is not taken over.
    private static LoginFailedException loginFailed(Throwable cause) {
        if (cause instanceof LinkageError missing) { // no credentials would mend the class path
            throw missing;
        }
        return cause instanceof LoginFailedException told
                ? new LoginFailedException(told.getMessage(), told)
                : new LoginFailedException(
                        "There is no token, because the login failed with "
                                + cause.getClass().getName()
                                + ". See the cause, and check the credentials and the authentication host.",
                        cause);
    }
}
