package io.github.anaplan4j.internal.protocol;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Bytes in memory that grow without being copied. Takes no more of them once its thread is interrupted. */
final class GrowingBuffer extends OutputStream {
    private static final int SIZE = 256 * 1024;

    private final List<byte[]> segments = new ArrayList<>();
    private int used = SIZE;

    @Override
    public void write(int b) throws InterruptedIOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("nobody waits for these bytes any more");
        }
        int done = 0;
        while (done < length) {
            if (used == SIZE) {
                segments.add(new byte[SIZE]);
                used = 0;
            }
            int count = Math.min(SIZE - used, length - done);
            System.arraycopy(bytes, offset + done, segments.get(segments.size() - 1), used, count);
            used += count;
            done += count;
        }
    }

    /** {@return the first bytes, at most so many, and no more than a segment has} */
    byte[] beginning(int most) {
        if (segments.isEmpty()) {
            return new byte[0];
        }
        return Arrays.copyOf(segments.get(0), Math.min(most, segments.size() == 1 ? used : SIZE));
    }

    InputStream toInputStream() {
        List<InputStream> streams = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            streams.add(new ByteArrayInputStream(segments.get(i), 0, i < segments.size() - 1 ? SIZE : used));
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }
}
