package io.github.anaplan4j.internal.transfer;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.Contents;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks of a file or dump as one stream.
 *
 * <p>While a chunk is being read, a thread of this stream fetches the next one, so two chunks are in memory at most.
 * The thread ends with the stream. One thread may read; any thread may close.
 */
public final class ChunkStream extends InputStream {
    private final Contents contents;
    private final ContentRef content;
    private final List<String> listed;
    private final Iterator<String> following;
    private final ExecutorService fetcher;
    private volatile @Nullable Future<InputStream> next;
    private InputStream current;
    private volatile boolean closed;

    /**
     * Asks for the list of chunks and waits for the first one.
     *
     * @param contents fetches the chunks
     * @param content what to read
     * @throws AnaplanException if there is nothing to read, or no usable answer
     */
    public ChunkStream(Contents contents, ContentRef content) {
        this.contents = contents;
        this.content = content;
        this.listed = contents.chunkIds(content);
        this.following = listed.iterator();
        this.current = following.hasNext() ? contents.chunk(content, following.next()) : InputStream.nullInputStream();
        this.fetcher = Executors.newSingleThreadExecutor(DaemonThreads.named("anaplan4j-download"));
        fetchAhead();
    }

    private void fetchAhead() {
        if (following.hasNext()) {
            String id = following.next();
            boolean last = !following.hasNext();
            next = fetcher.submit(() -> last ? lastChunk(id) : contents.chunk(content, id));
        } else {
            next = null;
            fetcher.shutdown();
        }
    }

    // A content that was replaced meanwhile has, with luck, another number of chunks; then the chunks are of two.
    private InputStream lastChunk(String id) {
        InputStream chunk = contents.chunk(content, id);
        if (!contents.chunkIds(content).equals(listed)) {
            throw new NoContentException("The download", "the content was replaced while it was being read.");
        }
        return chunk;
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
        checkOpen();
        if (length == 0) {
            return 0;
        }
        int count = current.read(buffer, offset, length);
        while (count < 0 && next != null) {
            current = await(next);
            goOn();
            count = current.read(buffer, offset, length);
        }
        return count;
    }

    private void goOn() throws IOException {
        try {
            fetchAhead();
        } catch (RejectedExecutionException closing) {
            throw closed(closing);
        }
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw closed(null);
        }
    }

    private static IOException closed(@Nullable Throwable cause) {
        return new IOException("This download is closed, by its reader or with its client.", cause);
    }

    private InputStream await(Future<InputStream> chunk) throws IOException {
        try {
            return chunk.get();
        } catch (ExecutionException failed) {
            checkOpen(); // closing interrupts the fetching, which is no failure of its own
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (CancellationException closing) {
            throw closed(closing);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new TransportException(
                    TransportException.Kind.INTERRUPTED, true, "The download was interrupted between two chunks", stop);
        }
    }

    /** {@return whether the download was ended} */
    public boolean isClosed() {
        return closed;
    }

    /** Ends the download; a chunk that is still arriving is dropped. */
    @Override
    public void close() {
        closed = true;
        fetcher.shutdownNow();
        Future<InputStream> dropped = next;
        if (dropped != null) {
            dropped.cancel(true);
        }
    }
}
