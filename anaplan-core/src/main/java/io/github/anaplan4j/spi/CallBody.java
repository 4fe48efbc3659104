package io.github.anaplan4j.spi;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that ends in an {@code IOException}, whatever it ends in, and when its call is broken off. */
final class CallBody extends FilterInputStream {
    private final TransportCalls.Call call;

    CallBody(InputStream body, TransportCalls.Call call) {
        super(body);
        this.call = call;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        call.isWaitedForBy(Thread.currentThread());
        try {
            int count = super.read(buffer, offset, length);
            if (call.isTooLate()) { // which a library may take for the end of the body
                throw new IOException("too late");
            }
            return count;
        } catch (IOException | RuntimeException | Error failure) {
            throw call.broken(failure);
        } finally {
            call.isWaitedForBy(null);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(8192, count)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
