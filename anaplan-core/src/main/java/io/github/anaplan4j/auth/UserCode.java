package io.github.anaplan4j.auth;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person needs to let a program in: he opens the address in any browser, logs in to Anaplan, and enters the code. Its text
 * says so.
 *
 * @param code the code to enter
 * @param verificationUri the address to open
 * @param completeUri the address with the code in it, for a link or a QR code; null if the server gave none
 * @param lifetime for how long the code is good
 */
public record UserCode(
        String code, String verificationUri, @Nullable String completeUri, Duration lifetime) {
    /** Checks that what the person needs is there. */
    public UserCode {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(verificationUri, "verificationUri");
        Objects.requireNonNull(lifetime, "lifetime");
    }

    /** {@return the address with the code in it, if the server gave one} */
    public Optional<String> complete() {
        return Optional.ofNullable(completeUri);
    }

    /** {@return a sentence for the person} */
    @Override
    public String toString() {
        return "Open " + verificationUri + " and enter the code " + code + " within " + lifetime.toMinutes()
                + " minutes.";
    }
}
