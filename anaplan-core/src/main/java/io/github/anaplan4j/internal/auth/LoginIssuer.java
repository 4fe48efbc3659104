package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.port.IssuedToken;
import io.github.anaplan4j.internal.port.Login;
import io.github.anaplan4j.internal.port.Logins;
import io.github.anaplan4j.spi.AuthToken;
import org.jspecify.annotations.Nullable;

/**
 * Gets tokens of Anaplan's authentication service.
 *
 * <p>A valid one is prolonged. If there is none, or that fails, it logs in.
 */
final class LoginIssuer implements RenewingTokenSource.Issuer {
    private final Login login;
    private final Logins service;

    LoginIssuer(Login login, Logins service) {
        this.login = login;
        this.service = service;
    }

    @Override
    public IssuedToken issue(@Nullable AuthToken valid) {
        if (valid != null) {
            try {
                return service.refresh(valid);
            } catch (LoginFailedException refused) {
                // A refresh needs a token that is still valid; a login needs none.
            }
        }
        return service.logIn(login);
    }

    @Override
    public boolean revoke(AuthToken token) {
        service.logOut(token);
        return true;
    }
}
