package io.github.anaplan4j.transport.feign;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The status and headers of an answer.
 *
 * @param version the minor version of HTTP/1
 * @param status the status
 * @param headers the headers, by names in any case
 */
record AnswerHead(int version, int status, Map<String, Collection<String>> headers) {
    private static final int LONGEST = 256 * 1024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([01]) ([1-9]\\d\\d)(?: .*)?");

    /** Reads up to the head of the final answer: those of interim answers (1xx) are passed over, however many. */
    static AnswerHead read(InputStream in) throws IOException {
        AnswerHead head;
        do {
            head = readOne(in);
        } while (head.status < 200 && head.status != 101);
        if (head.status == 101) {
            throw new ProtocolException("the server switches to another protocol");
        }
        return head;
    }

    private static AnswerHead readOne(InputStream in) throws IOException {
        Lines lines = new Lines(in);
        Matcher status = STATUS_LINE.matcher(lines.next());
        if (!status.matches()) {
            throw new ProtocolException("the answer does not begin as HTTP/1 does");
        }
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String next = lines.next();
        while (!next.isEmpty()) {
            StringBuilder header = new StringBuilder(next);
            for (next = lines.next(); next.startsWith(" ") || next.startsWith("\t"); next = lines.next()) {
                header.append(' ').append(next.strip()); // a line that goes on with a value
            }
            int colon = header.indexOf(":");
            if (colon < 1 || header.charAt(0) <= ' ') {
                throw new ProtocolException("the answer has a header without a name");
            }
            headers.computeIfAbsent(header.substring(0, colon).strip(), name -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        return new AnswerHead(Integer.parseInt(status.group(1)), Integer.parseInt(status.group(2)), headers);
    }

    /** {@return the values of a header, in the order in which they came} */
    List<String> values(String name) {
        return List.copyOf(headers.getOrDefault(name, List.of()));
    }

    /** {@return whether the connection may be used again} */
    boolean keepsAlive() {
        return version == 1
                && values("Connection").stream()
                        .noneMatch(value -> value.toLowerCase().contains("close"));
    }

    /** The lines of a head, which is not read beyond a bound. */
    private static final class Lines {
        private final InputStream in;
        private int left = LONGEST;

        Lines(InputStream in) {
            this.in = in;
        }

        String next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            while (true) {
                int b = in.read();
                if (b < 0) {
                    throw new EOFException("the server hung up before its answer was complete");
                }
                if (left-- == 0) {
                    throw new ProtocolException("the answer's head has no end");
                }
                if (b == '\n') {
                    String text = line.toString(StandardCharsets.ISO_8859_1);
                    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
                }
                line.write(b);
            }
        }
    }
}
