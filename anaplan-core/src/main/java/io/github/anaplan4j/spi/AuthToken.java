package io.github.anaplan4j.spi;

import io.github.anaplan4j.internal.base.StoredText;
import java.util.Objects;

/**
 * A token of Anaplan's authentication service or of its OAuth service.
 *
 * <p>Requests carry both in the same way. Its text never contains the token.
 */
public final class AuthToken {
    private final String value;

    /**
     * Makes a token of its text.
     *
     * <p>Blanks, line ends, a byte order mark and quotes around it, as files and variables may have, are taken off.
     *
     * @param value the token's text
     * @throws IllegalArgumentException if it is empty or could not be sent as a header
     */
    public AuthToken(String value) {
        if (value == null) {
            throw new IllegalArgumentException("The token is null. Is the variable set from which it is read?");
        }
        String text = StoredText.line(value);
        if (!isToken(text)) {
            throw new IllegalArgumentException("The token is empty or contains characters that no token has."
                    + " Pass the token's value alone, without \"AnaplanAuthToken\", blanks or line ends.");
        }
        this.value = text;
    }

    /** {@return whether a text can be a token} */
    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    /** {@return the secret itself; never log it} */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuthToken token && token.value.equals(value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    /** {@return a text without the secret} */
    @Override
    public String toString() {
        return "AuthToken[hidden]";
    }
}
