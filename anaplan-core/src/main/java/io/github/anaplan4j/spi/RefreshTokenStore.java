package io.github.anaplan4j.spi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps a refresh token beyond the life of a program, as in a vault or a file.
 *
 * <p>A token of a rotatable application is good for one use. After that, only the token that came back is good. So that
 * token is saved before anything else is done with the answer. Whether that is possible is seen before the first use:
 * the token that was loaded is saved as it is, and if this fails it is not sent. The store is asked on the thread of
 * the login, for which no request waits longer than two minutes, or 15 where a person is asked. Implementations are
 * thread-safe.
 */
public interface RefreshTokenStore {
    /**
     * {@return the token last saved; empty if there is none}
     *
     * @throws IOException if it cannot be read
     */
    Optional<String> load() throws IOException;

    /**
     * Replaces the token.
     *
     * <p>When this returns, the new token is safe.
     *
     * @param refreshToken the new token, or before the first use the one that is there
     * @throws IOException if it cannot be saved; a new token is then kept in memory, and saved at the next attempt to
     *     get a token
     */
    void save(String refreshToken) throws IOException;

    /**
     * Locks out other programs that use the same token, from before it is loaded until its successor is saved.
     *
     * <p>The default does nothing. Within one program it is enough that all clients share one {@code Credentials}
     * object.
     *
     * @return the lock, which is given back when this is closed
     * @throws IOException if the lock cannot be had
     */
    default Closeable lock() throws IOException {
        return () -> {};
    }

    /**
     * Makes a store in a file that has the token and nothing else.
     *
     * <p>A new file is made readable to its owner alone; one that is there keeps its permissions. The file is replaced
     * as a whole, so it cannot be mounted as a single file; mount its directory. Two more beside it,
     * {@code <name>.lock} and {@code <name>.turn}, lock it against others on this machine. Nobody waits for that lock
     * longer than 20 minutes. A token may be put there by hand: line ends, quotes and a byte order mark do not matter,
     * and what cannot be a token is told before it is sent.
     *
     * @param file the file, in a directory that exists; the file itself need not
     * @return a store in that file
     */
    static RefreshTokenStore file(Path file) {
        return new RefreshTokenFile(file);
    }

    /**
     * Makes a store in memory.
     *
     * <p>A token that is not rotated can be kept so. A token that is rotated is lost with the end of the program.
     *
     * @param refreshToken the first token
     * @return a store
     */
    static RefreshTokenStore inMemory(String refreshToken) {
        return new RefreshTokenInMemory(Objects.requireNonNull(refreshToken, "refreshToken"));
    }

    /** {@return a store in memory that is empty at first} */
    static RefreshTokenStore inMemory() {
        return new RefreshTokenInMemory(null);
    }
}
