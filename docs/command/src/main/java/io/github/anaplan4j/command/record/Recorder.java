package io.github.anaplan4j.command.record;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Stands on the loopback before Anaplan, passes each request on, once, and records the answer.
 *
 * <p>It listens to this machine alone, for whatever passes has a token in it.
 */
public final class Recorder implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(6);
    private static final int LARGEST = 64 << 20;
    private static final Set<String> HOP_BY_HOP = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "expect",
            "upgrade",
            "keep-alive",
            "te",
            "trailer",
            "proxy-authorization",
            "proxy-connection");
    private static final List<String> ANSWERED = List.of(
            "Content-Type",
            "Content-Encoding",
            "Retry-After",
            "Date",
            "Cache-Control",
            "Location",
            "WWW-Authenticate",
            "Content-Range",
            "ETag",
            "Last-Modified");

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "anaplan-recorder");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpTransport transport;
    private final Upstream upstream;
    private final Recording recording;
    private final Consumer<String> told;

    /**
     * The real side.
     *
     * @param api the base URL of the API
     * @param auth the base URL of logins
     * @param oauth the base URL of OAuth
     */
    public record Upstream(URI api, URI auth, URI oauth) {
        URI of(URI target) {
            String path = target.getRawPath();
            URI base = path.startsWith("/token") ? auth : path.startsWith("/oauth") ? oauth : api;
            String origin = base.getScheme() + "://" + base.getRawAuthority();
            return URI.create(origin + path + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery()));
        }
    }

    /**
     * Starts to listen.
     *
     * @param port the port; 0 for a free one
     * @param transport passes the requests on; not closed here
     * @param upstream the real side
     * @param recording where the answers go
     * @param told hears of each request
     * @throws IOException if the port is taken
     */
    public Recorder(int port, HttpTransport transport, Upstream upstream, Recording recording, Consumer<String> told)
            throws IOException {
        this.transport = transport;
        this.upstream = upstream;
        this.recording = recording;
        this.told = told;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.setExecutor(workers);
        server.createContext("/", this::pass);
        server.start();
    }

    /** {@return what addresses of the client begin with, in place of the real side's hosts} */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void pass(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        URI target = exchange.getRequestURI();
        try (exchange) {
            byte[] sent = exchange.getRequestBody().readNBytes(LARGEST);
            TransportRequest request = new TransportRequest(
                    TransportRequest.Method.valueOf(method), upstream.of(target), headers(exchange), sent, TIMEOUT);
            try (TransportResponse response = transport.execute(request)) {
                answer(exchange, response, method, target);
            }
        } catch (TransportException lost) {
            recording.unanswered(method, target);
            told.accept(method + " " + target.getPath() + ": no answer");
        } catch (IllegalArgumentException unknownMethod) {
            exchange.sendResponseHeaders(501, -1);
        }
        recording.write();
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, String.join(", ", values));
            }
        });
        return headers;
    }

    private void answer(HttpExchange exchange, TransportResponse response, String method, URI target)
            throws IOException {
        byte[] body;
        try {
            body = response.body().readNBytes(LARGEST);
        } catch (IOException | TransportException cut) {
            recording.unanswered(method, target);
            told.accept(method + " " + target.getPath() + ": an answer that broke off");
            return;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        ANSWERED.forEach(name -> response.header(name).ifPresent(value -> headers.put(name, value)));
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        recording.answered(method, target, response.status(), headers, body);
        told.accept(method + " " + target.getPath() + ": " + response.status());
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Stops to listen. */
    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
