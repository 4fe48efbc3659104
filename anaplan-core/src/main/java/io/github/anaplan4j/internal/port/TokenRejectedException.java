package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;

/**
 * A token was rejected, and another is got for the next request.
 *
 * <p>Watches and starts see this, and decide whether and when to ask again. Other requests are sent again at once.
 */
public final class TokenRejectedException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    /** The answer 401. */
    private final AnaplanApiException rejection;

    /**
     * Makes an exception for a request to repeat with another token.
     *
     * @param rejection the answer 401
     */
    public TokenRejectedException(AnaplanApiException rejection) {
        super(
                rejection.request()
                        + ": the token was rejected, and another is got for the next request. If each one is"
                        + " rejected, check that the hosts of the API and of the login are those of one region, and"
                        + " that nobody revokes the tokens.",
                rejection);
        this.rejection = rejection;
    }

    /** {@return the answer 401} */
    public AnaplanApiException rejection() {
        return rejection;
    }
}
