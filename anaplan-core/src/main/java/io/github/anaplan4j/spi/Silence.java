package io.github.anaplan4j.spi;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;

/**
 * Looks, without waiting, whether a server is silent on a connection that waits for its next request.
 *
 * <p>It is a tool for authors of an {@link HttpTransport}, who need not use it. Java's streams tell the end of a
 * connection to whoever reads alone, and the shortest read takes a millisecond. The channel below a socket can be read
 * without waiting. Thread-safe, but for each connection one thread at a time.
 */
public final class Silence {
    private Silence() {}

    /**
     * Makes a socket that can be looked at.
     *
     * <p>It goes through no proxy, that of the JVM included. A thread that is interrupted while it reads or writes
     * closes it.
     *
     * @return a socket that is still to be connected
     * @throws IOException if the system gives none
     */
    public static Socket newSocket() throws IOException {
        return SocketChannel.open().socket();
    }

    /**
     * Looks at a socket that nobody reads or writes.
     *
     * @param socket a socket of {@link #newSocket}, the one below TLS where there is TLS
     * @return true if nothing has come, and not the end either; false if it has, or if that cannot be seen. Then only
     *     reading can tell: below TLS there may be a message between the two ends that is no news for whoever is above.
     *     A connection that was reset is closed.
     */
    public static boolean isSureOf(Socket socket) {
        SocketChannel channel = Objects.requireNonNull(socket, "socket").getChannel();
        try {
            return channel != null && socket.getInputStream().available() == 0 && isSureOf(channel);
        } catch (IOException broken) {
            return false;
        }
    }

    private static boolean isSureOf(SocketChannel channel) throws IOException {
        int came = 1;
        try {
            channel.configureBlocking(false);
            came = channel.read(ByteBuffer.allocate(1));
        } finally {
            if (came > 0) { // just now, and lost for TLS; or it was reset
                channel.close();
            }
        }
        if (came <= 0) {
            channel.configureBlocking(true);
        }
        return came == 0;
    }
}
