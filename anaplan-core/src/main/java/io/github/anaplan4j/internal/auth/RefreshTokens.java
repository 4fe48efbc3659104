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
 * <p>This is the only place that does so. The successor of a token is saved before anything else. Before the first
 * trade the token itself is saved, to see that its successor can be.
 */
public final class RefreshTokens {
    private final RefreshTokenStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable String unsaved;
    private boolean hasSaved;

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
     * @throws LoginFailedException if the trade throws it or brings no token for requests, or the store fails; if that
     *     already cannot save the token that it has, nothing was traded
     */
    @SuppressWarnings("try") // the lock of the store is only closed
    IssuedToken trade(Function<Optional<String>, Granted> trade) {
        lock.lock();
        try (Closeable othersStayAway = store.lock()) {
            saveLeftover();
            Optional<String> held = store.load().map(StoredText::line); // as somebody put it there
            held.ifPresent(this::checkThatItCanBeSaved);
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

    // A token is good for one use, so what is wrong with its store has to be found out before that.
    private void checkThatItCanBeSaved(String held) {
        if (hasSaved) {
            return;
        }
        try {
            save(held);
        } catch (IOException unusable) {
            throw new LoginFailedException(
                    "The refresh token was not sent, because its store cannot save the one that comes in its place: "
                            + unusable.getMessage()
                            + ". Let the store be written to; a token that is good for any number of uses can be kept"
                            + " in RefreshTokenStore.inMemory.",
                    unusable);
        }
    }

    private void saveLeftover() throws IOException {
        if (unsaved != null) {
            save(unsaved);
            unsaved = null;
        }
    }

    private void save(String refreshToken) throws IOException {
        boolean interrupted = Thread.interrupted(); // which would close the file that is being written
        try {
            try {
                store.save(refreshToken);
            } catch (IOException failed) {
                if (!Thread.interrupted()) {
                    throw failed;
                }
                interrupted = true;
                store.save(refreshToken);
            }
            hasSaved = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
