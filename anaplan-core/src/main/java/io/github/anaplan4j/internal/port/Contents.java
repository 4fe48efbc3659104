package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.task.FileRef;
import java.util.List;

/**
 * Moves files and failure dumps, which Anaplan keeps in chunks.
 *
 * <p>Each method can be repeated without harm, and throws an {@link AnaplanException} if there is no usable answer.
 * Thread-safe.
 */
public interface Contents {
    /** Stands for a number of chunks that is not known yet. */
    int UNKNOWN = -1;

    /**
     * Lists the chunks of a file or dump.
     *
     * @param content which
     * @return the ids of its chunks in their order, one at least
     * @throws NoContentException if there is nothing to download
     */
    List<String> chunkIds(ContentRef content);

    /**
     * Fetches one chunk, which may be empty.
     *
     * @param content of which file or dump
     * @param chunkId which of its chunks
     * @param into has the whole chunk afterwards, and nothing of what it had before; after a failure, anything
     * @throws NoContentException if there is no such content, or not any more
     */
    void chunk(ContentRef content, String chunkId, ChunkBuffer into);

    /**
     * Begins an upload.
     *
     * @param file the file
     * @param chunkCount how many chunks will come, or {@link #UNKNOWN}
     */
    void announce(FileRef file, int chunkCount);

    /**
     * Uploads one chunk.
     *
     * @param file the file
     * @param index its number, from 0 on
     * @param bytes the chunk
     * @param compressed whether these are its bytes in gzip, by itself
     */
    void put(FileRef file, int index, byte[] bytes, boolean compressed);

    /**
     * Ends an upload whose number of chunks was not announced.
     *
     * @param file the file
     */
    void complete(FileRef file);
}
