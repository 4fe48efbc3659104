package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.task.FileRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A fake of the port that expects nothing; tests override what they do expect. */
public class FakeContents implements Contents {
    @Override
    public List<String> chunkIds(ContentRef content) {
        throw new AssertionError("no list of chunks was expected");
    }

    @Override
    public void chunk(ContentRef content, String chunkId, ChunkBuffer into) {
        throw new AssertionError("no chunk was expected");
    }

    /** Has a text arrive as a chunk. */
    public static void arrive(String text, ChunkBuffer into) {
        into.clear();
        InputStream arriving = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        try {
            while (into.readFrom(arriving, Integer.MAX_VALUE) >= 0) {
                // to its end
            }
        } catch (IOException interrupt) {
            throw new UncheckedIOException(interrupt);
        }
    }

    @Override
    public void announce(FileRef file, int chunkCount) {
        throw new AssertionError("no upload was expected");
    }

    @Override
    public void put(FileRef file, int index, byte[] bytes, boolean compressed) {
        throw new AssertionError("no chunk was expected");
    }

    @Override
    public void complete(FileRef file) {
        throw new AssertionError("no upload was expected");
    }
}
