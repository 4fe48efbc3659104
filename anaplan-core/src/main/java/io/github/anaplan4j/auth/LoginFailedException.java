package io.github.anaplan4j.auth;

import io.github.anaplan4j.error.AnaplanException;
import org.jspecify.annotations.Nullable;

/** There is no token, because the login failed. */
public final class LoginFailedException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened and what to do about it, without a secret
     * @param cause what caused it, or null
     */
    public LoginFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    // What a login of the user's throws may hold a secret, so its message is not taken over.
    static LoginFailedException of(Throwable cause) {
        return cause instanceof LoginFailedException told
                ? new LoginFailedException(told.getMessage(), told)
                : new LoginFailedException(
                        "There is no token, because the login failed with "
                                + cause.getClass().getName()
                                + ". See the cause, and check the credentials and the authentication host.",
                        cause);
    }
}
