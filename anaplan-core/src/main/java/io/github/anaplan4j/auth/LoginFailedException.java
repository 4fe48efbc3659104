package io.github.anaplan4j.auth;

import io.github.anaplan4j.error.AnaplanException;

/** There is no token, because the login failed; the cause tells why. */
public final class LoginFailedException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    LoginFailedException(Throwable cause) {
        super(
                "There is no token, because the login failed with "
                        + cause.getClass().getName() + ". Check the credentials and the authentication host.",
                cause);
    }
}
