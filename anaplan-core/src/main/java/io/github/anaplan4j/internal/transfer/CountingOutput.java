package io.github.anaplan4j.internal.transfer;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts the bytes that go through to another stream. */
public final class CountingOutput extends FilterOutputStream {
    private long written;

    /**
     * Counts what goes into a stream.
     *
     * @param out the stream
     */
    public CountingOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        written++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        written += length;
    }

    /** {@return how many bytes went through} */
    public long written() {
        return written;
    }
}
