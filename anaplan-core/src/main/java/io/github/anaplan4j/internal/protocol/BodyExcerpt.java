package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.internal.base.Printable;
import io.github.anaplan4j.spi.AuthToken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
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
        BitSet hidden = new BitSet();
        for (String secret : secrets) {
            hide(secret, text, hidden);
            hide(secret.replace("/", "\\/"), text, hidden); // as JSON may write it
            longest = Math.max(longest, secret.length());
        }
        text = without(hidden, text);
        int end = Math.min(text.length(), MAX_LENGTH);
        if (body.length > WINDOW) {
            // What is left of a token at the very end of the window would not have been recognised.
            end = Math.max(0, Math.min(end, text.length() - 2 * longest));
        }
        return Printable.onOneLine(text.substring(0, end));
    }

    // All are found before any is taken out, for one may begin as another does, or where another has not ended.
    private static void hide(String secret, String text, BitSet hidden) {
        if (secret.isEmpty()) {
            return;
        }
        for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
            hidden.set(at, at + secret.length());
        }
    }

    private static String without(BitSet hidden, String text) {
        StringBuilder visible = new StringBuilder();
        int from = 0;
        for (int start = hidden.nextSetBit(0); start >= 0; start = hidden.nextSetBit(from)) {
            visible.append(text, from, start).append("[token]");
            from = hidden.nextClearBit(start);
        }
        return visible.append(text, from, text.length()).toString();
    }
}
