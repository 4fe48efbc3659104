package io.github.anaplan4j.transfer;

import io.github.anaplan4j.error.AnaplanException;

/** A file on the server that takes chunks. Each method throws {@link AnaplanException} if the server does not take it. */
public interface ChunkSink {
    /** How many chunks there will be is not known. */
    int UNKNOWN = -1;

    /** @param chunkCount how many chunks will come, or {@link #UNKNOWN} */
    void announce(int chunkCount);

    /**
     * @param index the chunk's number, from 0 on
     * @param bytes the chunk
     */
    void put(int index, byte[] bytes);

    /** Ends an upload whose number of chunks was not announced. */
    void complete();
}
