package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.internal.port.ChunkBuffer;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.Contents;
import io.github.anaplan4j.task.FileRef;
import java.util.List;

/** Moves chunks when the budget has a place for them, again after trouble on the way. */
public final class LimitedContents implements Contents {
    private final Contents contents;
    private final RetryingRequests requests;

    /**
     * Limits contents.
     *
     * @param contents what is limited
     * @param requests sends
     */
    public LimitedContents(Contents contents, RetryingRequests requests) {
        this.contents = contents;
        this.requests = requests;
    }

    @Override
    public List<String> chunkIds(ContentRef content) {
        return requests.retrying(RequestClass.TRANSFER, RetryingRequests.UNLIMITED, () -> contents.chunkIds(content));
    }

    @Override
    public void chunk(ContentRef content, String chunkId, ChunkBuffer into) {
        run(() -> contents.chunk(content, chunkId, into));
    }

    @Override
    public void announce(FileRef file, int chunkCount) {
        run(() -> contents.announce(file, chunkCount));
    }

    @Override
    public void put(FileRef file, int index, byte[] bytes, boolean compressed) {
        run(() -> contents.put(file, index, bytes, compressed));
    }

    @Override
    public void complete(FileRef file) {
        run(() -> contents.complete(file));
    }

    private void run(Runnable request) {
        requests.retrying(RequestClass.TRANSFER, RetryingRequests.UNLIMITED, () -> {
            request.run();
            return true;
        });
    }
}
