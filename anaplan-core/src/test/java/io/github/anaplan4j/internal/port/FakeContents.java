package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.task.FileRef;
import java.io.InputStream;
import java.util.List;

/** A fake of the port that expects nothing; tests override what they do expect. */
public class FakeContents implements Contents {
    @Override
    public List<String> chunkIds(ContentRef content) {
        throw new AssertionError("no list of chunks was expected");
    }

    @Override
    public InputStream chunk(ContentRef content, String chunkId) {
        throw new AssertionError("no chunk was expected");
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
