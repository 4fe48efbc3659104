package io.github.anaplan4j.spi;

/**
 * Where requests get their token from; asked before each request, so that it can renew what is about to expire.
 * Implementations are thread-safe.
 */
@FunctionalInterface
public interface TokenSource {
    /** {@return the token to use now; what it throws fails the request} */
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
}
