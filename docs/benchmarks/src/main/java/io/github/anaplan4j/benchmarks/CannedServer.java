package io.github.anaplan4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A server on the loopback that answers each GET with the same bytes, and keeps its connections.
 *
 * <p>It allocates nothing for a request, so that what is measured is the client's.
 */
final class CannedServer implements AutoCloseable {
    private static final int END_OF_HEAD = 0x0D0A0D0A;

    private final ServerSocket socket;
    private final byte[] answer;

    private CannedServer(ServerSocket socket, byte[] answer) {
        this.socket = socket;
        this.answer = answer;
    }

    /**
     * Starts a server.
     *
     * @param json the body of each answer
     * @return the server
     * @throws IOException if there is no port
     */
    static CannedServer answering(String json) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nDate: Fri, 27 Nov 2026 10:00:00 GMT\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + json.length() + "\r\nCache-Control: no-store\r\n\r\n";
        CannedServer server = new CannedServer(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                (head + json).getBytes(StandardCharsets.US_ASCII));
        inBackground(server::accept);
        return server;
    }

    /**
     * Starts a server in a JVM of its own, prints what its addresses begin with, and serves until it is ended.
     *
     * @param arguments the body of each answer
     * @throws IOException if there is no port
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        System.out.println(answering(arguments[0]).url());
        Thread.currentThread().join();
    }

    /** {@return what its addresses begin with} */
    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                inBackground(() -> serve(connection));
            }
        } catch (IOException closed) {
            // which ends it
        }
    }

    private void serve(Socket connection) {
        byte[] buffer = new byte[8192];
        int last = 0;
        try (connection) {
            InputStream in = connection.getInputStream();
            OutputStream out = connection.getOutputStream();
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                for (int i = Math.max(0, count - 4); i < count; i++) {
                    last = last << 8 | buffer[i];
                }
                if (last == END_OF_HEAD) {
                    out.write(answer);
                }
            }
        } catch (IOException gone) {
            // as clients do
        }
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "canned-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
