package io.github.anaplan4j.spi;

import io.github.anaplan4j.internal.base.AtomicFile;
import io.github.anaplan4j.internal.base.StoredText;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/** Keeps text in a file that its owner alone can read and write. */
final class OwnersFile {
    private OwnersFile() {}

    /** {@return the line, which is an empty one if the file is; empty if there is no file} */
    static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(StoredText.line(StoredText.read(file)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Puts a text in the place of what was there, all of it or nothing; an old file keeps its permissions. */
    static void write(Path file, String text) throws IOException {
        AtomicFile.write(file, content(text), ownerOnly());
    }

    /** Does the same with the lock of the file held, and so leaves nothing of what others began and did not end. */
    static void writeLocked(Path file, String text) throws IOException {
        AtomicFile.writeAlone(file, content(text), ownerOnly());
    }

    private static AtomicFile.Content content(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return out -> {
            out.write(bytes);
            return bytes.length;
        };
    }

    /** Makes an empty file; one that is there is left as it is. */
    static void create(Path path) throws IOException {
        try {
            Files.createFile(path, ownerOnly());
        } catch (FileAlreadyExistsException kept) {
            // with the permissions that somebody gave it
        }
    }

    /** {@return the lock of a file, which is freed by closing it; who waits for too long, or is interrupted, fails} */
    static Closeable lock(Path file, Duration longestWait) throws IOException {
        try {
            return FileMutex.lock(file, longestWait)
                    .orElseThrow(() -> new IOException("another program, or thread, has held the lock " + file
                            + ".lock for " + longestWait + "; see whether it hangs"));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the wait for the lock " + file + ".lock was interrupted");
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
