package io.github.anaplan4j.internal.transfer;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.internal.port.ChunkBuffer;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.Contents;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks of a file or dump as one stream.
 *
 * <p>A window of chunks is in memory at most: the one that is being read, and those after it, which threads of this
 * stream fetch. The threads end with the stream, and so does what is in memory. One thread may read; any thread may
 * close.
 *
 * <p>Chunks come one by one, and nothing that Anaplan sends tells to which version of the content they belong. So
 * before the end is reported, the list is read again, and the first chunk: if one of them is another than before, the
 * content was replaced meanwhile. One that was replaced by another of as many chunks and the same first chunk is not
 * noticed. Of a single chunk there is nothing to mix.
 */
public final class ChunkStream extends InputStream implements Transfers.Transfer {
    private final Contents contents;
    private final ContentRef content;
    private final int window;
    private final CRC32C firstChunk = new CRC32C();
    private final ExecutorService fetchers;
    // What was begun to be fetched and not read yet, in its order.
    private final Queue<Future<ChunkBuffer>> ahead = new ConcurrentLinkedQueue<>();
    private final Queue<ChunkBuffer> unused = new ConcurrentLinkedQueue<>();
    private List<String> listed = List.of();
    private volatile @Nullable ChunkBuffer held;
    private volatile Queue<ByteBuffer> current = new ArrayDeque<>(); // what is left of it
    private int begun;
    private int position;
    private boolean isEmpty;
    private volatile boolean closed;

    /**
     * Makes a stream, without asking for anything yet.
     *
     * @param contents fetches the chunks
     * @param content what to read
     * @param window how many chunks may be in memory
     * @param threads how many may be fetched at once
     */
    ChunkStream(Contents contents, ContentRef content, int window, int threads) {
        this.contents = contents;
        this.content = content;
        this.window = window;
        this.fetchers = Executors.newFixedThreadPool(threads, DaemonThreads.named("anaplan4j-download"));
    }

    /**
     * Asks for the list of chunks and waits for the first one.
     *
     * @throws AnaplanException if there is nothing to read, or no usable answer
     */
    void begin() {
        try {
            listed = contents.chunkIds(content);
            fetchAhead(0);
            next().parts().forEach(firstChunk::update);
        } catch (IOException closing) {
            // as reading will say
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    private ChunkBuffer next() throws IOException {
        ChunkBuffer chunk = first();
        held = chunk;
        current = chunk.parts();
        isEmpty = current.isEmpty();
        fetchAhead(1);
        return chunk;
    }

    /** Fetches as much as the window has room for, beside so many chunks that are being read. */
    private void fetchAhead(int beside) {
        int room = window - beside;
        while (begun < listed.size() && ahead.size() < room) {
            String chunkId = listed.get(begun);
            fetch(() -> chunk(chunkId));
        }
        boolean isCheckedAtItsEnd = listed.size() > 1;
        if (isCheckedAtItsEnd && begun == listed.size() && room > 0 && ahead.isEmpty()) { // all chunks have arrived
            fetch(this::endOfUnchanged);
        }
        if (begun > listed.size() || !isCheckedAtItsEnd) {
            fetchers.shutdown();
        }
    }

    private ChunkBuffer chunk(String chunkId) {
        ChunkBuffer free = unused.poll();
        ChunkBuffer chunk = free == null ? new ChunkBuffer() : free;
        contents.chunk(content, chunkId, chunk);
        return chunk;
    }

    private void fetch(Callable<ChunkBuffer> what) {
        begun++;
        try {
            ahead.add(fetchers.submit(what));
        } catch (RejectedExecutionException over) {
            // by closing, or by a failure that is told when its turn has come
        }
    }

    private ChunkBuffer endOfUnchanged() {
        if (!contents.chunkIds(content).equals(listed) || checksumOfFirst() != firstChunk.getValue()) {
            throw new NoContentException(
                    "The download", "the content was replaced while it was being read. Download it again.");
        }
        return new ChunkBuffer();
    }

    private long checksumOfFirst() {
        CRC32C again = new CRC32C();
        chunk(listed.get(0)).parts().forEach(again::update);
        return again.getValue();
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
        ByteBuffer part = part();
        if (part == null) {
            return -1;
        }
        int count = Math.min(length, part.remaining());
        part.get(buffer, offset, count);
        return count;
    }

    /**
     * {@inheritDoc}
     *
     * @throws AnaplanException if the rest cannot be had, or the content was replaced while it was being read
     */
    @Override
    public long transferTo(OutputStream out) throws IOException {
        long transferred = 0;
        for (ByteBuffer part = part(); part != null; part = part()) {
            int count = part.remaining();
            out.write(part.array(), part.position(), count);
            part.position(part.limit());
            transferred += count;
        }
        return transferred;
    }

    /** {@return what can be read now, of the next chunk if need be; null at the end} */
    private @Nullable ByteBuffer part() throws IOException {
        checkOpen();
        while (true) {
            Queue<ByteBuffer> left = current; // which is another one after closing
            ByteBuffer part = left.peek();
            if (part == null) {
                if (position == listed.size()) {
                    return null;
                }
                endChunk();
            } else if (part.hasRemaining()) {
                return part;
            } else {
                left.remove();
            }
        }
    }

    private void endChunk() throws IOException {
        checkOpen(); // what was dropped by closing is not empty
        if (isEmpty) {
            throw empty();
        }
        current = new ArrayDeque<>();
        ChunkBuffer read = held;
        if (read != null) {
            unused.add(read);
        }
        held = null;
        try {
            fetchAhead(0);
            if (!ahead.isEmpty()) {
                next();
            }
        } finally {
            if (closed) { // by another thread, which may have dropped what was there before
                drop();
            }
        }
        checkOpen();
        position++;
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

    private ChunkBuffer first() throws IOException {
        Future<ChunkBuffer> first = ahead.peek();
        if (first == null) {
            throw closed(null);
        }
        try {
            ChunkBuffer chunk = first.get();
            ahead.remove(first);
            return chunk;
        } catch (ExecutionException failed) {
            checkOpen(); // closing interrupts the fetching, which is no failure of its own
            fetchers.shutdownNow();
            ahead.removeIf(other -> other != first); // and that one is told again if somebody reads on
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
    @Override
    public boolean isClosed() {
        return closed;
    }

    /** Ends the download, and keeps nothing of it; chunks that are still arriving are dropped. */
    @Override
    public void close() {
        closed = true;
        fetchers.shutdownNow();
        drop();
    }

    private void drop() {
        ahead.forEach(chunk -> chunk.cancel(true));
        ahead.clear();
        unused.clear();
        held = null;
        current = new ArrayDeque<>();
    }
}
