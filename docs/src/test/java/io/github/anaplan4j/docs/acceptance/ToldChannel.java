package io.github.anaplan4j.docs.acceptance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A channel that tells each call before it makes it, and a write also when half of it is written. */
final class ToldChannel extends FileChannel {
    private final FileChannel real;
    private final Consumer<String> calls;

    ToldChannel(FileChannel real, Consumer<String> calls) {
        this.real = real;
        this.calls = calls;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        calls.accept("read");
        return real.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        calls.accept("write");
        int end = source.limit();
        source.limit(source.position() + source.remaining() / 2);
        int written = real.write(source);
        calls.accept("write of the other half");
        source.limit(end);
        return written + real.write(source);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        calls.accept("force");
        real.force(metaData);
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        calls.accept("tryLock");
        FileLock lock = real.tryLock(position, size, shared);
        return lock == null ? null : new ToldLock(lock);
    }

    /** A lock of this channel. */
    private final class ToldLock extends FileLock {
        private final FileLock lock;

        ToldLock(FileLock lock) {
            super(ToldChannel.this, lock.position(), lock.size(), lock.isShared());
            this.lock = lock;
        }

        @Override
        public boolean isValid() {
            return lock.isValid();
        }

        @Override
        public void release() throws IOException {
            calls.accept("release");
            lock.release();
        }
    }

    @Override
    protected void implCloseChannel() throws IOException {
        calls.accept("close");
        real.close();
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public FileChannel position(long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer target, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }
}
