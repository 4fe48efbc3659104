package io.github.anaplan4j.spi;

import io.github.anaplan4j.internal.base.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps a refresh token in a file for its owner alone. */
final class RefreshTokenFile implements RefreshTokenStore {
    // A lock of the file system keeps other programs away, and not the threads of this one.
    private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final Path file;

    RefreshTokenFile(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    @Override
    public Optional<String> load() throws IOException {
        try {
            return Optional.of(Files.readString(file).strip()).filter(token -> !token.isEmpty());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    @Override
    public void save(String refreshToken) throws IOException {
        createForOwner(file); // what takes its place inherits its permissions
        AtomicFile.write(file, out -> {
            byte[] bytes = refreshToken.getBytes(StandardCharsets.UTF_8);
            out.write(bytes);
            return bytes.length;
        });
    }

    @Override
    public Closeable lock() throws IOException {
        Path real = real();
        ReentrantLock threads = LOCKS.computeIfAbsent(real, path -> new ReentrantLock());
        threads.lock();
        try {
            Path lockFile = real.resolveSibling(real.getFileName() + ".lock");
            createForOwner(lockFile);
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
            try {
                channel.lock();
            } catch (IOException | RuntimeException notLocked) {
                channel.close();
                throw notLocked;
            }
            return () -> {
                try {
                    channel.close(); // which releases the lock
                } finally {
                    threads.unlock();
                }
            };
        } catch (IOException | RuntimeException notLocked) {
            threads.unlock();
            throw notLocked;
        }
    }

    // One file may have many names, and has one lock.
    private Path real() throws IOException {
        return Files.exists(file)
                ? file.toRealPath()
                : file.getParent().toRealPath().resolve(file.getFileName());
    }

    private static void createForOwner(Path path) throws IOException {
        FileAttribute<?>[] ownerOnly =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try {
            Files.createFile(path, ownerOnly);
        } catch (FileAlreadyExistsException kept) {
            // with the permissions that somebody gave it
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
