package io.github.anaplan4j.auth;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps a token until it is rejected; then one thread renews it while the others wait for the result. */
final class RenewedTokens implements TokenSource {
    private final Supplier<String> login;
    private @Nullable AuthToken current;

    RenewedTokens(Supplier<String> login) {
        this.login = login;
    }

    @Override
    public synchronized AuthToken token() {
        if (current == null) {
            current = new AuthToken(login.get());
        }
        return current;
    }

    @Override
    public synchronized AuthToken renewed(AuthToken rejected) {
        if (rejected.equals(current)) {
            current = null;
        }
        return token();
    }
}
