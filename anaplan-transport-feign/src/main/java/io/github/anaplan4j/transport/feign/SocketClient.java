package io.github.anaplan4j.transport.feign;

import feign.Client;
import feign.Request;
import feign.Response;
import io.github.anaplan4j.spi.TransportCalls;
import io.github.anaplan4j.spi.TransportSettings;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A Feign client on sockets of its own, for calls of {@link FeignTransport} alone.
 *
 * <p>It speaks as much of HTTP/1.1 as one request and its answer need. What Feign's default client does beside that is
 * left out: repeated requests, cookies and passwords of the whole JVM, and waits that nobody can break off.
 */
final class SocketClient implements Client, AutoCloseable {
    private static final Set<String> OURS = Set.of("host", "connection", "content-length", "transfer-encoding");

    private final Connector connector;
    private final IdleConnections idle;

    private SocketClient(Connector connector, IdleConnections idle) {
        this.connector = connector;
        this.idle = idle;
    }

    static SocketClient of(TransportSettings settings) {
        return new SocketClient(Connector.of(settings), new IdleConnections(settings.maxConnections()));
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        TransportCalls.Call call = ExactUriTarget.of(request).handToClient();
        URI uri = URI.create(request.url());
        String route = uri.getScheme() + "://" + uri.getRawAuthority();
        byte[] message;
        Connection connection;
        try {
            message = message(uri, request);
            connection = connection(uri, route, looking(request), options, call);
        } catch (IOException | RuntimeException early) {
            throw new NotSentException(early);
        }
        try {
            connection.send(message, request.body());
            call.sent();
            AnswerHead head = AnswerHead.read(connection.in());
            AnswerBody body = AnswerBody.of(head, connection, () -> endOfAnswer(call, route, connection));
            return Response.builder()
                    .request(request)
                    .status(head.status())
                    .headers(head.headers())
                    .body(body.endsWithItsConnection() ? call.endingWithItsConnection(body) : body, null)
                    .build();
        } catch (IOException | RuntimeException | Error broken) {
            connection.abort();
            throw broken;
        }
    }

    // A goodbye may be on its way, and what starts an action is not sent again: that is worth a moment.
    private static Predicate<Connection> looking(Request request) {
        return request.httpMethod() == Request.HttpMethod.POST ? Connection::isStaleInAMoment : Connection::isStale;
    }

    private Connection connection(
            URI uri, String route, Predicate<Connection> looking, Request.Options options, TransportCalls.Call call)
            throws IOException {
        if (uri.getHost() == null) {
            throw new UnknownHostException(uri.getRawAuthority());
        }
        Connection kept = idle.take(route, looking);
        Connection connection = kept == null ? connected(uri, options, call) : kept;
        call.breakOffBy(connection::abort);
        try {
            if (kept == null && connection.isStaleInAMoment()) { // it would be taken for the answer to this request
                throw new IOException("the server spoke, or hung up, before it was asked");
            }
            connection.silenceAtMost(options.readTimeoutMillis());
            return connection;
        } catch (IOException broken) {
            connection.abort();
            throw broken;
        }
    }

    // Selectors of proxies, passwords, trust managers and name look-ups may hang.
    private Connection connected(URI uri, Request.Options options, TransportCalls.Call call) throws IOException {
        Duration most = Duration.ofMillis(options.readTimeoutMillis());
        return call.offload(() -> connector.connect(uri, options, call), most, Connection::abort);
    }

    // A call that was broken off meanwhile takes its connection with it.
    private void endOfAnswer(TransportCalls.Call call, String route, Connection connection) {
        if (call.release()) {
            idle.keep(route, connection);
        } else {
            connection.abort();
        }
    }

    private static byte[] message(URI uri, Request request) {
        StringBuilder head = new StringBuilder(512)
                .append(request.httpMethod().name())
                .append(' ')
                .append(uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                .append(" HTTP/1.1\r\n");
        add(head, "Host", uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort());
        for (Map.Entry<String, Collection<String>> header : request.headers().entrySet()) {
            if (!OURS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                header.getValue().forEach(value -> add(head, header.getKey(), value));
            }
        }
        int length = request.body() == null ? 0 : request.body().length;
        if (length > 0 || request.httpMethod().isWithBody() && request.httpMethod() != Request.HttpMethod.DELETE) {
            add(head, "Content-Length", String.valueOf(length));
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void add(StringBuilder head, String name, String value) {
        boolean isOneLine = value.chars().allMatch(c -> c >= ' ' && c <= 0xFF || c == '\t');
        if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ':') || !isOneLine) {
            throw new IllegalArgumentException("A header has characters that none can have");
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    @Override
    public void close() {
        idle.close();
    }
}
