package io.github.anaplan4j.transport.feign;

import io.github.anaplan4j.spi.Silence;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** A connection to a server, with TLS over it or without. */
final class Connection {
    private final Socket raw;
    private final Socket socket;
    private final InputStream in;

    /**
     * Makes a connection of its sockets.
     *
     * @param raw the socket below TLS, which can be closed without waiting for anybody
     * @param socket what is read and written; the same one if there is no TLS
     * @throws IOException if it is closed already
     */
    Connection(Socket raw, Socket socket) throws IOException {
        this.raw = raw;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    InputStream in() {
        return in;
    }

    void silenceAtMost(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    // Together if they are small, so that the server gets them in one piece.
    void send(byte[] head, byte @Nullable [] body) throws IOException {
        OutputStream out = socket.getOutputStream();
        if (body == null || body.length == 0) {
            out.write(head);
        } else if (body.length <= 16 * 1024) {
            byte[] both = new byte[head.length + body.length];
            System.arraycopy(head, 0, both, 0, head.length);
            System.arraycopy(body, 0, both, head.length, body.length);
            out.write(both);
        } else {
            out.write(head);
            out.write(body);
        }
        out.flush();
    }

    /** {@return whether the server has said something, or its goodbye, since the last answer, as is seen at once} */
    boolean isStale() {
        try {
            return (in.available() > 0 || !Silence.isSureOf(raw)) && isStaleInAMoment();
        } catch (IOException broken) {
            return true;
        }
    }

    /** {@return whether the server has said something, or its goodbye, or does so in the next millisecond} */
    boolean isStaleInAMoment() {
        try {
            socket.setSoTimeout(1);
            in.read();
            return true;
        } catch (SocketTimeoutException silent) {
            return false;
        } catch (IOException | RuntimeException broken) {
            return true;
        }
    }

    /** Closes the connection at once, whoever reads or writes. */
    void abort() {
        try {
            raw.close();
        } catch (IOException ignored) {
            // nobody wants it any more
        }
    }
}
