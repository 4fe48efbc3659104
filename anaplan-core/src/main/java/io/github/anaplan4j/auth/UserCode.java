package io.github.anaplan4j.auth;

import io.github.anaplan4j.internal.base.Printable;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The code and address with which a person lets a program in.
 *
 * <p>The person opens the address in any browser, logs in to Anaplan, and enters the code. The text of this record says
 * so.
 *
 * @param code the code to enter
 * @param verificationUri the address to open
 * @param completeUri the address with the code in it, for a link or a QR code; null if the server gave none
 * @param lifetime how long the code is good for
 */
public record UserCode(
        String code, String verificationUri, @Nullable String completeUri, Duration lifetime) {
    /**
     * Checks that nothing required is missing.
     *
     * @param code the code to enter
     * @param verificationUri the address to open
     * @param completeUri the address with the code in it, for a link or a QR code; null if there is none
     * @param lifetime how long the code is good for
     */
    public UserCode {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(verificationUri, "verificationUri");
        Objects.requireNonNull(lifetime, "lifetime");
    }

    /** {@return the address with the code in it, if the server gave one} */
    public Optional<String> complete() {
        return Optional.ofNullable(completeUri);
    }

    /** {@return a sentence that tells the person what to do} */
    @Override
    public String toString() {
        return Printable.onOneLine("Open " + verificationUri + " and enter the code " + code + " within "
                + lifetime.toMinutes() + " minutes.");
    }
}
