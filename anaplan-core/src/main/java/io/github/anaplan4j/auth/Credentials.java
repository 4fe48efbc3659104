package io.github.anaplan4j.auth;

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
}
