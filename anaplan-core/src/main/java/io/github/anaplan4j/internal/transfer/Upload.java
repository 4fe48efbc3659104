package io.github.anaplan4j.internal.transfer;

import io.github.anaplan4j.internal.port.Contents;
import io.github.anaplan4j.task.FileRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sends bytes in chunks.
 *
 * <p>Anaplan takes chunks of 1 to 50 MB, and a thousand of them at most.
 */
public final class Upload {
    private final Contents contents;
    private final FileRef file;
    private final int usualChunk;
    private final int largestChunk;
    private final int mostChunks;

    /**
     * Makes an upload, without sending anything yet.
     *
     * @param contents takes the chunks
     * @param file the file on the server
     */
    public Upload(Contents contents, FileRef file) {
        this(contents, file, 10_000_000, 50_000_000, 1_000);
    }

    /**
     * Makes an upload with chunks of the given sizes.
     *
     * @param usualChunk how many bytes a chunk has, unless there would be too many chunks
     * @param largestChunk how many it can have
     * @param mostChunks how many chunks there can be
     */
    Upload(Contents contents, FileRef file, int usualChunk, int largestChunk, int mostChunks) {
        this.contents = contents;
        this.file = file;
        this.usualChunk = usualChunk;
        this.largestChunk = largestChunk;
        this.mostChunks = mostChunks;
    }

    /**
     * Sends a file; one that does not tell its size, such as a pipe or a file of the system's, to its end.
     *
     * @param source the file
     * @throws IOException if it cannot be read, is too large or changes meanwhile
     */
    public void send(Path source) throws IOException {
        try (InputStream in = Files.newInputStream(source)) {
            long size = Files.isRegularFile(source) ? Files.size(source) : 0;
            if (size > 0) {
                send(in, size);
            } else {
                send(in);
            }
        }
    }

    /**
     * Sends a stream to its end, wherever that is.
     *
     * @param in the bytes; not closed here
     * @return how many bytes there were
     * @throws IOException if the bytes cannot be read, or are too many; what was sent before is not a whole file
     */
    public long send(InputStream in) throws IOException {
        byte[] chunk = in.readNBytes(usualChunk);
        byte[] following = chunk.length < usualChunk ? new byte[0] : in.readNBytes(usualChunk);
        if (following.length == 0) { // Then the number is known after all, and nothing need be completed.
            contents.announce(file, 1);
            contents.put(file, 0, chunk);
            return chunk.length;
        }
        contents.announce(file, Contents.UNKNOWN);
        long size = 0;
        for (int index = 0; chunk.length > 0; index++) {
            if (index == mostChunks) {
                throw new IOException("Anaplan takes no more than " + mostChunks + " chunks, and this stream is longer"
                        + " than that many of " + usualChunk + " bytes. Write it to a file first and upload that.");
            }
            contents.put(file, index, chunk);
            size += chunk.length;
            chunk = following;
            following = in.readNBytes(usualChunk);
        }
        contents.complete(file);
        return size;
    }

    /**
     * Sends as many bytes as announced.
     *
     * @param in the bytes; not closed here
     * @param length how many bytes there are
     * @throws IOException if the bytes cannot be read, or are more or fewer; what was sent before is not a whole file
     */
    public void send(InputStream in, long length) throws IOException {
        int chunkSize = chunkSize(length);
        int count = (int) Math.max(1, (length + chunkSize - 1) / chunkSize);
        contents.announce(file, count);
        long sent = 0;
        for (int index = 0; index < count; index++) {
            byte[] chunk = in.readNBytes((int) Math.min(chunkSize, length - sent));
            sent += chunk.length;
            if (sent < Math.min(length, (index + 1L) * chunkSize) || index == count - 1 && in.read() >= 0) {
                throw new IOException("The source is not of the announced " + length
                        + " bytes; was it changed while it was being read? Upload it again when it is whole.");
            }
            contents.put(file, index, chunk);
        }
    }

    private int chunkSize(long length) throws IOException {
        long needed = (length + mostChunks - 1) / mostChunks;
        if (needed > largestChunk) {
            throw new IOException(
                    "Anaplan takes no more than " + (long) mostChunks * largestChunk + " bytes; these are " + length);
        }
        return (int) Math.max(usualChunk, needed);
    }
}
