package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.error.LoginFailedException;
import java.time.Instant;
import java.util.Map;

/**
 * A way to log in to Anaplan's authentication service.
 *
 * <p>Thread-safe.
 */
public interface Login {
    /**
     * Makes what a login sends, anew for each login.
     *
     * @param now the time
     * @return what to send
     * @throws LoginFailedException if the secret cannot be had or used
     */
    Request request(Instant now);

    /** {@return why the service may have refused this login, and what to do about it, for the message} */
    String cure();

    /**
     * The request of a login.
     *
     * <p>Its text has no secret in it.
     *
     * @param authorization the value of the {@code Authorization} header
     * @param body the members of the JSON body; empty for no body
     */
    record Request(String authorization, Map<String, String> body) {
        /**
         * Copies the map.
         *
         * @param authorization the value of the {@code Authorization} header
         * @param body the members of the JSON body
         */
        public Request {
            body = Map.copyOf(body);
        }

        @Override
        public String toString() {
            return "Login.Request[hidden]";
        }
    }
}
