package io.github.anaplan4j.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A file in chunks behind a line of a given kind, as cheap for each byte as Java can be.
 *
 * <p>It runs in a process of its own, so that the clients have theirs alone. Each chunk has the same bytes, which were
 * made before; what is uploaded is counted and dropped.
 */
final class ChunkServer {
    private static final int BUFFER = 256 * 1024;
    private static final int MOST_OF_HEAD = 16 * 1024;
    private static final int PART = 256 * 1024; // of a line with a speed
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");
    private static final String SUCCESS = "\"status\":{\"code\":200,\"message\":\"Success\"}";

    private final Line line;
    private final int count;
    private final ByteBuffer answerWithChunk;
    private final AtomicInteger chunks = new AtomicInteger();

    /**
     * The way to the server.
     *
     * @param latencyMillis how long each answer takes to begin
     * @param bytesPerSecond how fast each connection is; 0 stands for no limit
     * @param drops whether of ten chunks one breaks off in its middle
     */
    record Line(int latencyMillis, int bytesPerSecond, boolean drops) {}

    private ChunkServer(Line line, int chunkSize, int count) {
        this.line = line;
        this.count = count;
        byte[] head = head(chunkSize, "application/octet-stream");
        this.answerWithChunk = ByteBuffer.allocateDirect(head.length + chunkSize)
                .put(head)
                .put(content(chunkSize))
                .flip();
    }

    /** {@return the bytes of each chunk} */
    static byte[] content(int chunkSize) {
        byte[] content = new byte[chunkSize];
        for (int i = 0; i < chunkSize; i++) {
            content[i] = (byte) ('a' + i % 23);
        }
        return content;
    }

    /**
     * Serves until its process is ended; prints its port first.
     *
     * @param arguments latency in milliseconds, bytes per second, whether chunks break off, bytes of a chunk, chunks
     * @throws IOException if there is no port
     */
    public static void main(String... arguments) throws IOException {
        Line line = new Line(
                Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Boolean.parseBoolean(arguments[2]));
        ChunkServer server = new ChunkServer(line, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        try (ServerSocketChannel listening = ServerSocketChannel.open()) {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            System.out.println(listening.socket().getLocalPort());
            while (true) {
                SocketChannel connection = listening.accept();
                Thread thread = new Thread(() -> server.serve(connection));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            while (answer(connection, buffer)) {
                // the next request
            }
        } catch (IOException gone) {
            // as clients go
        }
    }

    /** {@return whether there may be another request} */
    private boolean answer(SocketChannel connection, ByteBuffer buffer) throws IOException {
        String head = requestHead(connection, buffer);
        if (head == null) {
            return false;
        }
        Matcher length = LENGTH.matcher(head);
        boolean isChunk = head.contains("/chunks/");
        boolean isDropped = line.drops && isChunk && chunks.incrementAndGet() % 10 == 0;
        if (length.find() && !take(connection, buffer, Long.parseLong(length.group(1)), isDropped)) {
            return false;
        }
        LockSupport.parkNanos(line.latencyMillis * 1_000_000L);
        if (head.startsWith("GET") && isChunk) {
            ByteBuffer answer = answerWithChunk.duplicate();
            if (isDropped) {
                answer.limit(answer.limit() / 2);
            }
            send(connection, answer);
            return !isDropped;
        }
        String body =
                head.startsWith("GET") ? list() : "{" + SUCCESS + (head.startsWith("POST") ? ",\"file\":{}}" : "}");
        byte[] json = body.getBytes(StandardCharsets.US_ASCII);
        byte[] jsonHead = head(json.length, "application/json");
        send(
                connection,
                ByteBuffer.allocate(jsonHead.length + json.length)
                        .put(jsonHead)
                        .put(json)
                        .flip());
        return true;
    }

    private static byte[] head(int length, String type) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private String list() {
        return IntStream.range(0, count)
                .mapToObj(chunk -> "{\"id\":\"" + chunk + "\",\"name\":\"Chunk " + chunk + "\"}")
                .collect(Collectors.joining(",", "{" + SUCCESS + ",\"chunks\":[", "]}"));
    }

    /** {@return the head of the next request, behind which the buffer then is; null at the end of the connection} */
    private static String requestHead(SocketChannel connection, ByteBuffer buffer) throws IOException {
        buffer.clear().limit(MOST_OF_HEAD);
        while (true) {
            if (connection.read(buffer) <= 0) {
                return null;
            }
            String soFar = StandardCharsets.ISO_8859_1
                    .decode(buffer.duplicate().flip())
                    .toString();
            int end = soFar.indexOf("\r\n\r\n");
            if (end >= 0) {
                buffer.flip().position(end + 4);
                return soFar.substring(0, end + 4);
            }
        }
    }

    private boolean take(SocketChannel connection, ByteBuffer buffer, long length, boolean isDropped)
            throws IOException {
        long begun = System.nanoTime();
        long wanted = isDropped ? length / 2 : length;
        long taken = buffer.remaining();
        while (taken < wanted) {
            buffer.clear();
            if (line.bytesPerSecond > 0) {
                buffer.limit(PART);
            }
            int more = connection.read(buffer);
            if (more < 0) {
                throw new EOFException();
            }
            taken += more;
            awaitTurn(begun, taken);
        }
        return !isDropped;
    }

    private void send(SocketChannel connection, ByteBuffer bytes) throws IOException {
        long begun = System.nanoTime();
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(line.bytesPerSecond > 0 ? Math.min(end, bytes.position() + PART) : end);
            connection.write(bytes);
            awaitTurn(begun, bytes.position());
        }
    }

    private void awaitTurn(long begun, long bytes) {
        if (line.bytesPerSecond > 0) {
            long due = begun + bytes * 1_000_000_000L / line.bytesPerSecond;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }
}
