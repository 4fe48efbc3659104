package io.github.anaplan4j;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * User and password.
 *
 * <p>Its text has the user alone.
 */
record PasswordCredentials(String user, Supplier<char[]> password) implements Credentials {
    PasswordCredentials {
        if (user == null || user.isBlank() || user.contains(":")) {
            throw new IllegalArgumentException("The user's name is missing or has a colon in it."
                    + " It is the e-mail address with which the user logs in to Anaplan.");
        }
        Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return "PasswordCredentials[" + user + "]";
    }
}
