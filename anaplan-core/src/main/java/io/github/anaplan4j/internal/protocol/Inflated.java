package io.github.anaplan4j.internal.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * What gzip or zlib has compressed, with nothing left over of what holds it.
 *
 * <p>Java's own stream for gzip takes a member for the last one if the next has not come yet, is cut or is none, even
 * where the connection breaks there. Nothing of Java's looks at what follows zlib.
 */
final class Inflated extends InputStream {
    private static final int BUFFER = 8 * 1024;
    private static final int HAS_CHECK = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private final PushbackInputStream in;
    private final boolean isGzip;
    private final Inflater inflater;
    private final CRC32 sum = new CRC32();
    private @Nullable Member member; // none before, between and after them
    private boolean isFollowed = true; // by another member, if by anything

    /**
     * Makes the stream.
     *
     * @param in what holds it; nothing at all is taken for nothing compressed
     * @param isGzip whether it is gzip, of any number of members, and not zlib
     */
    Inflated(InputStream in, boolean isGzip) {
        this.in = new PushbackInputStream(in, BUFFER);
        this.isGzip = isGzip;
        this.inflater = new Inflater(isGzip);
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
        while (true) {
            Member current = member == null ? next() : member;
            if (current == null) {
                return -1;
            }
            int count = current.read(buffer, offset, length);
            if (count > 0) {
                sum.update(buffer, offset, count);
                return count;
            }
            end(current);
        }
    }

    private @Nullable Member next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        if (!isFollowed) {
            throw new ZipException("it goes on after its end");
        }
        in.unread(first);
        sum.reset();
        if (isGzip) {
            readHeader();
        }
        inflater.reset();
        sum.reset();
        member = new Member(in, inflater);
        return member;
    }

    private void end(Member ended) throws IOException {
        if (!inflater.finished()) {
            throw new ZipException("it needs a dictionary");
        }
        ended.giveBackTheRest(in);
        if (isGzip && (sum.getValue() != number(4) || number(4) != (inflater.getBytesWritten() & 0xFFFFFFFFL))) {
            throw new ZipException("it does not add up");
        }
        member = null;
        isFollowed = isGzip;
    }

    private void readHeader() throws IOException {
        if (number(2) != 0x8B1F || number(1) != 8) {
            throw new ZipException("it is no gzip");
        }
        long flags = number(1);
        number(6);
        if ((flags & HAS_EXTRA) != 0) {
            number((int) number(2));
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_CHECK) != 0 && (sum.getValue() & 0xFFFF) != number(2)) {
            throw new ZipException("its header does not add up");
        }
    }

    private void skipText() throws IOException {
        while (number(1) != 0) {
            // up to its end
        }
    }

    // Adds the bytes to the sum, as that of a header wants it.
    private long number(int length) throws IOException {
        long number = 0;
        for (int i = 0; i < length; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("it ends within its compression");
            }
            sum.update(next);
            number |= (long) next << 8 * i;
        }
        return number;
    }

    /** What was compressed in one piece. */
    private static final class Member extends InflaterInputStream {
        Member(InputStream in, Inflater inflater) {
            super(in, inflater, BUFFER);
        }

        void giveBackTheRest(PushbackInputStream to) throws IOException {
            to.unread(buf, len - inf.getRemaining(), inf.getRemaining());
        }
    }
}
