package io.github.anaplan4j.internal.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * The bytes of one chunk in memory, and afterwards those of another.
 *
 * <p>It grows without being copied, and keeps its memory, so that a long download leaves no garbage. It takes no more
 * bytes once its thread is interrupted. For one thread at a time.
 */
public final class ChunkBuffer {
    private static final int SIZE = 256 * 1024;

    private final List<byte[]> segments = new ArrayList<>();
    private int length;

    /** Makes an empty buffer, which takes no memory yet. */
    public ChunkBuffer() {}

    /** Forgets the bytes, and keeps their memory. */
    public void clear() {
        length = 0;
    }

    /**
     * Takes what a stream has, in one read and without a copy between.
     *
     * @param in the stream
     * @param most how many bytes at most; positive
     * @return how many came, at least one; or -1 at the end of the stream
     * @throws IOException that of the stream, or because this thread is interrupted
     */
    public int readFrom(InputStream in, int most) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("nobody waits for these bytes any more");
        }
        if (length == segments.size() * SIZE) {
            segments.add(new byte[SIZE]);
        }
        int used = length % SIZE;
        int count = in.read(segments.get(length / SIZE), used, Math.min(SIZE - used, most));
        length += Math.max(0, count);
        return count;
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

    /** {@return the bytes in parts, none of them empty: the memory itself, to be read before there are others} */
    public Queue<ByteBuffer> parts() {
        Queue<ByteBuffer> parts = new ArrayDeque<>();
        for (int from = 0; from < length; from += SIZE) {
            parts.add(ByteBuffer.wrap(segments.get(from / SIZE), 0, Math.min(SIZE, length - from)));
        }
        return parts;
    }
}
