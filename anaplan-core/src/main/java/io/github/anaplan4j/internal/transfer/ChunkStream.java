package io.github.anaplan4j.internal.transfer;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.Contents;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks of a file or dump as one stream.
 *
 * <p>While a chunk is being read, a thread of this stream fetches the next one, so two chunks are in memory at most.
 * The thread ends with the stream, and so does what is in memory. One thread may read; any thread may close.
 *
 * <p>Chunks come one by one, and nothing that Anaplan sends tells to which version of the content they belong. So
 * before the end is reported, the list is read again, and the first chunk: if one of them is another than before, the
 * content was replaced meanwhile. One that was replaced by another of as many chunks and the same first chunk is not
 * noticed. Of a single chunk there is nothing to mix.
 */
public final class ChunkStream extends InputStream {
    private final Contents contents;
    private final ContentRef content;
    private final List<String> listed;
    private final CRC32C firstChunk = new CRC32C();
    private final ExecutorService fetcher;
    private volatile @Nullable Future<InputStream> next;
    private volatile InputStream current;
    private int position;
    private boolean isEmptySoFar = true;
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
        this.current = contents.chunk(content, listed.get(0));
        this.fetcher = Executors.newSingleThreadExecutor(DaemonThreads.named("anaplan4j-download"));
        fetchAhead();
    }

    private void fetchAhead() {
        int following = position + 1;
        if (following < listed.size()) {
            next = fetcher.submit(() -> contents.chunk(content, listed.get(following)));
        } else if (following == listed.size() && following > 1) {
            next = fetcher.submit(this::endOfUnchanged);
        } else {
            next = null;
            fetcher.shutdown();
        }
    }

    private InputStream endOfUnchanged() throws IOException {
        if (!contents.chunkIds(content).equals(listed) || checksumOfFirst() != firstChunk.getValue()) {
            throw new NoContentException(
                    "The download", "the content was replaced while it was being read. Download it again.");
        }
        return InputStream.nullInputStream();
    }

    private long checksumOfFirst() throws IOException {
        CheckedInputStream again = new CheckedInputStream(contents.chunk(content, listed.get(0)), new CRC32C());
        again.transferTo(OutputStream.nullOutputStream());
        return again.getChecksum().getValue();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * {@inheritDoc}
     *
     * @throws AnaplanException if the rest cannot be had, or the content was replaced while it was being read
     */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        checkOpen();
        if (length == 0) {
            return 0;
        }
        int count = current.read(buffer, offset, length);
        while (count < 0 && position < listed.size()) {
            endChunk();
            count = current.read(buffer, offset, length);
        }
        if (count > 0) {
            isEmptySoFar = false;
            if (position == 0) {
                firstChunk.update(buffer, offset, count);
            }
        }
        return count;
    }

    private void endChunk() throws IOException {
        checkOpen(); // what was dropped by closing is not empty
        if (isEmptySoFar) {
            throw empty();
        }
        Future<InputStream> following = next;
        current = following == null ? InputStream.nullInputStream() : await(following);
        position++;
        isEmptySoFar = true;
        try {
            fetchAhead();
        } catch (RejectedExecutionException closing) {
            // said below
        }
        if (closed) { // by another thread, which may have dropped what was there before
            drop();
            throw closed(null);
        }
    }

    // Anaplan fills a chunk before it begins another, and lists none of what is empty.
    private AnaplanException empty() {
        return listed.size() == 1
                ? new NoContentException(content.toString(), "its only chunk is empty.")
                : new MalformedResponseException(
                        "Chunk " + listed.get(position) + " of " + content, "no bytes, one chunk of several", "", null);
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

    /** Ends the download, and keeps nothing of it; a chunk that is still arriving is dropped. */
    @Override
    public void close() {
        closed = true;
        fetcher.shutdownNow();
        drop();
    }

    private void drop() {
        Future<InputStream> dropped = next;
        if (dropped != null) {
            dropped.cancel(true);
        }
        next = null;
        current = InputStream.nullInputStream();
    }
}
