package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.base.StoredText;
import io.github.anaplan4j.internal.port.IssuedToken;
import io.github.anaplan4j.internal.port.OAuthAnswer.Granted;
import io.github.anaplan4j.spi.RefreshTokenStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Trades refresh tokens, by one thread at a time.
 *
 * <p>This is the only place that does so. The successor of a token is saved before anything else.
 */
public final class RefreshTokens {
    private final RefreshTokenStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable String unsaved;

    /**
     * Wraps a store.
     *
     * @param store where the refresh token is kept
     */
    public RefreshTokens(RefreshTokenStore store) {
        this.store = store;
    }

    /**
     * Gets a token, for the refresh token if there is one.
     *
     * @param trade gets the token, for the refresh token or without one
     * @return the token, once its refresh token is safe
     * @throws LoginFailedException if the trade throws it or brings no token for requests, or the store fails
     */
    @SuppressWarnings("try") // the lock of the store is only closed
    IssuedToken trade(Function<Optional<String>, Granted> trade) {
        lock.lock();
        try (Closeable othersStayAway = store.lock()) {
            saveLeftover();
            Optional<String> held = store.load().map(StoredText::line); // as somebody put it there
            Granted granted = trade.apply(held);
            String next = granted.refreshToken();
            if (next != null && !next.equals(held.orElse(null))) {
                unsaved = next;
                saveLeftover();
            }
            IssuedToken token = granted.token();
            if (token == null) {
                throw new LoginFailedException(
                        "The OAuth service answered with a new refresh token, which is saved, and with no access token"
                                + " that can be used. Try again; if it stays so, check the base URL of OAuth.",
                        null);
            }
            return token;
        } catch (IOException unusable) {
            throw new LoginFailedException(
                    "The refresh token cannot be loaded, or its successor not be saved: " + unusable.getMessage()
                            + ". Check its store."
                            + (unsaved == null
                                    ? ""
                                    : " The token that has to be saved is kept until then, and is lost when this"
                                            + " program ends."),
                    unusable);
        } finally {
            lock.unlock();
        }
    }

    private void saveLeftover() throws IOException {
        if (unsaved == null) {
            return;
        }
        boolean interrupted = Thread.interrupted(); // which would close the file that is being written
        try {
            try {
                store.save(unsaved);
            } catch (IOException failed) {
                if (!Thread.interrupted()) {
                    throw failed;
                }
                interrupted = true;
                store.save(unsaved);
            }
            unsaved = null;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
