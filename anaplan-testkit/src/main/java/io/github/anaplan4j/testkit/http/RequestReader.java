package io.github.anaplan4j.testkit.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests off a connection. */
final class RequestReader {
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_HEADERS = 200;

    private final InputStream in;
    private final ServerConnection connection;

    RequestReader(InputStream in, ServerConnection connection) {
        this.in = in;
        this.connection = connection;
    }

    /** Returns the next request, or null if the client closed the connection between requests. */
    @Nullable
    ReceivedRequest next() throws IOException {
        String requestLine = line();
        while (requestLine != null && requestLine.isEmpty()) { // left behind by a client's last request
            requestLine = line();
        }
        if (requestLine == null) {
            return null;
        }
        String[] parts = requestLine.split(" ");
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new NotHttpException("the first line is not that of a request");
        }
        Map<String, List<String>> headers = headers();
        if (says(headers, "Expect", "100-continue")) {
            connection.invite();
        }
        boolean isTheLast = parts[2].equals("HTTP/1.0") || says(headers, "Connection", "close");
        return new ReceivedRequest(parts[0], withoutHost(parts[1]), headers, body(headers), isTheLast);
    }

    // As it is written to a proxy, and may be to a server.
    private static String withoutHost(String target) {
        return target.replaceFirst("^https?://[^/?]*", "");
    }

    private static boolean says(Map<String, List<String>> headers, String name, String word) {
        return headers.getOrDefault(name, List.of()).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .anyMatch(value -> value.strip().equalsIgnoreCase(word));
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = requiredLine(); !line.isEmpty(); line = requiredLine()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new NotHttpException("a header without a name and a colon"); // but perhaps with a token
            }
            if (headers.size() > MAX_HEADERS) {
                throw new NotHttpException("more than " + MAX_HEADERS + " headers");
            }
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (says(headers, "Transfer-Encoding", "chunked")) {
            return chunks();
        }
        List<String> length = headers.getOrDefault("Content-Length", List.of());
        return length.isEmpty() ? new byte[0] : exactly(number(length.get(0), 10, "Content-Length: "));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(exactly(size));
            requiredLine();
        }
        while (!requiredLine().isEmpty()) {
            // trailers are of no interest
        }
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return number(requiredLine().replaceAll(";.*", "").strip(), 16, "the chunk size ");
    }

    private static int number(String digits, int radix, String what) throws NotHttpException {
        try {
            int number = Integer.parseInt(digits, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // told below
        }
        throw new NotHttpException(what + digits);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The client closed the connection in the middle of its request");
        }
        return bytes;
    }

    private String requiredLine() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException("The client closed the connection in the middle of its request");
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            if (line.size() >= MAX_LINE) {
                throw new NotHttpException("a line of more than " + MAX_LINE + " bytes");
            }
            // A client that begins with TLS sends no line at all, and would wait for an answer to the end of time.
            if (b < ' ' && b != '\r' && b != '\t') {
                throw new NotHttpException("a byte " + b + " in the head of a request; was it https?");
            }
            line.write(b);
        }
        return null;
    }
}
