package io.github.anaplan4j.auth;

/**
 * Where requests get their token from; asked before each request, so that it can renew what is about to expire.
 * Implementations are thread-safe.
 */
@FunctionalInterface
public interface TokenSource {
    /** {@return the token to use now} */
    AuthToken token();
}
