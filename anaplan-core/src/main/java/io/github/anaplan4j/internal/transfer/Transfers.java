package io.github.anaplan4j.internal.transfer;

import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.Contents;
import io.github.anaplan4j.task.FileRef;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes the downloads and uploads of a client, and keeps those under way, so that closing it ends them.
 *
 * <p>Thread-safe.
 */
public final class Transfers {
    private final Contents contents;
    private final Lifecycle lifecycle;
    private final int window;
    private final int threads;
    private final Set<Transfer> open = new HashSet<>();

    /** A download or upload under way. */
    interface Transfer {
        /** Ends it, with its threads and requests. */
        void close();

        boolean isClosed();
    }

    /**
     * Makes the keeper.
     *
     * @param contents moves the chunks
     * @param lifecycle knows whether the client is open
     * @param window how many chunks of one transfer may be in memory at once
     * @param threads how many of these may be under way at once
     */
    public Transfers(Contents contents, Lifecycle lifecycle, int window, int threads) {
        this.contents = contents;
        this.lifecycle = lifecycle;
        this.window = window;
        this.threads = Math.min(window, threads);
    }

    /**
     * Opens a download, which ends with the client at the latest.
     *
     * @param content what to read
     * @return its bytes, of which the first chunk has arrived
     */
    public ChunkStream open(ContentRef content) {
        ChunkStream stream = new ChunkStream(contents, content, window, threads);
        add(stream);
        stream.begin();
        return stream;
    }

    /**
     * Makes an upload, without sending anything yet.
     *
     * @param file the file on the server
     * @param compressed whether its chunks are sent compressed
     * @return the upload
     */
    public Upload upload(FileRef file, boolean compressed) {
        return new Upload(contents, file, threads, compressed, this::add);
    }

    private synchronized void add(Transfer transfer) {
        if (!lifecycle.isOpen()) {
            transfer.close();
        }
        open.removeIf(Transfer::isClosed);
        open.add(transfer);
    }

    /** Ends every transfer. */
    public synchronized void close() {
        open.forEach(Transfer::close);
        open.clear();
    }
}
