package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.spi.TokenSource;


/** The tokens of one client, which end with it. */
public interface ClientTokens extends TokenSource {
    /**
     * Ends what the client opened, before its transport is closed.
     *
     * <p>This waits a short while for a renewal that is under way. A source that was passed to the client is not
     * closed, for others may use it.
     */
    void close();
}
