package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.port.IssuedToken;
import io.github.anaplan4j.internal.port.OAuthAnswer;
import io.github.anaplan4j.internal.port.OAuthAnswer.Granted;
import io.github.anaplan4j.internal.port.OAuthAnswer.Refused;
import io.github.anaplan4j.internal.port.OAuthGrants;
import io.github.anaplan4j.spi.AuthToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gets tokens of Anaplan's OAuth service for a refresh token.
 *
 * <p>If there is no refresh token that is still good, a person may be asked for consent.
 */
final class OAuthIssuer implements RenewingTokenSource.Issuer {
    private final OAuthClient client;
    private final OAuthGrants service;
    private final RefreshTokens refreshTokens;
    private final Consent consent;

    /** Lets in a program that has no refresh token, or one that is no longer taken. */
    @FunctionalInterface
    interface Consent {
        /** Refuses, because nobody is there to be asked. */
        Consent NOBODY_IS_ASKED = why -> {
            throw new LoginFailedException(
                    why
                            + " Let a user authorize the application anew, with the scope offline_access, and put the"
                            + " refresh token that comes of it into the store.",
                    null);
        };

        /**
         * Asks for consent.
         *
         * @param why the reason for asking
         * @return a token
         * @throws LoginFailedException if there is none
         */
        Granted ask(String why);

        /** Ends the wait for a person. */
        default void stopWaiting() {}
    }

    OAuthIssuer(OAuthClient client, OAuthGrants service, RefreshTokens refreshTokens, Consent consent) {
        this.client = client;
        this.service = service;
        this.refreshTokens = refreshTokens;
        this.consent = consent;
    }

    @Override
    public IssuedToken issue(@Nullable AuthToken valid) {
        return refreshTokens.trade(this::tokenFor);
    }

    @Override
    public void stopWaiting() {
        consent.stopWaiting();
    }

    private Granted tokenFor(Optional<String> refreshToken) {
        if (refreshToken.isEmpty()) {
            return consent.ask("There is no refresh token for " + client + ".");
        }
        OAuthAnswer answer = service.refresh(client, refreshToken.get());
        if (answer instanceof Granted granted) {
            return granted;
        }
        if (!(answer instanceof Refused refused)) {
            throw new AssertionError(answer);
        }
        String why = "The OAuth service refused the refresh token of " + client + " (" + refused + ").";
        if (refused.error().equals("invalid_grant")) { // used, expired or revoked
            return consent.ask(why);
        }
        throw new LoginFailedException(
                why
                        + " Check the client id, whether it is one for this kind of grant, and its secret if it has"
                        + " one. If they are right, let a user authorize the application anew.",
                null);
    }
}
