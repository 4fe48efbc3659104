package io.github.anaplan4j.spi;

/**
 * Supplies the tokens for the requests.
 *
 * <p>It is asked before a request, so that it can renew what is about to expire: on a thread of the client's own, with
 * one question at a time for all requests that wait. What it returned or threw is used for five seconds. No request
 * waits for longer than two minutes; a source that takes longer fails it, and is not asked again before it has
 * returned. Closing the client interrupts it. Implementations are thread-safe.
 */
@FunctionalInterface
public interface TokenSource {
    /** {@return the token to use now; what it throws fails the requests that wait} */
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
