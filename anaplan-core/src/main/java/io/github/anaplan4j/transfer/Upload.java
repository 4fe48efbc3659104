package io.github.anaplan4j.transfer;

import java.io.IOException;
import java.io.InputStream;

/**
 * Sends bytes in chunks. Anaplan takes chunks of 1 to 50 MB, and a thousand of them at most.
 */
public final class Upload {
    private static final int MOST_CHUNKS = 1_000;
    private static final int USUAL_CHUNK = 10_000_000;
    private static final int LARGEST_CHUNK = 50_000_000;

    private final ChunkSink sink;

    /** @param sink takes the chunks */
    public Upload(ChunkSink sink) {
        this.sink = sink;
    }

    /**
     * Sends a stream to its end, which may be anywhere.
     *
     * @param in the bytes; not closed here
     * @return how many there were
     * @throws IOException if they cannot be read, or are too many; what was sent before is not a whole file
     */
    public long send(InputStream in) throws IOException {
        byte[] chunk = in.readNBytes(USUAL_CHUNK);
        byte[] following = chunk.length < USUAL_CHUNK ? new byte[0] : in.readNBytes(USUAL_CHUNK);
        if (following.length == 0) { // Then the number is known after all, and nothing need be completed.
            sink.announce(1);
            sink.put(0, chunk);
            return chunk.length;
        }
        sink.announce(ChunkSink.UNKNOWN);
        long size = 0;
        for (int index = 0; chunk.length > 0; index++) {
            if (index == MOST_CHUNKS) {
                throw new IOException("Anaplan takes no more than " + MOST_CHUNKS + " chunks, and this stream is longer"
                        + " than that many of " + USUAL_CHUNK + " bytes. Write it to a file first and upload that.");
            }
            sink.put(index, chunk);
            size += chunk.length;
            chunk = following;
            following = in.readNBytes(USUAL_CHUNK);
        }
        sink.complete();
        return size;
    }

    /**
     * Sends as many bytes as announced.
     *
     * @param in the bytes; not closed here
     * @param length how many there are
     * @throws IOException if they cannot be read, or are more or fewer; what was sent before is not a whole file
     */
    public void send(InputStream in, long length) throws IOException {
        int chunkSize = chunkSize(length);
        int count = (int) Math.max(1, (length + chunkSize - 1) / chunkSize);
        sink.announce(count);
        long sent = 0;
        for (int index = 0; index < count; index++) {
            byte[] chunk = in.readNBytes((int) Math.min(chunkSize, length - sent));
            sent += chunk.length;
            if (sent < Math.min(length, (index + 1L) * chunkSize) || index == count - 1 && in.read() >= 0) {
                throw new IOException("The source is not of the announced " + length
                        + " bytes; was it changed while it was being read? Upload it again when it is whole.");
            }
            sink.put(index, chunk);
        }
    }

    private static int chunkSize(long length) throws IOException {
        long needed = (length + MOST_CHUNKS - 1) / MOST_CHUNKS;
        if (needed > LARGEST_CHUNK) {
            throw new IOException(
                    "Anaplan takes no more than " + (long) MOST_CHUNKS * LARGEST_CHUNK + " bytes; this are " + length);
        }
        return (int) Math.max(USUAL_CHUNK, needed);
    }
}
