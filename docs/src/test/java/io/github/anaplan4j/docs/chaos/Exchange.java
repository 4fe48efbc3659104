package io.github.anaplan4j.docs.chaos;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One connection, which is made anew after whatever broke it. */
final class Exchange implements AutoCloseable {
    private final URI server;
    private int limit;
    private Socket socket;
    private InputStream in;

    /**
     * What came back.
     *
     * @param status the status
     * @param headers the headers
     * @param body what came of the body
     * @param isWhole whether that is all of it
     */
    record Result(int status, Map<String, List<String>> headers, byte[] body, boolean isWhole) {}

    Exchange(URI server) {
        this.server = server;
    }

    /** Waits so long for each next byte, and else for ever. */
    void limit(Duration longest) {
        limit = Math.toIntExact(longest.toMillis());
    }

    /**
     * Sends a request and reads its answer.
     *
     * @param saysGoodbye whether the server is told that nobody listens, so that one which stalls ends that at once
     */
    Result send(String method, String target, Map<String, String> headers, byte[] body, boolean saysGoodbye)
            throws IOException {
        if (socket == null) {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(limit);
            in = new BufferedInputStream(socket.getInputStream());
        }
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + server.getAuthority());
        headers.forEach((name, value) -> head.append("\r\n" + name + ": " + value));
        head.append("\r\nContent-Length: " + body.length + "\r\n\r\n");
        boolean isKept = false;
        try {
            byte[] first = head.toString().getBytes(StandardCharsets.ISO_8859_1);
            byte[] whole = Arrays.copyOf(first, first.length + body.length);
            System.arraycopy(body, 0, whole, first.length, body.length);
            socket.getOutputStream().write(whole);
            if (saysGoodbye) {
                socket.shutdownOutput();
            }
            Result result = read();
            isKept = result.isWhole() && !saysGoodbye;
            return result;
        } finally {
            if (!isKept) {
                close();
            }
        }
    }

    private Result read() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] parts = line.split(": ", 2);
            headers.put(parts[0], List.of(parts[1]));
            length = parts[0].equals("Content-Length") ? Integer.parseInt(parts[1]) : length;
        }
        byte[] body = in.readNBytes(length);
        return new Result(status, headers, body, body.length == length);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() {
        if (socket == null) {
            return;
        }
        try {
            socket.close();
        } catch (IOException broken) {
            // closed all the same
        }
        socket = null;
    }
}
