package io.github.anaplan4j.internal.transfer;

import io.github.anaplan4j.internal.port.Contents;
import io.github.anaplan4j.task.FileRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * Sends bytes in chunks, several at once.
 *
 * <p>Anaplan takes chunks of 1 to 50 MB, and a thousand of them at most. Compressing makes them smaller and no longer:
 * each is compressed by itself.
 */
public final class Upload {
    private static final int BUFFER = 64 * 1024;
    private static final int PART = 256 * 1024;

    private final Contents contents;
    private final FileRef file;
    private final int atOnce;
    private final boolean compressed;
    private final Consumer<Transfers.Transfer> keeper;
    private final int usualChunk;
    private final int largestChunk;
    private final int mostChunks;
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    // Of chunks that have arrived. A new one for each would keep the collector of a small heap busy.
    private final Deque<byte[]> unused = new ConcurrentLinkedDeque<>();

    /** A part of the source, as it is sent, and how many bytes of the source that is. */
    private record Chunk(byte[] bytes, int length) {}

    /**
     * Makes an upload, without sending anything yet.
     *
     * @param contents takes the chunks
     * @param file the file on the server
     * @param atOnce how many chunks may be in memory, and under way
     * @param compressed whether chunks are sent compressed
     * @param keeper keeps what is to end with the client
     */
    Upload(Contents contents, FileRef file, int atOnce, boolean compressed, Consumer<Transfers.Transfer> keeper) {
        this(contents, file, atOnce, compressed, keeper, 10_000_000, 50_000_000, 1_000);
    }

    /**
     * Makes an upload with chunks of the given sizes.
     *
     * @param usualChunk how many bytes a chunk has, unless there would be too many chunks
     * @param largestChunk how many it can have
     * @param mostChunks how many chunks there can be
     */
    Upload(
            Contents contents,
            FileRef file,
            int atOnce,
            boolean compressed,
            Consumer<Transfers.Transfer> keeper,
            int usualChunk,
            int largestChunk,
            int mostChunks) {
        this.contents = contents;
        this.file = file;
        this.atOnce = atOnce;
        this.compressed = compressed;
        this.keeper = keeper;
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
        PushbackInputStream source = new PushbackInputStream(in);
        Chunk chunk = read(source, usualChunk);
        boolean isOnly = chunk.length < usualChunk || isAtEnd(source);
        // If it is, the number is known after all, and nothing need be completed.
        contents.announce(file, isOnly ? 1 : Contents.UNKNOWN);
        long size = 0;
        try (ChunkSenders senders = senders()) {
            int index = 0;
            do {
                if (index == mostChunks) {
                    throw new IOException("Anaplan takes no more than " + mostChunks + " chunks, and this stream is"
                            + " longer than that many of " + usualChunk
                            + " bytes. Write it to a file first and upload that.");
                }
                senders.send(index++, chunk.bytes);
                size += chunk.length;
                if (isOnly) {
                    break;
                }
                senders.awaitRoom();
                chunk = read(source, usualChunk);
            } while (chunk.length > 0);
            senders.awaitAll();
        }
        if (!isOnly) {
            contents.complete(file);
        }
        return size;
    }

    private static boolean isAtEnd(PushbackInputStream source) throws IOException {
        int next = source.read();
        if (next >= 0) {
            source.unread(next);
        }
        return next < 0;
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
        try (ChunkSenders senders = senders()) {
            for (int index = 0; index < count; index++) {
                senders.awaitRoom();
                Chunk chunk = read(in, (int) Math.min(chunkSize, length - sent));
                sent += chunk.length;
                if (sent < Math.min(length, (index + 1L) * chunkSize) || index == count - 1 && in.read() >= 0) {
                    throw new IOException("The source is not of the announced " + length
                            + " bytes; was it changed while it was being read? Upload it again when it is whole.");
                }
                senders.send(index, chunk.bytes);
            }
            senders.awaitAll();
        }
    }

    private ChunkSenders senders() {
        Consumer<byte[]> arrived = compressed ? packed -> {} : unused::push;
        ChunkSenders senders = new ChunkSenders(contents, file, atOnce, compressed, arrived);
        keeper.accept(senders);
        return senders;
    }

    private int chunkSize(long length) throws IOException {
        long needed = (length + mostChunks - 1) / mostChunks;
        if (needed > largestChunk) {
            throw new IOException(
                    "Anaplan takes no more than " + (long) mostChunks * largestChunk + " bytes; these are " + length);
        }
        return (int) Math.max(usualChunk, needed);
    }

    /** Reads as many bytes, unless the source ends before. */
    private Chunk read(InputStream in, int most) throws IOException {
        if (!compressed) {
            byte[] free = unused.poll();
            byte[] bytes = free != null && free.length == most ? free : new byte[most];
            int length = fill(bytes, in);
            return new Chunk(length == most ? bytes : Arrays.copyOf(bytes, length), length);
        }
        packed.reset();
        int length = 0;
        try (OutputStream gzip = new GZIPOutputStream(packed, BUFFER)) {
            byte[] buffer = new byte[BUFFER];
            int count;
            while (length < most && (count = in.read(buffer, 0, Math.min(BUFFER, most - length))) >= 0) {
                gzip.write(buffer, 0, count);
                length += count;
            }
        }
        return new Chunk(packed.toByteArray(), length);
    }

    // In parts, because a file is read by way of a buffer outside the heap, which is as large as what is wanted.
    private static int fill(byte[] bytes, InputStream in) throws IOException {
        int length = 0;
        int count;
        while (length < bytes.length
                && (count = in.readNBytes(bytes, length, Math.min(PART, bytes.length - length))) > 0) {
            length += count;
        }
        return length;
    }
}
