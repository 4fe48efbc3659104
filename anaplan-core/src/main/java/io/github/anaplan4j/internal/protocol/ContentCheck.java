package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.spi.TransportResponse;
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
 *   <li>Its type is one of HTML, XHTML or JSON, or of several parts, in whatever spelling. Anaplan names no type of
 *       content so, not even that of a file of HTML or JSON that somebody uploaded.
 *   <li>It begins like markup or like an object of JSON, alone or in an array, and nothing vouches for it. What vouches
 *       is a type that Anaplan documents for this content: {@code application/octet-stream}, and of dumps also
 *       {@code text/plain}. For the first chunk of a dump nothing does, because a dump begins with its headings.
 * </ul>
 *
 * <p>A gateway's page that is sent as {@code application/octet-stream} is still taken for a file that somebody
 * uploaded, and so is a sentence in plain text without a type.
 */
enum ContentCheck {
    /** A chunk of a file. */
    OF_FILE(Set.of("application/octet-stream")),
    /** A chunk of a dump, but for its first one. */
    OF_DUMP(Set.of("application/octet-stream", "text/plain")),
    /** The first chunk of a dump. */
    OF_DUMP_START(Set.of());

    /** How many bytes {@link #objectionToBody} wants to see. */
    static final int BEGINNING = 64 * 1024;

    private static final Pattern NO_CONTENT_TYPE = Pattern.compile("(?s).*\\b(?:x?html?|json|multipart)\\b.*");
    // Beside blanks, byte order marks and what the wider encodings fill up with, in whatever order of bytes.
    private static final String FILLERS = "\0\t\n\u000B\f\r \u00EF\u00BB\u00BF\u00FE\u00FF";

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
                .map(type -> type.contains("htm")
                        ? "a page of HTML"
                        : (type.contains("json") ? "JSON" : "a part or several") + ", where bytes were asked for");
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
        int first = next(beginning, 0, FILLERS);
        switch (at(beginning, first)) {
            case '<':
                char second = at(beginning, next(beginning, first + 1, "\0"));
                boolean isMarkup = second < 0x80 && Character.isLetter(second) || "/!?".indexOf(second) >= 0;
                return isMarkup ? Optional.of("markup, such as a page of HTML") : Optional.empty();
            case '[':
                return isObject(beginning, next(beginning, first + 1, FILLERS));
            default:
                return isObject(beginning, first);
        }
    }

    // A cell of CSV that has quotes begins with one.
    private static Optional<String> isObject(byte[] beginning, int start) {
        char second = at(beginning, next(beginning, start + 1, FILLERS));
        return at(beginning, start) == '{' && (second == '"' || second == '}')
                ? Optional.of("JSON, where bytes were asked for")
                : Optional.empty();
    }

    private static int next(byte[] bytes, int start, String passedOver) {
        int i = start;
        while (i < bytes.length && passedOver.indexOf(at(bytes, i)) >= 0) {
            i++;
        }
        return i;
    }

    private static char at(byte[] bytes, int i) {
        return i < bytes.length ? (char) (bytes[i] & 0xFF) : 0;
    }

    // One for each line, without parameters, and in lower case.
    private static List<String> types(TransportResponse response) {
        return response.headers("Content-Type").stream()
                .map(line -> line.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .toList();
    }
}
