package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.Attempts;
import io.github.anaplan4j.internal.limit.Pauses;
import io.github.anaplan4j.internal.limit.RetryingRequests;
import io.github.anaplan4j.internal.port.IssuedToken;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.TimeSource;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a token again after trouble on the way, as a read is repeated.
 *
 * <p>What was judged is not asked again: another answer would be no other, and a user can be locked out. Whoever still
 * has a valid token goes on with that one, and nobody waits.
 */
final class RepeatingIssuer implements RenewingTokenSource.Issuer {
    private final RenewingTokenSource.Issuer issuer;
    private final Predicate<AnaplanException> isHarmless;
    private final Duration longest;
    private final Lifecycle lifecycle;
    private final TimeSource time;

    /**
     * Makes an issuer that repeats.
     *
     * @param issuer makes tokens
     * @param isHarmless whether another attempt does no harm after that
     * @param longest how long after the first attempt another one may begin
     * @param lifecycle lets nobody begin in a client that closes
     * @param time the clock, and the waits between attempts
     */
    RepeatingIssuer(
            RenewingTokenSource.Issuer issuer,
            Predicate<AnaplanException> isHarmless,
            Duration longest,
            Lifecycle lifecycle,
            TimeSource time) {
        this.issuer = issuer;
        this.isHarmless = isHarmless;
        this.longest = longest;
        this.lifecycle = lifecycle;
        this.time = time;
    }

    @Override
    public IssuedToken issue(@Nullable AuthToken valid) {
        Attempts attempts = Attempts.asOfAReadWithin(longest, new Pauses(lifecycle, time));
        long begun = time.nanoTime();
        while (true) {
            try {
                return issuer.issue(valid);
            } catch (LoginFailedException failure) {
                if (valid != null
                        || !(failure.getCause() instanceof AnaplanException trouble)
                        || !RetryingRequests.isWorthRepeating(trouble)
                        || !isHarmless.test(trouble)
                        || !attempts.pausedAfter(trouble)
                        || !lifecycle.isOpen()
                        || time.nanoTime() - begun > longest.toNanos()) {
                    throw failure;
                }
            }
        }
    }

    @Override
    public boolean revoke(AuthToken token) {
        return issuer.revoke(token);
    }

    @Override
    public void stopWaiting() {
        issuer.stopWaiting();
    }
}
