package io.github.anaplan4j.transport.feign;

import io.github.anaplan4j.spi.ChunkedBody;
import io.github.anaplan4j.spi.TransportCalls;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The body of an answer as it arrives, of an announced length, in chunks, or up to the end of the connection.
 *
 * <p>At its end the connection is kept for the next request if it may be; closed before, it closes the connection.
 */
final class AnswerBody extends InputStream {
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private enum Framing {
        LENGTH,
        CHUNKS,
        CONNECTION
    }

    private final Connection connection;
    private final Framing framing;
    private final Runnable atEnd;
    private final InputStream in;
    private long left; // of an announced length
    private boolean ended;

    private AnswerBody(Connection connection, Framing framing, long length, Runnable atEnd) {
        this.connection = connection;
        this.framing = framing;
        this.in = framing == Framing.CHUNKS ? new ChunkedBody(connection.in()) : connection.in();
        this.left = length;
        this.atEnd = atEnd;
    }

    /**
     * Makes the body that a head announces.
     *
     * <p>A head that announces several ends, or one that there is not, gets a body that nobody should read: see
     * {@link TransportCalls.Call#answered}.
     *
     * @param head the head, which was read
     * @param connection what it was read from
     * @param keep called at the end of the body if the connection may be used again, which else is closed
     * @return the body
     */
    static AnswerBody of(AnswerHead head, Connection connection, Runnable keep) {
        List<String> codings = head.values("Transfer-Encoding");
        List<String> lengths = head.values("Content-Length");
        Framing framing = Framing.CONNECTION;
        long length = 0;
        boolean isBodyless = head.status() == 204 || head.status() == 304; // whatever they announce
        if (isBodyless) {
            framing = Framing.LENGTH;
        } else if (!codings.isEmpty()) {
            framing = Framing.CHUNKS;
        } else if (lengths.size() == 1 && LENGTH.matcher(lengths.get(0)).matches()) {
            framing = Framing.LENGTH;
            length = Long.parseLong(lengths.get(0));
        }
        boolean announcesMore =
                isBodyless && (!codings.isEmpty() || lengths.stream().anyMatch(each -> !each.equals("0")));
        boolean keepsAlive = head.keepsAlive()
                && codings.size() + lengths.size() < 2
                && framing != Framing.CONNECTION
                && !announcesMore; // which may come, and would be taken for the next answer
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
        if (ended) {
            return -1;
        }
        int wanted = framing == Framing.LENGTH ? (int) Math.min(length, left) : length;
        int count = in.read(buffer, offset, wanted);
        if (count < 0) {
            if (framing == Framing.LENGTH) {
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
