package io.github.anaplan4j.docs.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Accepts connections on a loopback port and copies bytes from each to another one, and back, until it is closed. */
abstract class Relay implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        return thread;
    });

    Relay(ServerSocket server) {
        this.server = server;
        threads.execute(() -> {
            try {
                while (true) {
                    Socket client = server.accept();
                    sockets.add(client);
                    threads.execute(() -> serve(client));
                }
            } catch (IOException closed) {
                // the end of the test
            }
        });
    }

    static ServerSocket listening() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** Connects a client with the server that it asks for; returns null if it connects it with none. */
    abstract Socket connect(Socket client) throws IOException;

    final int port() {
        return server.getLocalPort();
    }

    private void serve(Socket client) {
        try (client;
                Socket target = connect(client)) {
            if (target == null) {
                return;
            }
            sockets.add(target);
            threads.execute(() -> copy(target, client));
            copy(client, target);
        } catch (IOException gone) {
            // as its client will notice
        }
    }

    private static void copy(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
            to.close();
        } catch (IOException gone) {
            // as its client will notice
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException alreadyClosed) {
            // closed all the same
        }
        threads.shutdownNow();
    }
}
