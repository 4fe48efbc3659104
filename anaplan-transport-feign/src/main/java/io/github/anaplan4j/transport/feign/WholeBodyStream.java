package io.github.anaplan4j.transport.feign;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Fails when a body ends before its announced length.
 *
 * <p>The JDK's streams only end there, so a truncated body would look complete.
 */
final class WholeBodyStream extends FilterInputStream {
    private final long announced;
    private long seen;

    WholeBodyStream(InputStream body, long announced) {
        super(body);
        this.announced = announced;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? -1 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(read);
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        seen += skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int read) throws EOFException {
        if (read >= 0) {
            seen += read;
        } else if (seen < announced) {
            throw new EOFException("The body ended after " + seen + " of " + announced + " bytes");
        }
    }
}
