package io.github.anaplan4j;

import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.auth.UserCode;
import io.github.anaplan4j.internal.auth.RefreshTokens;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An application with a refresh token.
 *
 * <p>The prompt shows a code to a person where there is no refresh token; null for nobody.
 */
record OAuthCredentials(
        OAuthClient client,
        RefreshTokens refreshTokens,
        @Nullable Consumer<UserCode> prompt) implements Credentials {
    OAuthCredentials {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(refreshTokens, "refreshTokens");
    }

    @Override
    public String toString() {
        return "OAuthCredentials[" + client + "]";
    }
}
