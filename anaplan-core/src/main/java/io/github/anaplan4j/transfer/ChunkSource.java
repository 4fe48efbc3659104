package io.github.anaplan4j.transfer;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.NoContentException;
import java.io.InputStream;
import java.util.List;

/** One file or dump as the server keeps it. Thread-safe. */
public interface ChunkSource {
    /**
     * @return the ids of its chunks in their order, one at least
     * @throws NoContentException if there is nothing to download
     * @throws AnaplanException if there is no usable answer
     */
    List<String> chunkIds();

    /**
     * @param chunkId which chunk
     * @return the chunk, all of which has arrived
     * @throws NoContentException if it is gone
     * @throws AnaplanException if there is no usable answer
     */
    InputStream chunk(String chunkId);
}
