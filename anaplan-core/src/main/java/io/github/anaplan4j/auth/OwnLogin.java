package io.github.anaplan4j.auth;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A login that the user brought along. */
final class OwnLogin implements RenewedTokens.Issuer {
    private final Supplier<String> login;
    private final TokenService service;

    OwnLogin(Supplier<String> login, TokenService service) {
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
