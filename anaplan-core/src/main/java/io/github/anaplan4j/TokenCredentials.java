package io.github.anaplan4j;

import io.github.anaplan4j.spi.TokenSource;
import java.util.Objects;

/** Tokens from a source of the user's. */
record TokenCredentials(TokenSource source) implements Credentials {
    TokenCredentials {
        Objects.requireNonNull(source, "source");
    }

    /** {@return the name alone: the source may hold a secret} */
    @Override
    public String toString() {
        return "TokenCredentials";
    }
}
