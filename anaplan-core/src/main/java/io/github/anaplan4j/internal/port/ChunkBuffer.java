package io.github.anaplan4j.internal.port;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The bytes of one chunk in memory, and afterwards those of another.
 *
 * <p>It grows without being copied, and keeps its memory, so that a long download leaves no garbage. It takes no more
 * bytes once its thread is interrupted. For one thread at a time.
 */
public final class ChunkBuffer extends OutputStream {
    private static final int SIZE = 256 * 1024;

    private final List<byte[]> segments = new ArrayList<>();
    private int length;

    /** Makes an empty buffer, which takes no memory yet. */
    public ChunkBuffer() {}

    /** Forgets the bytes, and keeps their memory. */
    public void clear() {
        length = 0;
    }

    @Override
    public void write(int b) throws InterruptedIOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("nobody waits for these bytes any more");
        }
        int done = 0;
        while (done < count) {
            if (length == segments.size() * SIZE) {
                segments.add(new byte[SIZE]);
            }
            int used = length % SIZE;
            int part = Math.min(SIZE - used, count - done);
            System.arraycopy(bytes, offset + done, segments.get(length / SIZE), used, part);
            length += part;
            done += part;
        }
    }

    /**
     * Copies the beginning.
     *
     * @param most how many bytes at most; it may be fewer if these are many
     * @return the first bytes
     */
    public byte[] beginning(int most) {
        return length == 0 ? new byte[0] : Arrays.copyOf(segments.get(0), Math.min(most, Math.min(length, SIZE)));
    }

    /** {@return the bytes, to be read before there are others} */
    public InputStream toInputStream() {
        List<InputStream> streams = new ArrayList<>();
        for (int from = 0; from < length; from += SIZE) {
            streams.add(new ByteArrayInputStream(segments.get(from / SIZE), 0, Math.min(SIZE, length - from)));
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }
}
