package io.github.anaplan4j.auth;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a token until it is rejected; then one thread logs in while the others wait, and all share what comes of it, a
 * failure too.
 */
final class RenewedTokens implements TokenSource {
    private final Supplier<String> login;
    private @Nullable AuthToken current;
    private @Nullable CompletableFuture<AuthToken> loggingIn;

    RenewedTokens(Supplier<String> login) {
        this.login = login;
    }

    @Override
    public AuthToken token() {
        CompletableFuture<AuthToken> result;
        boolean mine;
        synchronized (this) {
            if (current != null) {
                return current;
            }
            mine = loggingIn == null;
            if (mine) {
                loggingIn = new CompletableFuture<>();
            }
            result = loggingIn;
        }
        if (mine) {
            logIn(result);
        }
        try {
            return result.join();
        } catch (CompletionException failure) {
            throw new LoginFailedException(failure.getCause());
        }
    }

    // Outside the lock, for it can take long.
    private void logIn(CompletableFuture<AuthToken> result) {
        AuthToken token = null;
        Throwable failure = null;
        try {
            token = new AuthToken(login.get());
        } catch (Throwable failed) { // also what other languages throw undeclared
            failure = failed;
        }
        synchronized (this) {
            current = token;
            loggingIn = null;
        }
        if (token == null) {
            result.completeExceptionally(failure);
        } else {
            result.complete(token);
        }
    }

    @Override
    public AuthToken renewed(AuthToken rejected) {
        synchronized (this) {
            if (rejected.equals(current)) {
                current = null;
            }
        }
        return token();
    }
}
