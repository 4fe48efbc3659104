package io.github.anaplan4j.spi;

import io.github.anaplan4j.Credentials;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps a refresh token beyond the life of a program, as in a vault or a file. A token of a rotatable application is good for
 * one use, after which only the one that came back is; so that one is saved before anything else is done with the answer.
 * Implementations are thread-safe.
 */
public interface RefreshTokenStore {
    /**
     * {@return the token last saved; empty if there is none}
     *
     * @throws IOException if it cannot be read
     */
    Optional<String> load() throws IOException;

    /**
     * Replaces the token. When it returns, the new token is safe.
     *
     * @param refreshToken the new token
     * @throws IOException if it cannot be saved; it is then kept in memory, and saved at the next attempt to get a token
     */
    void save(String refreshToken) throws IOException;

    /**
     * Keeps other programs that use the same token away, from before it is loaded until its successor is saved. By default it
     * does not: within one program, one {@link Credentials} object shared by all clients sees to that.
     *
     * @return ends it
     * @throws IOException if the lock cannot be had
     */
    default Closeable lock() throws IOException {
        return () -> {};
    }

    /**
     * A file that has the token and nothing else. It is made readable to its owner alone, replaced as a whole, and locked by a
     * second file beside it, {@code <name>.lock}, against other programs on this machine.
     *
     * @param file the file, in a directory that exists; the file itself need not
     * @return a store in that file
     */
    static RefreshTokenStore file(Path file) {
        return new RefreshTokenFile(file);
    }

    /**
     * Memory. What is not rotated can be kept so; what is rotated dies with the program.
     *
     * @param refreshToken the first token
     * @return a store
     */
    static RefreshTokenStore inMemory(String refreshToken) {
        return new RefreshTokenInMemory(refreshToken);
    }

    /** {@return a store in memory that is empty at first} */
    static RefreshTokenStore inMemory() {
        return new RefreshTokenInMemory(null);
    }
}
