package io.github.anaplan4j.internal.port;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The answer of an OAuth service that was asked for a token. */
public sealed interface OAuthAnswer {
    /**
     * A token, or two.
     *
     * @param token the access token; null if what came for one is none, beside a refresh token
     * @param refreshToken the refresh token to use from now on; null if that stays as it was. Hidden in the text
     */
    record Granted(@Nullable IssuedToken token, @Nullable String refreshToken) implements OAuthAnswer {
        /**
         * Checks that there is a token.
         *
         * @param token the access token; null if what came for one is none
         * @param refreshToken the refresh token to use from now on; null if that stays as it was
         */
        public Granted {
            Objects.requireNonNull(token == null ? refreshToken : token, "token");
        }

        @Override
        public String toString() {
            return "Granted[hidden]";
        }
    }

    /**
     * No token, or not yet.
     *
     * @param error the error's name, such as {@code invalid_grant}; the set is open
     * @param description the service's words; empty if it had none
     */
    record Refused(String error, String description) implements OAuthAnswer {
        /**
         * Checks that nothing is missing.
         *
         * @param error the error's name, such as {@code invalid_grant}
         * @param description the service's words
         */
        public Refused {
            Objects.requireNonNull(error, "error");
            Objects.requireNonNull(description, "description");
        }

        /** {@return name and words of the error} */
        @Override
        public String toString() {
            return description.isEmpty() ? error : error + ", " + description;
        }
    }
}
