package io.github.anaplan4j.auth;

import io.github.anaplan4j.time.TimeSource;

/**
 * Where requests get their token from; asked before each request, so that it can renew what is about to expire.
 * Implementations are thread-safe.
 */
@FunctionalInterface
public interface TokenSource extends Credentials {
    /** {@return the token to use now} */
    AuthToken token();

    /**
     * Asked when the server has answered 401 to a token. Many requests may bring back the same token at once; one renewal
     * serves them all.
     *
     * @param rejected the token that was not accepted
     * @return another token, or the same if there is no other
     */
    default AuthToken renewed(AuthToken rejected) {
        return token();
    }

    /**
     * Makes the last token invalid. By default it cannot.
     *
     * @return whether no token of this source is valid any more; false if there is no way to do it
     */
    default boolean logOut() {
        return false;
    }

    /**
     * Ends what a client opened with {@link Credentials#open}, before its transport is closed: waits a short while for a renewal
     * that is under way, and begins no other. A source that was passed to the client is not closed by it, for others may use it.
     * Does nothing by default.
     */
    default void close() {}

    /** {@return this} */
    @Override
    default TokenSource open(TokenService tokens, OAuthService oauth, TimeSource time) {
        return this;
    }
}
