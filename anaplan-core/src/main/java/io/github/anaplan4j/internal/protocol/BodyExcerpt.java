package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.internal.base.Printable;
import io.github.anaplan4j.spi.AuthToken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The start of a body as text fit for messages and logs: bounded, on one line, without the token. */
final class BodyExcerpt {
    static final int MAX_LENGTH = 2_000;
    // A UTF-8 character takes up to four bytes; the rest is room to recognise a token across the cut.
    private static final int WINDOW = 8 * MAX_LENGTH;

    private BodyExcerpt() {}

    static String of(byte[] body, AuthToken token) {
        return of(body, List.of(token.value()));
    }

    /**
     * Makes an excerpt without the given secrets.
     *
     * @param body the body
     * @param secrets what must not be in it; none of them empty
     * @return the excerpt
     */
    static String of(byte[] body, List<String> secrets) {
        String text = new String(Arrays.copyOf(body, Math.min(body.length, WINDOW)), StandardCharsets.UTF_8);
        int longest = 0;
        for (String secret : secrets) {
            text = text.replace(secret, "[token]")
                    .replace(secret.replace("/", "\\/"), "[token]"); // as JSON may write it
            longest = Math.max(longest, secret.length());
        }
        int end = Math.min(text.length(), MAX_LENGTH);
        if (body.length > WINDOW) {
            // What is left of a token at the very end of the window would not have been recognised.
            end = Math.max(0, Math.min(end, text.length() - 2 * longest));
        }
        return Printable.onOneLine(text.substring(0, end));
    }
}
