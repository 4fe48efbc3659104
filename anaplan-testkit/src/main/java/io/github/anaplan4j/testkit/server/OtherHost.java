package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.testkit.http.HttpServer;
import io.github.anaplan4j.testkit.http.ReceivedRequest;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Another host, to which redirects lead, and which takes down who comes. Listens from when it is first needed. */
final class OtherHost implements AutoCloseable {
    private final Consumer<ReceivedRequest> visits;
    private @Nullable HttpServer server;

    OtherHost(Consumer<ReceivedRequest> visits) {
        this.visits = visits;
    }

    synchronized String url() {
        HttpServer listening = server;
        if (listening == null) {
            listening = new HttpServer((request, connection) -> {
                visits.accept(request);
                connection.answer(200, Map.of("Content-Type", "text/html"), new byte[0]);
            });
            server = listening;
        }
        return "http://127.0.0.1:" + listening.port();
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.close();
        }
    }
}
