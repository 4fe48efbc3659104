package io.github.anaplan4j.docs.hostile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request of which the head was read; the body waits in the stream. */
public final class Request {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)\r\n");

    /** The method. */
    public final String method;

    /** The path, without the query. */
    public final String path;

    private final String head;

    private final InputStream in;
    private final int length;
    private byte[] body;

    private Request(String head, InputStream in) {
        this.head = head;
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

    /** {@return all before the body} */
    public String head() {
        return head;
    }

    /** {@return what a header says; empty if there is none, or it says nothing} */
    public String header(String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    boolean isStart() {
        return is("POST", "/tasks");
    }

    /** Reads the body, once, and returns it as often as asked. */
    public byte[] body() throws IOException {
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
