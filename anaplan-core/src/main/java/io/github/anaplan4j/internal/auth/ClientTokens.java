package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.spi.TokenSource;
import java.util.concurrent.CompletableFuture;

/** The tokens of one client, which end with it. */
public interface ClientTokens extends TokenSource {
    /**
     * Gets a token ready, without waiting for it.
     *
     * <p>Once the future is done, {@link #token} answers at once: with a token, or with the reason why there is none.
     * So a watch that waits for a login occupies no thread. Closing completes it.
     *
     * @return a future that is done, never with a failure, when nothing has to be waited for any more
     */
    CompletableFuture<?> ready();

    /**
     * Ends what the client opened, before its transport is closed.
     *
     * <p>This waits a short while for a renewal that is under way. A source that was passed to the client is not
     * closed, for others may use it.
     */
    void close();
}
