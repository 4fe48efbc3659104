package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.TokenSource;
import java.util.concurrent.CompletableFuture;

/**
 * The tokens of one client, which end with it.
 *
 * <p>No wait for one is without a limit, and closing ends it at once; whoever waited in vain gets a
 * {@link LoginFailedException}. So does an interrupt, as {@link TransportException.Kind#INTERRUPTED}. Thread-safe.
 */
public interface ClientTokens extends TokenSource {
    /**
     * Gets a token ready, without waiting for it.
     *
     * <p>Once the future is done, {@link #token} answers at once: with a token, or with the reason why there is none.
     * So a watch that waits for a login occupies no thread. Closing completes it. Where a login hangs, it may never be
     * done; whoever asks again after the limit of a wait gets one that is.
     *
     * @return a future that is done, never with a failure, when nothing has to be waited for any more
     */
    CompletableFuture<?> ready();

    /**
     * Drops a token to which the server has answered 401, so that another is got for the next request.
     *
     * <p>This waits for nothing. One that was dropped before is not dropped again.
     *
     * @param rejected the token that was not accepted
     * @return whether there may be another
     */
    boolean drop(AuthToken rejected);

    @Override
    default AuthToken renewed(AuthToken rejected) {
        return drop(rejected) ? token() : rejected;
    }

    /**
     * Ends what the client opened, before its transport is closed.
     *
     * <p>Those who wait for a token wait no longer. This itself waits a short while for a login that is under way. A
     * source that was passed to the client is not closed, for others may use it.
     */
    void close();
}
