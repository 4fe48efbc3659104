package io.github.anaplan4j.auth;

/**
 * Where requests get their token from; asked before each request, so that it can renew what is about to expire.
 * Implementations are thread-safe.
 */
@FunctionalInterface
public interface TokenSource {
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
}
