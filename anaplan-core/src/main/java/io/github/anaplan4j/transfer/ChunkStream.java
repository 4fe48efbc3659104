package io.github.anaplan4j.transfer;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a file or dump as one stream. While a chunk is being read the next one is fetched, by a thread of this
 * stream that ends with it; so two chunks are in memory at most. Not thread-safe.
 */
public final class ChunkStream extends InputStream {
    private final ChunkSource source;
    private final Iterator<String> following;
    private final ExecutorService fetcher;
    private @Nullable Future<InputStream> next;
    private InputStream current;
    private boolean closed;

    /**
     * Asks for the list of chunks and waits for the first one.
     *
     * @param source what to read
     * @throws AnaplanException if there is nothing to read, or no usable answer
     */
    public ChunkStream(ChunkSource source) {
        this.source = source;
        this.following = source.chunkIds().iterator();
        this.current = following.hasNext() ? source.chunk(following.next()) : InputStream.nullInputStream();
        this.fetcher = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "anaplan4j-download");
            thread.setDaemon(true);
            return thread;
        });
        fetchAhead();
    }

    private void fetchAhead() {
        if (following.hasNext()) {
            String id = following.next();
            next = fetcher.submit(() -> source.chunk(id));
        } else {
            next = null;
            fetcher.shutdown();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * {@inheritDoc}
     *
     * @throws AnaplanException if the rest cannot be had
     */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("This download is closed.");
        }
        if (length == 0) {
            return 0;
        }
        int count = current.read(buffer, offset, length);
        while (count < 0 && next != null) {
            current = await(next);
            fetchAhead();
            count = current.read(buffer, offset, length);
        }
        return count;
    }

    private static InputStream await(Future<InputStream> chunk) {
        try {
            return chunk.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new TransportException(
                    TransportException.Kind.INTERRUPTED, true, "The download was interrupted between two chunks", stop);
        }
    }

    /** Ends the download; a chunk that is still arriving is dropped. */
    @Override
    public void close() {
        closed = true;
        fetcher.shutdownNow();
    }
}
