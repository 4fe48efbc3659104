package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.port.IssuedToken;
import io.github.anaplan4j.internal.port.Logins;
import io.github.anaplan4j.spi.AuthToken;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A login that the user brought along. */
final class SuppliedLogin implements RenewingTokenSource.Issuer {
    private final Supplier<String> login;
    private final Logins service;

    SuppliedLogin(Supplier<String> login, Logins service) {
        this.login = login;
        this.service = service;
    }

    @Override
    public IssuedToken issue(@Nullable AuthToken valid) {
        String value = login.get();
        try {
            return new IssuedToken(new AuthToken(value), null);
        } catch (IllegalArgumentException noToken) {
            throw new LoginFailedException("The login returned no token. " + noToken.getMessage(), noToken);
        }
    }

    @Override
    public boolean revoke(AuthToken token) {
        service.logOut(token);
        return true;
    }
}
