package io.github.anaplan4j;

import java.util.Objects;
import java.util.function.Supplier;

/** A login of the user's own. */
record LoginCredentials(Supplier<String> login) implements Credentials {
    LoginCredentials {
        Objects.requireNonNull(login, "login");
    }

    /** {@return the name alone: the login may hold a secret} */
    @Override
    public String toString() {
        return "LoginCredentials";
    }
}
