package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.spi.TransportResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells the bytes of a chunk from what others answer in their place.
 *
 * <p>A file may have any bytes, so the bytes alone prove little. An answer is no chunk if one of these holds:
 *
 * <ul>
 *   <li>Its type is one of HTML, XHTML or JSON, in whatever spelling. Anaplan names no type of content so, not even
 *       that of a file of HTML or JSON that somebody uploaded.
 *   <li>It begins like a page of HTML or like an error of Anaplan's, and nothing vouches for it. What vouches is a type
 *       that Anaplan documents for this content: {@code application/octet-stream}, and of dumps also
 *       {@code text/plain}. For the first chunk of a dump nothing does, because a dump begins with its headings.
 * </ul>
 *
 * <p>A gateway's page that is sent as {@code application/octet-stream} is still taken for a file that somebody
 * uploaded.
 */
enum ContentCheck {
    /** A chunk of a file. */
    OF_FILE(Set.of("application/octet-stream")),
    /** A chunk of a dump, but for its first one. */
    OF_DUMP(Set.of("application/octet-stream", "text/plain")),
    /** The first chunk of a dump. */
    OF_DUMP_START(Set.of());

    /** How many bytes {@link #objectionToBody} wants to see. */
    static final int BEGINNING = 1_024;

    private static final Pattern NO_CONTENT_TYPE = Pattern.compile("(?s).*\\b(?:x?html|json)\\b.*");
    private static final String BLANK = "[\\s\\uFEFF\\uFFFD]*";
    private static final Pattern PAGE = Pattern.compile(
            BLANK + "(?:<\\?xml[^>]*>\\s*)?(?:<!--.*?-->\\s*)*<(?:!doctype\\s+html|html|head|body|title|script)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern ERROR = Pattern.compile(
            BLANK + "\\{\\s*\"(?:meta|status|statusMessage|error|errors|path|timestamp)\"\\s*:.*", Pattern.DOTALL);

    private final Set<String> vouching;

    ContentCheck(Set<String> vouching) {
        this.vouching = vouching;
    }

    /**
     * Looks at an answer whose status is 200, before its body is read.
     *
     * @param response the answer
     * @return why it is no chunk; empty if it may be one
     */
    Optional<String> objectionToHead(TransportResponse response) {
        return types(response).stream()
                .filter(type -> NO_CONTENT_TYPE.matcher(type).matches())
                .findFirst()
                .map(type -> type.contains("html") ? "a page of HTML" : "JSON, where bytes were asked for");
    }

    /**
     * Looks at the beginning of a body.
     *
     * @param response the answer
     * @param beginning the first bytes of its body
     * @return why it is no chunk; empty if it is taken for one
     */
    Optional<String> objectionToBody(TransportResponse response, byte[] beginning) {
        List<String> types = types(response);
        if (!types.isEmpty() && vouching.containsAll(types)) {
            return Optional.empty();
        }
        String text = new String(beginning, StandardCharsets.UTF_8).replace("\0", ""); // as UTF-16 has them
        if (PAGE.matcher(text).matches()) {
            return Optional.of("a page of HTML");
        }
        return ERROR.matcher(text).matches() ? Optional.of("an error in JSON") : Optional.empty();
    }

    // One for each line, without parameters, and in lower case.
    private static List<String> types(TransportResponse response) {
        return response.headers("Content-Type").stream()
                .map(line -> line.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .toList();
    }
}
