package io.github.anaplan4j.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ServerSocketFactory;

/** A server on raw sockets that gives each head of a request the same answer, and hangs up. */
final class Answering implements AutoCloseable {
    private final ServerSocket socket;
    private final String answer;

    Answering(ServerSocketFactory sockets, String answer) {
        this.answer = answer;
        try {
            this.socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread thread = new Thread(this::serve, "answering");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.setSoTimeout(10_000);
                int last = 0;
                while (last != 0x0D0A0D0A) {
                    int next = client.getInputStream().read();
                    if (next < 0) {
                        break;
                    }
                    last = last << 8 | next;
                }
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException gone) {
                // as clients do, that only connect or do not trust it
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
