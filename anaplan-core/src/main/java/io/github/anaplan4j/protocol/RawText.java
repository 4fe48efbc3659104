package io.github.anaplan4j.protocol;

import io.github.anaplan4j.auth.AuthToken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The start of a body as text fit for messages and logs: bounded, on one line, without the token. */
final class RawText {
    static final int MAX_LENGTH = 2_000;

    private RawText() {}

    static String of(byte[] body, AuthToken token) {
        // A UTF-8 character takes up to four bytes; the token is removed before the cut so that none of it survives.
        byte[] start = Arrays.copyOf(body, Math.min(body.length, 8 * MAX_LENGTH));
        String text = new String(start, StandardCharsets.UTF_8)
                .replace(token.value(), "[token]")
                .replaceAll("\\p{Cntrl}+", " ");
        return text.substring(0, Math.min(text.length(), MAX_LENGTH));
    }
}
