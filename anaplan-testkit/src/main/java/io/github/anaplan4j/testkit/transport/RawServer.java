package io.github.anaplan4j.testkit.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A loopback port behind which one script says, byte by byte, what each connection gets. */
final class RawServer implements AutoCloseable {
    private final ServerSocket server;
    private final Script script;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What happens on a connection, from its beginning to its end. */
    @FunctionalInterface
    interface Script {
        void play(RawServer server, Socket connection) throws IOException;
    }

    RawServer(Script script) {
        this.script = script;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        inBackground(this::accept);
    }

    /** A server that reads one request on each connection, answers it, and hangs up. */
    static RawServer answering(Script answer) {
        return new RawServer((server, connection) -> {
            server.readRequest(connection.getInputStream());
            answer.play(server, connection);
        });
    }

    /** A server that reads one request on each connection, answers it with this text, and hangs up. */
    static RawServer answering(String text) {
        return answering(
                (server, connection) -> connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket connection = server.accept();
                connections.add(connection);
                inBackground(() -> serve(connection));
            }
        } catch (IOException closing) {
            // the test has seen enough
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            script.play(this, connection);
        } catch (IOException gone) {
            // so is the client
        } finally {
            connections.remove(connection);
        }
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    void readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request");
            }
            head.append((char) b);
        }
        String text = head.toString().toLowerCase(Locale.ROOT);
        heads.add(text);
        for (String line : text.split("\r\n")) {
            if (line.startsWith("content-length:")) {
                in.readNBytes(Integer.parseInt(line.substring(15).strip()));
            }
        }
    }

    /** Writes the text, a byte at a time and far apart, again and again, until the connection or this server ends. */
    void drip(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; !isClosedWithin(20); i++) {
            out.write(bytes[i % bytes.length]);
        }
    }

    boolean isClosedWithin(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException asked) {
            return true;
        }
    }

    /** Says nothing more until this server is closed. */
    void stall() {
        isClosedWithin(TimeUnit.MINUTES.toMillis(1));
    }

    int requests() {
        return heads.size();
    }

    /** {@return the request lines and headers so far, in lower case} */
    List<String> heads() {
        return heads;
    }

    URI uri(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/2/0/x");
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException ignored) {
            // closed all the same
        }
    }
}
