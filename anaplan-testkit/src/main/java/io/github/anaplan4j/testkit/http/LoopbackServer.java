package io.github.anaplan4j.testkit.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Accepts connections on a free loopback port, a thread for each, and passes every request to a handler. */
public final class LoopbackServer implements AutoCloseable {
    private final Handler handler;
    private final ServerSocket server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    /** Answers a request, or fails to, on the wire. */
    @FunctionalInterface
    public interface Handler {
        /**
         * @param request the request, read to its end
         * @param wire the connection that it came on
         * @throws IOException if the client is gone
         */
        void handle(ReceivedRequest request, Wire wire) throws IOException;
    }

    /**
     * Starts at once.
     *
     * @param handler answers the requests; called by many threads at a time
     */
    public LoopbackServer(Handler handler) {
        this.handler = handler;
        try {
            this.server = new ServerSocket(0, 1_000, InetAddress.getByName("127.0.0.1"));
        } catch (IOException noPort) {
            throw new UncheckedIOException("No free port on the loopback address", noPort);
        }
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "fake-anaplan-" + port());
            thread.setDaemon(true);
            return thread;
        });
        threads.execute(this::accept);
    }

    /** {@return the port it listens on} */
    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Wire wire = new Wire(socket);
            RequestReader requests = new RequestReader(new BufferedInputStream(socket.getInputStream()), wire);
            while (wire.isOpen()) {
                ReceivedRequest request = requests.next();
                if (request == null) {
                    return;
                }
                handler.handle(request, wire);
            }
        } catch (IOException gone) {
            // The client went away, or the server is closing: nobody is left to tell.
        } finally {
            connections.remove(socket);
        }
    }

    /** Closes the port and every connection. */
    @Override
    public void close() {
        closeQuietly(server);
        connections.forEach(LoopbackServer::closeQuietly);
        threads.shutdownNow();
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyBroken) {
            // closed all the same
        }
    }
}
