package io.github.anaplan4j.docs.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * A TLS 1.2 server that lists no tasks, and that asks for another handshake when it has read a POST. In that it wants a
 * certificate that nobody has, and so it ends in an alert.
 */
final class RenegotiatingServer implements AutoCloseable {
    private final SSLContext identity;
    private final ServerSocket server;
    private final List<String> posts = new CopyOnWriteArrayList<>();

    RenegotiatingServer(SSLContext identity) throws IOException {
        this.identity = identity;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inBackground(() -> {
            try {
                while (!server.isClosed()) {
                    Socket connection = server.accept();
                    inBackground(() -> serve(connection));
                }
            } catch (IOException closed) {
                // the end of the test
            }
        });
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "renegotiating-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** {@return the bodies of the POSTs so far, all of them read to their end} */
    List<String> posts() {
        return posts;
    }

    private void serve(Socket raw) {
        try (Socket closing = raw) {
            SSLSocket connection =
                    (SSLSocket) identity.getSocketFactory().createSocket(raw, "localhost", raw.getPort(), false);
            connection.setUseClientMode(false);
            connection.setEnabledProtocols(new String[] {"TLSv1.2"});
            answer(connection);
            closing.getInputStream().readAllBytes(); // or the alert would be lost with what is left to read
        } catch (IOException ended) {
            // by the client
        }
    }

    private void answer(SSLSocket connection) throws IOException {
        String head = head(connection.getInputStream());
        while (!head.startsWith("post ")) {
            String tasks = "{\"meta\":{},\"tasks\":[]}";
            connection
                    .getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + tasks.length()
                                    + "\r\n\r\n" + tasks)
                            .getBytes(StandardCharsets.US_ASCII));
            head = head(connection.getInputStream());
        }
        posts.add(body(connection.getInputStream(), head));
        connection.setNeedClientAuth(true);
        try {
            connection.startHandshake();
            connection.getInputStream().read();
        } catch (SSLException alerted) {
            // and so is the client
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request");
            }
            head.append((char) b);
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    private static String body(InputStream in, String head) throws IOException {
        String length = head.lines()
                .filter(line -> line.startsWith("content-length:"))
                .map(line -> line.substring(15).strip())
                .findFirst()
                .orElse("0");
        return new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException alreadyClosed) {
            // closed all the same
        }
    }
}
