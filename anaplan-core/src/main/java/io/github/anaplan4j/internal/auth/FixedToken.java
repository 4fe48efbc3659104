package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.TokenSource;

/**
 * A token that stays as it is.
 *
 * @param token the token
 */
public record FixedToken(AuthToken token) implements TokenSource {
    /** {@return the name alone: the token is a secret} */
    @Override
    public String toString() {
        return "FixedToken";
    }
}
