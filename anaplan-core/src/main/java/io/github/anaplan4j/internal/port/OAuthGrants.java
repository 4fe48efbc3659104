package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.auth.UserCode;
import io.github.anaplan4j.error.LoginFailedException;
import java.time.Duration;
import java.util.Objects;

/**
 * Anaplan's OAuth 2.0 service.
 *
 * <p>Each method sends one request. Thread-safe.
 */
public interface OAuthGrants {
    /**
     * Trades a refresh token for an access token.
     *
     * <p>Of some applications the refresh token is used up by that, and the answer has another.
     *
     * @param client the application
     * @param refreshToken the refresh token
     * @return what the service said
     * @throws LoginFailedException if it said nothing that can be understood
     */
    OAuthAnswer refresh(OAuthClient client, String refreshToken);

    /**
     * Begins a device grant.
     *
     * @param client the application
     * @return the codes
     * @throws LoginFailedException if there are none
     */
    DeviceCodes requestCodes(OAuthClient client);

    /**
     * Asks whether the user has let the device in.
     *
     * @param client the application
     * @param codes what {@link #requestCodes} returned
     * @return what the service said
     * @throws LoginFailedException if it said nothing that can be understood
     */
    OAuthAnswer redeem(OAuthClient client, DeviceCodes codes);

    /**
     * The two codes of a device grant.
     *
     * <p>Its text has neither.
     *
     * @param deviceCode the program's own code: with it, whoever has it gets the token
     * @param userCode what the user needs
     * @param interval how long to wait between two questions
     */
    record DeviceCodes(String deviceCode, UserCode userCode, Duration interval) {
        /**
         * Checks that nothing is missing.
         *
         * @param deviceCode the program's own code
         * @param userCode what the user needs
         * @param interval how long to wait between two questions
         */
        public DeviceCodes {
            Objects.requireNonNull(deviceCode, "deviceCode");
            Objects.requireNonNull(userCode, "userCode");
            Objects.requireNonNull(interval, "interval");
        }

        @Override
        public String toString() {
            return "DeviceCodes[hidden]";
        }
    }
}
