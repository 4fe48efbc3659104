package io.github.anaplan4j.spi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
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
 * <p>The lock is a second file, {@code <name>.lock}, which stays. It is free when its holder's program dies.
 */
final class FileMutex {
    // A lock of the file system keeps other programs away, and not the threads of this one.
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
        Semaphore threads = threads(real);
        return threads.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)
                ? locked(real, threads, end)
                : Optional.empty();
    }

    private static Semaphore threads(Path real) {
        return THREADS.computeIfAbsent(real, path -> new Semaphore(1, true));
    }

    private static boolean isLockedBy(FileChannel channel, long end) throws IOException, InterruptedException {
        while (!isLocked(channel)) {
            if (TimeSource.system().nanoTime() - end >= 0) {
                return false;
            }
            TimeSource.system().sleep(BETWEEN_LOOKS);
        }
        return true;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ofAnotherClassLoader) {
            return false;
        }
    }

    private static Optional<Closeable> locked(Path real, Semaphore threads, long end)
            throws IOException, InterruptedException {
        FileChannel channel = null;
        boolean isLocked = false;
        try {
            Path lockFile = real.resolveSibling(real.getFileName() + ".lock");
            OwnersFile.create(lockFile);
            channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
            isLocked = isLockedBy(channel, end);
            return isLocked ? Optional.of(unlocking(channel, threads)) : Optional.empty();
        } finally {
            if (!isLocked) {
                unlocking(channel, threads).close();
            }
        }
    }

    private static Closeable unlocking(@Nullable FileChannel channel, Semaphore threads) {
        AtomicBoolean isHeld = new AtomicBoolean(true);
        return () -> {
            if (!isHeld.getAndSet(false)) {
                return;
            }
            try {
                if (channel != null) {
                    channel.close(); // which releases the lock
                }
            } finally {
                threads.release();
            }
        };
    }

    // One file may have many names, and has one lock.
    private static Path real(Path file) throws IOException {
        return Files.exists(file)
                ? file.toRealPath()
                : file.getParent().toRealPath().resolve(file.getFileName());
    }
}
