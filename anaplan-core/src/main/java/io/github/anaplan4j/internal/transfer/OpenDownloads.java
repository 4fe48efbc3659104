package io.github.anaplan4j.internal.transfer;

import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.Contents;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps the downloads of a client that are under way, so that closing it ends them.
 *
 * <p>Thread-safe.
 */
public final class OpenDownloads {
    private final Contents contents;
    private final Lifecycle lifecycle;
    private final Set<ChunkStream> open = new HashSet<>();

    /**
     * Makes the keeper.
     *
     * @param contents fetches the chunks
     * @param lifecycle knows whether the client is open
     */
    public OpenDownloads(Contents contents, Lifecycle lifecycle) {
        this.contents = contents;
        this.lifecycle = lifecycle;
    }

    /**
     * Opens a download, which ends with the client at the latest.
     *
     * @param content what to read
     * @return its bytes
     */
    public ChunkStream open(ContentRef content) {
        ChunkStream stream = new ChunkStream(contents, content);
        add(stream);
        return stream;
    }

    private synchronized void add(ChunkStream stream) {
        if (!lifecycle.isOpen()) {
            stream.close();
        }
        open.removeIf(ChunkStream::isClosed);
        open.add(stream);
    }

    /** Ends every download. */
    public synchronized void close() {
        open.forEach(ChunkStream::close);
        open.clear();
    }
}
