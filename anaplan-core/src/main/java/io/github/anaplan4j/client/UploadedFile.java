package io.github.anaplan4j.client;

import io.github.anaplan4j.protocol.ContentApi;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.transfer.ChunkSink;
import java.time.Duration;

/** A file on the server that is being uploaded. Each of its requests can arrive twice without harm. */
final class UploadedFile implements ChunkSink {
    private final ContentApi api;
    private final FileRef file;
    private final Repeating repeating;
    private final Duration timeout;

    UploadedFile(ContentApi api, FileRef file, Repeating repeating, Duration timeout) {
        this.api = api;
        this.file = file;
        this.repeating = repeating;
        this.timeout = timeout;
    }

    @Override
    public void announce(int chunkCount) {
        repeating.runInTurn(() -> api.announce(file, chunkCount, timeout));
    }

    @Override
    public void put(int index, byte[] bytes) {
        repeating.runInTurn(() -> api.put(file, index, bytes, timeout));
    }

    @Override
    public void complete() {
        repeating.runInTurn(() -> api.complete(file, timeout));
    }
}
