package io.github.anaplan4j.spi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Locks a file for one holder among all threads and programs of this machine.
 *
 * <p>The lock is two files more, which stay. {@code <name>.lock} keeps other programs away. But a program loses it with
 * any channel to that file that it closes. So it is opened by nobody who has not locked {@code <name>.turn} before:
 * whatever happens to that lock between programs, a JVM has it once, for all copies of this library together. Both are
 * free when their holder's program dies.
 */
final class FileMutex {
    // Who waits in this copy of the library comes first who came first.
    private static final Map<Path, Semaphore> THREADS = new ConcurrentHashMap<>();
    // There is no wait for a lock of the file system that ends by itself.
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private FileMutex() {}

    /**
     * Waits for the lock, for a while.
     *
     * @param file the file, in a directory that exists; the file itself need not
     * @param atMost how long to wait
     * @return the lock, given back when it is closed; empty if others held it all the time
     * @throws IOException if it cannot be had
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    static Optional<Closeable> lock(Path file, Duration atMost) throws IOException, InterruptedException {
        long end = TimeSource.system().nanoTime() + atMost.toNanos();
        Path real = real(file);
        Semaphore threads = THREADS.computeIfAbsent(real, path -> new Semaphore(1, true));
        if (!threads.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        Held held = new Held(threads);
        boolean isLocked = false;
        try {
            isLocked = held.locks(real, ".turn", end) && held.locks(real, ".lock", end);
            return isLocked ? Optional.of(held) : Optional.empty();
        } finally {
            if (!isLocked) {
                held.close();
            }
        }
    }

    /** What somebody has of a lock. */
    private static final class Held implements Closeable {
        private final Semaphore threads;
        private final Deque<FileLock> locks = new ArrayDeque<>(); // a lock that nobody refers to is forgotten
        private final AtomicBoolean isHeld = new AtomicBoolean(true);

        Held(Semaphore threads) {
            this.threads = threads;
        }

        boolean locks(Path real, String suffix, long end) throws IOException, InterruptedException {
            Path file = real.resolveSibling(real.getFileName() + suffix);
            OwnersFile.create(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            FileLock lock = null;
            try {
                lock = lockedBy(channel, end);
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
            if (lock != null) {
                locks.push(lock);
            }
            return lock != null;
        }

        @Override
        public void close() throws IOException {
            if (isHeld.getAndSet(false)) {
                try {
                    closeLocks();
                } finally {
                    threads.release();
                }
            }
        }

        // The turn goes last, when the channel to the other is closed.
        private void closeLocks() throws IOException {
            FileLock last = locks.poll();
            if (last != null) {
                try {
                    last.acquiredBy().close();
                } finally {
                    closeLocks();
                }
            }
        }
    }

    private static @Nullable FileLock lockedBy(FileChannel channel, long end) throws IOException, InterruptedException {
        FileLock lock = tryLock(channel);
        while (lock == null && TimeSource.system().nanoTime() - end < 0) {
            TimeSource.system().sleep(BETWEEN_LOOKS);
            lock = tryLock(channel);
        }
        return lock;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ofAnotherCopy) {
            return null;
        }
    }

    // One file may have many names, and has one lock.
    private static Path real(Path file) throws IOException {
        return Files.exists(file)
                ? file.toRealPath()
                : file.getParent().toRealPath().resolve(file.getFileName());
    }
}
