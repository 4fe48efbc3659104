package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.spi.AuthToken;

/**
 * Anaplan's authentication service.
 *
 * <p>Each method sends one request. Thread-safe.
 */
public interface Logins {
    /**
     * Logs in.
     *
     * @param login who logs in, and with what proof
     * @return a new token
     * @throws LoginFailedException if there is none
     */
    IssuedToken logIn(Login login);

    /**
     * Prolongs a token that is still valid.
     *
     * @param valid that token
     * @return a token that lives longer: another, or the same
     * @throws LoginFailedException if there is none
     */
    IssuedToken refresh(AuthToken valid);

    /**
     * Makes a token invalid.
     *
     * @param token a token
     * @throws LoginFailedException if that failed
     */
    void logOut(AuthToken token);
}
