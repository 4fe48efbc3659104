package io.github.anaplan4j.auth;

import java.util.function.Supplier;

/** The ways to prove who is asking. */
public final class Credentials {
    private Credentials() {}

    /**
     * A token obtained elsewhere. It is used as it is: Anaplan's tokens live for about 35 minutes, and this one is not
     * renewed. For longer runs pass a {@link TokenSource} of your own.
     *
     * @param value the token's value alone
     * @return a source of that token
     * @throws IllegalArgumentException if it is empty or could not be sent as a header
     */
    public static TokenSource token(String value) {
        AuthToken token = new AuthToken(value);
        return () -> token;
    }

    /**
     * Tokens from a login of your own. It is called when the first token is needed and again when Anaplan has rejected the
     * one before, by one thread at a time and once for all requests that were rejected with it.
     *
     * @param login logs in and returns the token's value alone; what it throws becomes the cause of a
     *     {@link LoginFailedException}, which a watch tolerates like any other failed poll
     * @return a source of its tokens
     */
    public static TokenSource renewedBy(Supplier<String> login) {
        return new RenewedTokens(login);
    }
}
