package io.github.anaplan4j.spi;

/**
 * Supplies the token for each request.
 *
 * <p>It is asked before each request, so that it can renew what is about to expire. For polls it is asked on a thread
 * of the client's own, so that one that takes long holds up nothing else; what it returned there is used for five
 * seconds. Implementations are thread-safe.
 */
@FunctionalInterface
public interface TokenSource {
    /** {@return the token to use now; what it throws fails the request} */
    AuthToken token();

    /**
     * Replaces a token to which the server has answered 401.
     *
     * <p>Many requests may bring back the same token at once; one renewal serves them all. By default this asks for
     * {@link #token} again.
     *
     * @param rejected the token that was not accepted
     * @return another token, or the same if there is no other
     */
    default AuthToken renewed(AuthToken rejected) {
        return token();
    }

    /**
     * Makes the last token invalid, if it can.
     *
     * <p>By default it cannot.
     *
     * @return whether no token of this source is valid any more; false if there is no way to do it
     */
    default boolean logOut() {
        return false;
    }
}
