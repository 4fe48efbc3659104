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

    /** Makes the last token invalid, if that can be done; later, another can be asked for. Does nothing by default. */
    default void logOut() {}

    /** {@return this} */
    @Override
    default TokenSource open(TokenService tokens, OAuthService oauth, TimeSource time) {
        return this;
    }
}
