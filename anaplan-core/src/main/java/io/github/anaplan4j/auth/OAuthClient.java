package io.github.anaplan4j.auth;

import io.github.anaplan4j.error.LoginFailedException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An application that an administrator has registered with Anaplan for OAuth 2.0.
 *
 * <p>One client id serves one kind of grant. Immutable; its text has the id alone.
 */
public final class OAuthClient {
    private final String id;
    private final @Nullable Supplier<char[]> secret;

    private OAuthClient(String id, @Nullable Supplier<char[]> secret) {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException(
                    "The OAuth client id is missing. Anaplan's administration console has it.");
        }
        this.id = id;
        this.secret = secret;
    }

    /**
     * Makes an application without a secret, as those of the device grant are.
     *
     * @param id the client id
     * @return the application
     * @throws IllegalArgumentException if the id is empty
     */
    public static OAuthClient of(String id) {
        return new OAuthClient(id, null);
    }

    /**
     * Makes an application with a secret, as those of the authorization code grant are.
     *
     * @param id the client id
     * @param secret returns the client secret each time it is needed, as from a vault; the array is read once and not
     *     changed
     * @return the application
     * @throws IllegalArgumentException if the id is empty
     */
    public static OAuthClient of(String id, Supplier<char[]> secret) {
        return new OAuthClient(id, Objects.requireNonNull(secret, "secret"));
    }

    /** {@return the client id} */
    public String id() {
        return id;
    }

    /**
     * {@return the secret, which must not be logged; empty if the application has none}
     *
     * @throws LoginFailedException if there should be a secret and there is none
     */
    public Optional<String> secret() {
        if (secret == null) {
            return Optional.empty();
        }
        char[] characters = secret.get();
        if (characters == null || characters.length == 0) {
            throw new LoginFailedException(
                    "There is no secret for " + this + ". Is the variable set, or the entry of the vault there?", null);
        }
        return Optional.of(new String(characters));
    }

    /** {@return a text without the secret} */
    @Override
    public String toString() {
        return "OAuthClient[" + id + "]";
    }
}
