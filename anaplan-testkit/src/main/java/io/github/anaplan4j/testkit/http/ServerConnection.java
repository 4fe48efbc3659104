package io.github.anaplan4j.testkit.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The server's end of one connection: answers as it should be done, and every way to do it wrong. */
public final class ServerConnection {
    private final Socket socket;
    private final OutputStream out;
    private boolean answering;

    ServerConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /**
     * Sends a whole answer and leaves the connection open for the next request.
     *
     * @param status the HTTP status
     * @param headers the headers, apart from the length
     * @param body the body; not sent with a status that has none
     * @throws IOException if the client is gone
     */
    public void answer(int status, Map<String, String> headers, byte[] body) throws IOException {
        boolean bodiless = status == 204 || status == 304;
        begin(status, headers, bodiless ? -1 : body.length);
        if (!bodiless) {
            out.write(body);
        }
        out.flush();
    }

    /**
     * Sends the head of an answer.
     *
     * @param status the HTTP status
     * @param headers the headers, apart from the length
     * @param length the length to announce, or -1 to announce none
     * @return where to write the body; flush it to send it
     * @throws IOException if the client is gone
     */
    public OutputStream begin(int status, Map<String, String> headers, long length) throws IOException {
        answering = true;
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        if (length >= 0) {
            head.append("Content-Length: " + length + "\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return out;
    }

    void awaitRequest() {
        answering = false;
    }

    /** Says what went wrong, if the answer has not begun, and ends the connection. */
    void giveUp(int status, String reason) throws IOException {
        if (!isOpen()) {
            return;
        }
        if (!answering) {
            Map<String, String> headers = Map.of("Content-Type", "text/plain;charset=UTF-8", "Connection", "close");
            answer(status, headers, reason.getBytes(StandardCharsets.UTF_8));
        }
        // To close with bytes unread would be a reset, and could overtake the answer.
        socket.shutdownOutput();
        stall();
    }

    void invite() throws IOException {
        out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /**
     * Closes the connection in an orderly way, whatever was sent so far.
     *
     * @throws IOException if that fails
     */
    public void hangUp() throws IOException {
        socket.close();
    }

    /**
     * Breaks the connection with a TCP reset.
     *
     * @throws IOException if that fails
     */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /**
     * Sends nothing more, until the client or the server closes the connection.
     *
     * @throws IOException when the server closes
     */
    public void stall() throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // a client that goes on talking is not listened to
        }
        hangUp();
    }

    boolean isOpen() {
        return !socket.isClosed();
    }
}
