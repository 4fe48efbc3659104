package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.internal.port.ClientTokens;
import io.github.anaplan4j.spi.AuthToken;
import java.util.concurrent.CompletableFuture;

/**
 * A token that stays as it is.
 *
 * @param token the token
 */
public record FixedToken(AuthToken token) implements ClientTokens {
    @Override
    public CompletableFuture<?> ready() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean drop(AuthToken rejected) {
        return false;
    }

    @Override
    public void close() {}

    /** {@return the name alone: the token is a secret} */
    @Override
    public String toString() {
        return "FixedToken";
    }
}
