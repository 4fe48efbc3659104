package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.spi.AuthToken;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token fresh from a login or a renewal.
 *
 * @param token the token
 * @param lifetime for how long it is valid from now on, or null if that is not known
 */
public record IssuedToken(AuthToken token, @Nullable Duration lifetime) {
    /**
     * Checks that there is a token.
     *
     * @param token the token
     * @param lifetime for how long it is valid from now on, or null if that is not known
     */
    public IssuedToken {
        Objects.requireNonNull(token, "token");
    }
}
