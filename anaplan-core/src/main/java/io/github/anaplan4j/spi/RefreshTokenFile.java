package io.github.anaplan4j.spi;

import io.github.anaplan4j.internal.base.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps a refresh token in a file for its owner alone. */
final class RefreshTokenFile implements RefreshTokenStore {
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
        FileMutex.createForOwner(file); // what takes its place inherits its permissions
        AtomicFile.write(file, out -> {
            byte[] bytes = refreshToken.getBytes(StandardCharsets.UTF_8);
            out.write(bytes);
            return bytes.length;
        });
    }

    @Override
    public Closeable lock() throws IOException {
        return FileMutex.lock(file);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
