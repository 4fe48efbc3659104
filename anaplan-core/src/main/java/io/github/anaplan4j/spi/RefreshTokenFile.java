package io.github.anaplan4j.spi;

import java.io.Closeable;
import java.io.IOException;
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
        Optional<String> token = OwnersFile.read(file);
        if (token.isPresent() && !AuthToken.isToken(token.get())) {
            throw new IOException(file + " has several lines, or characters that no refresh token has."
                    + " Put the token alone into it");
        }
        return token;
    }

    @Override
    public void save(String refreshToken) throws IOException {
        OwnersFile.write(file, refreshToken);
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
