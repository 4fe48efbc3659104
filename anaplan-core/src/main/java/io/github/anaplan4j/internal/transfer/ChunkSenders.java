package io.github.anaplan4j.internal.transfer;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.Contents;
import io.github.anaplan4j.task.FileRef;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the chunks of one upload, several at once, on threads of its own.
 *
 * <p>What fails first is the failure of the upload. One thread hands chunks over; any thread may close.
 */
final class ChunkSenders implements Transfers.Transfer, AutoCloseable {
    // Whoever is interrupted goes on within it, even if a request does not end.
    private static final long PATIENCE_MILLIS = 800;

    private final Contents contents;
    private final FileRef file;
    private final int atOnce;
    private final boolean compressed;
    private final Consumer<byte[]> arrived;
    private final Semaphore room;
    private final ExecutorService threads;
    private final Thread owner = Thread.currentThread();
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    /**
     * Makes them, without starting a thread.
     *
     * @param contents takes the chunks
     * @param file the file on the server
     * @param atOnce how many chunks may be under way
     * @param compressed whether the chunks are compressed
     * @param arrived gets the bytes of each chunk that has arrived, before there is room for another
     */
    ChunkSenders(Contents contents, FileRef file, int atOnce, boolean compressed, Consumer<byte[]> arrived) {
        this.contents = contents;
        this.file = file;
        this.atOnce = atOnce;
        this.compressed = compressed;
        this.arrived = arrived;
        this.room = new Semaphore(atOnce);
        this.threads = Executors.newFixedThreadPool(atOnce, DaemonThreads.named("anaplan4j-upload"));
    }

    /** Waits until one more chunk may be in memory, and throws what a chunk before has failed with. */
    void awaitRoom() {
        await(1);
    }

    /** Waits until all chunks have arrived, and throws what one of them has failed with. */
    void awaitAll() {
        await(atOnce);
    }

    private void await(int places) {
        try {
            room.acquire(places);
            room.release(places);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new TransportException(
                    TransportException.Kind.INTERRUPTED, true, "The upload was interrupted between two chunks", stop);
        }
        checkOpen();
        Throwable failed = failure;
        if (failed instanceof Error error) {
            throw error;
        }
        if (failed instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void checkOpen() {
        if (closed) {
            throw Lifecycle.closed("the upload of " + file);
        }
    }

    /** Begins to send a chunk, for which there is room. */
    void send(int index, byte[] bytes) {
        room.acquireUninterruptibly();
        try {
            threads.execute(() -> put(index, bytes));
        } catch (RejectedExecutionException closing) {
            room.release();
            checkOpen();
        }
    }

    private void put(int index, byte[] bytes) {
        try {
            contents.put(file, index, bytes, compressed);
            arrived.accept(bytes);
        } catch (RuntimeException | Error failed) {
            fail(failed);
        } finally {
            room.release();
        }
    }

    private synchronized void fail(Throwable failed) {
        if (failure == null) {
            failure = failed;
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    /**
     * Ends the upload; its owner waits until nothing of it is under way.
     *
     * <p>A chunk that arrives late would spoil the next upload. Transports break off within this patience what is
     * interrupted; what has left whole, and where it is held up, nobody can know.
     */
    @Override
    public void close() {
        closed = true;
        room.release(threads.shutdownNow().size());
        if (Thread.currentThread() == owner) {
            awaitEnd();
        }
    }

    private void awaitEnd() {
        boolean interrupted = Thread.interrupted();
        try {
            threads.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
