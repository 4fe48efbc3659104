package io.github.anaplan4j.client;

import io.github.anaplan4j.transfer.ChunkSource;
import io.github.anaplan4j.transfer.ChunkStream;
import java.util.HashSet;
import java.util.Set;

/** The downloads of a client that are under way, so that closing it ends them. Thread-safe. */
final class Downloads {
    private final Set<ChunkStream> open = new HashSet<>();
    private boolean closed;

    ChunkStream open(ChunkSource source) {
        ChunkStream stream = new ChunkStream(source);
        add(stream);
        return stream;
    }

    private synchronized void add(ChunkStream stream) {
        if (closed) {
            stream.close();
        }
        open.removeIf(ChunkStream::isClosed);
        open.add(stream);
    }

    synchronized void close() {
        closed = true;
        open.forEach(ChunkStream::close);
        open.clear();
    }
}
