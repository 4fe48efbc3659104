package io.github.anaplan4j.spi;

import io.github.anaplan4j.internal.base.UninterruptedFiles;
import io.github.anaplan4j.task.ActionRef;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Keeps what was started in a file for each action. */
final class StartLedgerFile implements StartLedger {
    private static final int LONGEST_PREFIX = 80;

    private final Path directory;

    StartLedgerFile(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    @Override
    public Optional<Slot> open(ActionRef action, Duration atMost) throws IOException, InterruptedException {
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString(), null, "it is no directory; create it first");
        }
        Path file = directory.resolve(nameOf(action));
        return FileMutex.lock(file, atMost).map(lock -> new FileSlot(file, lock));
    }

    // Ids may have letters that differ in case alone, or that no file name has. The digest tells them apart.
    private static String nameOf(ActionRef action) {
        String readable = String.join(
                        "-", action.model().modelId(), action.kind().collection(), action.actionId())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9-]", "_");
        return readable.substring(0, Math.min(LONGEST_PREFIX, readable.length())) + "-" + digest(action.toString());
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException inNoJdk) {
            throw new IllegalStateException(inNoJdk);
        }
    }

    private static final class FileSlot implements Slot {
        private final Path file;
        private final Closeable lock;

        FileSlot(Path file, Closeable lock) {
            this.file = file;
            this.lock = lock;
        }

        @Override
        public Optional<String> read() throws IOException {
            return UninterruptedFiles.run(() -> OwnersFile.read(file));
        }

        @Override
        public void write(String text) throws IOException {
            // What is to be written down must not be lost.
            UninterruptedFiles.run(() -> {
                OwnersFile.writeLocked(file, text + "\n");
                return file;
            });
        }

        @Override
        public void close() throws IOException {
            lock.close();
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
