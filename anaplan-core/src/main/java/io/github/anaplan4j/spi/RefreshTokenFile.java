package io.github.anaplan4j.spi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keeps a refresh token in a file for its owner alone. */
final class RefreshTokenFile implements RefreshTokenStore {
    // A program that asks a person holds the lock meanwhile, for a quarter of an hour at most.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(20);

    // A token may end with the = of base64, but does not go on behind it; and names are shorter than tokens.
    private static final Pattern BESIDE_A_NAME = Pattern.compile("[{\\[].*|[\\w.-]{1,40}=[^=].*");

    private final Path file;
    private final Duration longestWait;

    RefreshTokenFile(Path file) {
        this(file, LONGEST_WAIT);
    }

    RefreshTokenFile(Path file, Duration longestWait) {
        this.file = file.toAbsolutePath().normalize();
        this.longestWait = longestWait;
    }

    @Override
    public Optional<String> load() throws IOException {
        Optional<String> token = OwnersFile.read(file).filter(line -> !line.isEmpty());
        if (token.isPresent() && !AuthToken.isToken(token.get())) {
            throw new IOException(file + " has several lines, or characters that no refresh token has."
                    + " Put the token alone into it");
        }
        if (token.filter(line -> BESIDE_A_NAME.matcher(line).matches()).isPresent()) {
            throw new IOException(file + " has more than a refresh token, such as NAME=value or JSON."
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
        return OwnersFile.lock(file, longestWait);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
