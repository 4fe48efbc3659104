package io.github.anaplan4j.spi;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body that arrives in chunks, read exactly as HTTP/1.1 frames them (RFC 9112, section 7.1).
 *
 * <p>It is a tool for authors of an {@link HttpTransport}, who need not use it. HTTP libraries read on after what is no
 * chunk: a size that breaks off after its first zero would be the end of a body. Here each such thing fails, and so
 * does a body whose trailers do not end. Trailers and extensions are skipped. Not thread-safe.
 */
public final class ChunkedBody extends InputStream {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST_TRAILERS = 64 * 1024;
    private static final Pattern CHUNK_HEAD = Pattern.compile("([0-9A-Fa-f]{1,15})(?:[ \\t]*;.*)?");
    private static final Pattern TRAILER = Pattern.compile("[^\\s:]+:.*");

    private final InputStream in;
    private long left;
    private boolean begun;
    private boolean ended;

    /**
     * Makes the body of an answer whose head was read.
     *
     * @param in what comes after the head; it is not read beyond the end of the body, and not closed
     */
    public ChunkedBody(InputStream in) {
        this.in = Objects.requireNonNull(in, "in");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the body ended " + left + " bytes before the end of a chunk");
        }
        left -= count;
        return count;
    }

    private void nextChunk() throws IOException {
        if (begun && !line().isEmpty()) {
            throw new ProtocolException("the body has a chunk that is longer than it announced");
        }
        begun = true;
        Matcher size = CHUNK_HEAD.matcher(line());
        if (!size.matches()) {
            throw new ProtocolException("the body has a chunk without a size");
        }
        left = Long.parseLong(size.group(1), 16);
        if (left == 0) {
            skipTrailers();
            ended = true;
        }
    }

    private void skipTrailers() throws IOException {
        int total = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            total += line.length();
            if (total > LONGEST_TRAILERS || !TRAILER.matcher(line).matches()) {
                throw new ProtocolException("the body is followed by what are no trailers");
            }
        }
    }

    // Between chunks a line ends with both characters; only in a head may the second one do.
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int b = next();
        while (b != '\r' && b != '\n' && line.length() < LONGEST_LINE) {
            line.append((char) b);
            b = next();
        }
        if (b != '\r' || next() != '\n') {
            throw new ProtocolException("the body has a line between its chunks that does not end as one");
        }
        return line.toString();
    }

    private int next() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the body ended before its last chunk");
        }
        return b;
    }
}
