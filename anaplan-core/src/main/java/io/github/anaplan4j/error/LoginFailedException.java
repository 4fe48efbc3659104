package io.github.anaplan4j.error;

import org.jspecify.annotations.Nullable;

/** There is no token, because the login failed. */
public final class LoginFailedException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception for a login that failed.
     *
     * @param message what happened and what to do about it, without a secret
     * @param cause what caused it, or null
     */
    public LoginFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
