package io.github.anaplan4j.docs.hostile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request of which the head was read; the body waits in the stream. */
final class Request {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)\r\n");

    final String method;
    final String path;

    private final InputStream in;
    private final int length;
    private byte[] body;

    private Request(String head, InputStream in) {
        String[] line = head.split(" ", 3);
        this.method = line[0];
        this.path = line[1].split("\\?", 2)[0];
        this.in = in;
        Matcher length = LENGTH.matcher(head);
        this.length = length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    /** Reads a head; returns null if the connection ends before its first byte. */
    static Request readFrom(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0 && head.isEmpty()) {
                return null;
            }
            if (next < 0) {
                throw new EOFException("in the head of a request: " + head);
            }
            head.append((char) next);
        }
        return new Request(head.toString(), in);
    }

    /** Reads the body, once, and returns it as often as asked. */
    byte[] body() throws IOException {
        if (body == null) {
            byte[] read = in.readNBytes(length);
            if (read.length < length) {
                throw new EOFException("in the body of a request");
            }
            body = read;
        }
        return body;
    }

    boolean is(String otherMethod, String end) {
        return method.equals(otherMethod) && path.endsWith(end);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
