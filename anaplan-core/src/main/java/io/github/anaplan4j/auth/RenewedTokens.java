package io.github.anaplan4j.auth;

import io.github.anaplan4j.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a token until it is rejected or about to expire. Then one thread renews it: those who have no valid token wait for
 * that and share what comes of it, a failure too; those who have one go on with it. After a failure there is no new attempt for
 * a while, which gets longer with each.
 */
final class RenewedTokens implements TokenSource {
    static final Duration FIRST_BACK_OFF = Duration.ofSeconds(5);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final Issuer issuer;
    private final Duration firstBackOff;
    private final TimeSource time;
    private @Nullable Held current;
    private @Nullable CompletableFuture<AuthToken> renewal;
    private @Nullable Failure failure;

    /** Makes tokens. */
    @FunctionalInterface
    interface Issuer {
        /** @param valid the token so far, if it is still valid */
        IssuedToken issue(@Nullable AuthToken valid);

        /** Makes a token invalid, if that can be done. */
        default void revoke(AuthToken token) {}
    }

    /** A token, and when in nanoseconds it is to be renewed and expires; null for never. */
    private record Held(
            AuthToken token,
            @Nullable Long renewAt,
            @Nullable Long expiresAt) {}

    private record Failure(Throwable cause, Duration backOff, long until) {}

    RenewedTokens(Issuer issuer, Duration firstBackOff, TimeSource time) {
        this.issuer = issuer;
        this.firstBackOff = firstBackOff;
        this.time = time;
    }

    @Override
    public AuthToken token() {
        CompletableFuture<AuthToken> result;
        AuthToken valid;
        boolean mine;
        synchronized (this) {
            valid = current == null || isPast(current.expiresAt()) ? null : current.token();
            boolean mayWait = valid != null && (renewal != null || isBackingOff());
            if (valid != null && (mayWait || !isPast(current.renewAt()))) {
                return valid;
            }
            if (renewal == null && isBackingOff()) {
                throw LoginFailedException.of(failure.cause());
            }
            mine = renewal == null;
            if (mine) {
                renewal = new CompletableFuture<>();
            }
            result = renewal;
        }
        if (mine) {
            renew(result, valid);
        }
        try {
            return result.join();
        } catch (CompletionException failed) {
            if (valid != null) {
                return valid;
            }
            throw LoginFailedException.of(failed.getCause());
        }
    }

    private boolean isPast(@Nullable Long moment) {
        return moment != null && time.nanoTime() - moment >= 0;
    }

    private boolean isBackingOff() {
        return failure != null && !isPast(failure.until());
    }

    // Outside the lock, for it can take long.
    private void renew(CompletableFuture<AuthToken> result, @Nullable AuthToken valid) {
        IssuedToken issued = null;
        Throwable failed = null;
        try {
            issued = issuer.issue(valid);
        } catch (Throwable anything) { // also what other languages throw undeclared
            failed = anything;
        }
        synchronized (this) {
            renewal = null;
            if (issued != null) {
                current = held(issued);
                failure = null;
            } else {
                failure = failureAfter(failure, failed);
            }
        }
        if (issued == null) {
            result.completeExceptionally(failed);
        } else {
            result.complete(issued.token());
        }
    }

    private Held held(IssuedToken issued) {
        if (issued.lifetime() == null) {
            return new Held(issued.token(), null, null);
        }
        long lifetime = issued.lifetime().toNanos();
        long margin = Math.min(MARGIN.toNanos(), lifetime / 5);
        long now = time.nanoTime();
        return new Held(issued.token(), now + lifetime - margin, now + lifetime);
    }

    private Failure failureAfter(@Nullable Failure earlier, Throwable cause) {
        Duration backOff = earlier == null ? firstBackOff : earlier.backOff().multipliedBy(2);
        if (backOff.compareTo(LONGEST_BACK_OFF) > 0) {
            backOff = LONGEST_BACK_OFF;
        }
        return new Failure(cause, backOff, time.nanoTime() + backOff.toNanos());
    }

    @Override
    public AuthToken renewed(AuthToken rejected) {
        synchronized (this) {
            if (current != null && rejected.equals(current.token())) {
                current = null;
            }
        }
        return token();
    }

    @Override
    public void logOut() {
        AuthToken last;
        synchronized (this) {
            last = current == null ? null : current.token();
            current = null;
        }
        if (last != null) {
            issuer.revoke(last);
        }
    }
}
