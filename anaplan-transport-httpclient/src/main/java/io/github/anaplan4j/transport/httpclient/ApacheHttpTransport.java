package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportCalls;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;

/**
 * Sends requests with Apache HttpClient 5, either one of its own or one that the user has set up.
 *
 * <p>Thread-safe. It logs nothing, but the loggers {@code org.apache.hc.client5.http.headers} and {@code .wire} of a
 * client of the user's print tokens at level DEBUG.
 */
public final class ApacheHttpTransport implements HttpTransport {
    private final CloseableHttpClient client;
    private final boolean clientIsOurs;
    private final RequestConfigs configs;
    private final TransportCalls calls = new TransportCalls("anaplan4j-httpclient");

    ApacheHttpTransport(CloseableHttpClient client, boolean clientIsOurs, Duration connectTimeout) {
        this.client = client;
        this.clientIsOurs = clientIsOurs;
        this.configs = new RequestConfigs(client, connectTimeout);
    }

    /**
     * Makes a transport with an HttpClient of its own.
     *
     * <p>It has as many connections as the settings allow, and no retries, redirects, cookies or compression. Proxies
     * for https, and TLS, are those of the JVM unless the settings have others.
     *
     * @param settings the time limits, number of connections, TLS and proxy to use
     * @return a new transport; closing it closes its connections
     * @throws IllegalStateException if the HttpClient on the class path is older than 5.4
     */
    public static ApacheHttpTransport create(TransportSettings settings) {
        return linked(() -> new ApacheHttpTransport(OwnClient.of(settings), true, settings.connectTimeout()));
    }

    /**
     * Makes a transport on the user's own HttpClient.
     *
     * <p>The client stays the user's: {@link #close} does not close it. Its proxy, TLS, interceptors and pool stay in
     * force. Each request brings a configuration of its own, made from the client's default one. Redirects, cookies,
     * compression and protocol upgrades are off in it, and the request's timeout replaces the client's.
     *
     * <p>After any failure the request counts as one that may have been sent, because only the client and its
     * interceptors know what they have written. A start whose connection was refused is then not sent again, and is
     * looked for among the tasks of its action, as after any other lost answer. Only one that got no connection of the
     * pool counts as not sent.
     *
     * <p>Some things a request cannot change, so they are left to whoever builds the client:
     *
     * <ul>
     *   <li>Switch automatic retries off, with {@link HttpClientBuilder#disableAutomaticRetries()}. HttpClient repeats
     *       requests after failures and after the statuses 429 and 503, though never one with a body, such as a start.
     *   <li>Put no credentials for the API's host into the credentials provider. HttpClient answers a 401 with them.
     *   <li>Let the pool have enough connections. It allows 5 per host unless told otherwise. A request that gets none
     *       within its timeout fails.
     *   <li>Let the client pass on the request that it gets. The limit of a call cancels that one, and so breaks off
     *       whatever HttpClient waits for; an interceptor that waits by itself it does not.
     *   <li>Let no interceptor decode answers. A body that comes decoded fails, for it may be cut short unseen.
     *   <li>Give it parts that do not hang, such as a resolver of names, a proxy selector or a trust manager, because
     *       the limit of a call does not break them off.
     *   <li>What is framed loosely it takes for sound, such as a chunk whose size breaks off, as far as the headers do
     *       not contradict that. What a server says before it is asked it takes for the answer.
     *   <li>Before version 5.6, set a limit for the TLS handshake in the TLS configuration. HttpClient has none itself.
     * </ul>
     *
     * @param client the user's client
     * @return a new transport
     * @throws IllegalStateException if the HttpClient on the class path is older than 5.4
     */
    public static ApacheHttpTransport using(CloseableHttpClient client) {
        Objects.requireNonNull(client, "client");
        return linked(() -> new ApacheHttpTransport(client, false, ChronoUnit.FOREVER.getDuration()));
    }

    // Version lists of other frameworks may bring an HttpClient in which something is missing.
    private static ApacheHttpTransport linked(Supplier<ApacheHttpTransport> making) {
        try {
            return making.get();
        } catch (LinkageError missing) {
            throw new IllegalStateException(
                    "anaplan-transport-httpclient needs HttpClient 5.4 or later, and there is an older one; with Spring"
                            + " Boot's version list, set httpclient5.version.",
                    missing);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if this transport is closed
     */
    @Override
    public TransportResponse execute(TransportRequest request) {
        TransportCalls.Call call = calls.begin(request);
        Departure departure = new Departure(call, request, clientIsOurs);
        Message message = new Message(request);
        try {
            while (true) {
                try {
                    return execute(request, message, call, departure);
                } catch (ExactConnection.EndedException notSent) { // there are others, and in the end a new one
                    message.cancel();
                    message = new Message(request);
                }
            }
        } catch (Throwable failure) { // a part of the user's may throw anything, after the request was sent
            throw Failures.told(call, request, failure, departure, message.waitsForConnection());
        }
    }

    private TransportResponse execute(
            TransportRequest request, Message message, TransportCalls.Call call, Departure departure)
            throws IOException {
        fill(message, request, call);
        call.breakOffBy(message::cancel);
        HttpClientContext context = HttpClientContext.create();
        departure.noteIn(context);
        ClassicHttpResponse response = client.executeOpen(null, message, context);
        if (!departure.hasBegun()) { // then this is the answer of a proxy asked for a tunnel
            throw Failures.refusedByProxy(request, response);
        }
        return response(call, response, message);
    }

    private void fill(Message message, TransportRequest request, TransportCalls.Call call) {
        message.setConfig(configs.of(request));
        request.headers().forEach(message::setHeader);
        boolean announcesItsBody = switch (request.method()) {
            case POST, PUT -> true;
            case GET, DELETE -> request.body().length > 0;
        };
        if (announcesItsBody) {
            message.setEntity(new RequestBody(request.body(), call));
        }
    }

    private TransportResponse response(TransportCalls.Call call, ClassicHttpResponse response, Message message)
            throws IOException {
        // Closing alone would read on to the end. Cancelling breaks the connection, unless the answer was read to its
        // end: then the pool has the connection back already.
        AutoCloseable connection = () -> {
            message.cancel();
            response.close();
        };
        HttpEntity entity = response.getEntity();
        InputStream body = entity == null
                ? InputStream.nullInputStream()
                : call.undecoded(
                        entity.getContent(),
                        "the HttpClient, " + client.getClass().getName());
        if (entity != null && entity.getContentLength() < 0 && !entity.isChunked()) {
            body = call.endingWithItsConnection(body);
        }
        return call.answered(response.getCode(), headers(response), body, connection);
    }

    private static Map<String, List<String>> headers(ClassicHttpResponse response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
        }
        return headers;
    }

    /**
     * Makes this transport refuse further requests, breaks off those in flight, and closes the HttpClient if it is the
     * transport's own.
     */
    @Override
    public void close() {
        calls.close();
        if (clientIsOurs) {
            client.close(CloseMode.IMMEDIATE);
        }
    }
}
