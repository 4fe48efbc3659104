package io.github.anaplan4j.auth;

import java.util.function.Supplier;

/** A login that the user brought along. */
final class OwnLogin {
    private OwnLogin() {}

    static IssuedToken issue(Supplier<String> login) {
        String value = login.get();
        try {
            return new IssuedToken(new AuthToken(value), null);
        } catch (IllegalArgumentException noToken) {
            throw new LoginFailedException("The login returned no token. " + noToken.getMessage(), noToken);
        }
    }
}
