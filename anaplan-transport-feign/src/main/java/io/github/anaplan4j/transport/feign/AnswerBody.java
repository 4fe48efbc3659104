package io.github.anaplan4j.transport.feign;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The body of an answer as it arrives, of an announced length, in chunks, or up to the end of the connection.
 *
 * <p>At its end the connection is kept for the next request if it may be; closed before, it closes the connection.
 */
final class AnswerBody extends InputStream {
    private static final int LONGEST_LINE = 8 * 1024;

    private enum Framing {
        LENGTH,
        CHUNKS,
        CONNECTION
    }

    private final Connection connection;
    private final Framing framing;
    private final Runnable atEnd;
    private long left; // of the body or, in chunks, of the chunk
    private boolean begun;
    private boolean ended;

    private AnswerBody(Connection connection, Framing framing, long length, Runnable atEnd) {
        this.connection = connection;
        this.framing = framing;
        this.left = length;
        this.atEnd = atEnd;
    }

    /**
     * Makes the body that a head announces.
     *
     * @param head the head, which was read
     * @param connection what it was read from
     * @param keep called at the end of the body if the connection may be used again, which else is closed
     * @return the body
     * @throws IOException if the head announces none that can be told from the next answer
     */
    static AnswerBody of(AnswerHead head, Connection connection, Runnable keep) throws IOException {
        List<String> codings = head.values("Transfer-Encoding").stream()
                .map(coding -> coding.toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .toList();
        Set<String> lengths = Set.copyOf(head.values("Content-Length"));
        Framing framing = Framing.CONNECTION;
        long length = 0;
        if (head.status() == 204 || head.status() == 304) { // whatever they announce
            framing = Framing.LENGTH;
        } else if (!codings.isEmpty()) {
            if (!codings.equals(List.of("chunked"))) {
                throw new ProtocolException("the answer has a transfer coding other than chunked");
            }
            framing = Framing.CHUNKS;
        } else if (!lengths.isEmpty()) {
            String announced = lengths.iterator().next();
            if (lengths.size() > 1 || !announced.matches("\\d{1,18}")) {
                throw new ProtocolException("the answer announces no length that a body can have");
            }
            framing = Framing.LENGTH;
            length = Long.parseLong(announced);
        }
        boolean keepsAlive = head.keepsAlive() && framing != Framing.CONNECTION;
        AnswerBody body = new AnswerBody(connection, framing, length, keepsAlive ? keep : connection::abort);
        if (framing == Framing.LENGTH && length == 0) {
            body.end();
        }
        return body;
    }

    /** {@return whether nothing but the end of its connection says that it is whole} */
    boolean endsWithItsConnection() {
        return framing == Framing.CONNECTION;
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
        if (!ended && framing == Framing.CHUNKS && left == 0) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int wanted = framing == Framing.CONNECTION ? length : (int) Math.min(length, left);
        int count = connection.in().read(buffer, offset, wanted);
        if (count < 0) {
            if (framing != Framing.CONNECTION) {
                throw new EOFException("The body ended " + left + " bytes before its announced length");
            }
            end();
            return -1;
        }
        left -= count;
        if (framing == Framing.LENGTH && left == 0) {
            end();
        }
        return count;
    }

    private void nextChunk() throws IOException {
        if (begun) {
            line(); // the end of the chunk before
        }
        begun = true;
        String size = line().split(";", 2)[0].strip();
        if (!size.matches("[0-9A-Fa-f]{1,15}")) {
            throw new ProtocolException("the body has a chunk without a size");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            while (!line().isEmpty()) {
                // a trailer, which nobody asked for
            }
            end();
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = connection.in().read(); b != '\n'; b = connection.in().read()) {
            if (b < 0) {
                throw new EOFException("The body ended before its last chunk");
            }
            if (line.length() == LONGEST_LINE) {
                throw new ProtocolException("the body has a chunk whose head has no end");
            }
            line.append((char) b);
        }
        return line.toString().strip();
    }

    private void end() {
        ended = true;
        atEnd.run();
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            connection.abort();
        }
    }
}
