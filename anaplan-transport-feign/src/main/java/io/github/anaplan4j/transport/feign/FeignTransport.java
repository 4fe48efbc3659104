package io.github.anaplan4j.transport.feign;

import feign.Feign;
import feign.Request;
import feign.Response;
import feign.Retryer;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportCalls;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with Feign, on a client of its own or with a builder that the user has set up.
 *
 * <p>Thread-safe. It logs nothing itself.
 *
 * <p>The own client speaks HTTP/1.1 on plain sockets and keeps every rule of {@link HttpTransport}. There is no limit
 * to the number of its connections; up to {@code maxConnections} idle ones are kept, for 30 seconds. The looking up of
 * a host's name cannot be broken off. A client of the user's is as good as it is; see {@link #using}.
 */
public final class FeignTransport implements HttpTransport {
    private final Feign feign;
    private final @Nullable SocketClient ownClient;
    private final Duration connectTimeout;
    private final TransportCalls calls = new TransportCalls("anaplan4j-feign");

    FeignTransport(Feign.Builder builder, @Nullable SocketClient ownClient, Duration connectTimeout) {
        this.feign = builder.contract(new RawContract())
                .encoder(new RawEncoder())
                .retryer(Retryer.NEVER_RETRY)
                // The last interceptor before the decoder, which would read answers of up to 8 kB into memory.
                .responseInterceptor((context, chain) -> context.response())
                .build();
        this.ownClient = ownClient;
        this.connectTimeout = connectTimeout;
    }

    /**
     * Makes a transport on a client of its own.
     *
     * <p>Proxy and TLS are those of the JVM unless the settings have others. Of the JVM's settings for HTTP nothing
     * else counts: no cookie handler, no authenticator.
     *
     * @param settings the time limits, TLS and proxy to use; the number of connections is not limited, only that of
     *     idle ones
     * @return a new transport; closing it closes its connections
     */
    public static FeignTransport create(TransportSettings settings) {
        SocketClient client = SocketClient.of(settings);
        return new FeignTransport(Feign.builder().client(client), client, settings.connectTimeout());
    }

    /**
     * Makes a transport with the user's own builder.
     *
     * <p>The builder's {@code Client}, request interceptors, response interceptors, capabilities, logger and invocation
     * handler stay in force. Contract, encoder and retryer are replaced. Decoder and error decoder are never called.
     * The options come from each request, which follows no redirect. The builder is changed by this, so it should not
     * be used for anything else.
     *
     * <p>Some things are left to the user:
     *
     * <ul>
     *   <li>A {@code Client} that repeats requests, or that answers a 401 with credentials, must be told not to.
     *   <li>A {@code Client} cannot be broken off from here. The call's limit bounds the body between two parts of it.
     *       The wait for the head ends only by the client's own timeouts, of which most bound each silence alone; a
     *       server that drips, or sends interim answers without end, can hold the thread for as long as it likes, and
     *       so can one that is slow to read. {@link #close} does not end such waits either.
     *   <li>After any failure but a {@code ConnectException}, {@code UnknownHostException} or
     *       {@code NoRouteToHostException} the request counts as one that may have been sent, even after one that came
     *       before.
     *   <li>Feign's default client, which a builder without a {@code Client} has, is the JDK's
     *       {@link java.net.HttpURLConnection}. It sends a GET again whose connection breaks before the first byte of
     *       the answer. It loses the body of a 401, except with GET. It takes the interim answers 102 and 103 for a
     *       broken answer. An authenticator of the whole JVM answers a server's 401 with its passwords, up to twenty
     *       times, and a cookie handler of the whole JVM gives and takes cookies: set neither, or bring another client.
     *   <li>When an interceptor changes headers or the URI, they go out as Feign writes them.
     *   <li>A response interceptor must return the {@link Response} that it was given.
     *   <li>At the log levels {@code HEADERS} and {@code FULL} Feign reads every answer into memory. Its loggers print
     *       the token unless their {@code shouldLogRequestHeader} says otherwise.
     * </ul>
     *
     * @param builder the user's builder
     * @return a new transport; closing it does not close the builder's client
     */
    public static FeignTransport using(Feign.Builder builder) {
        return new FeignTransport(builder, null, ChronoUnit.FOREVER.getDuration());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if this transport is closed
     */
    @Override
    public TransportResponse execute(TransportRequest request) {
        ExactUriTarget target = new ExactUriTarget(request.uri(), calls.begin(request));
        try {
            return FeignResponses.of(target.call(), send(request, target));
        } catch (Throwable failure) { // a part of the user's may throw anything, after the request was sent
            throw ownClient == null ? Failures.onUsersClient(target, failure) : Failures.onOwnClient(target, failure);
        }
    }

    private Response send(TransportRequest request, ExactUriTarget target) {
        FeignCalls calls = feign.newInstance(target);
        Request.Options options = options(request);
        return switch (request.method()) {
            case GET -> calls.get(request.uri(), request.headers(), options);
            case POST -> calls.post(request.uri(), request.headers(), request.body(), options);
            case PUT -> calls.put(request.uri(), request.headers(), request.body(), options);
            case DELETE -> calls.delete(request.uri(), request.headers(), request.body(), options);
        };
    }

    private Request.Options options(TransportRequest request) {
        return new Request.Options(
                request.timeoutMillis(connectTimeout),
                TimeUnit.MILLISECONDS,
                request.timeoutMillis(),
                TimeUnit.MILLISECONDS,
                false);
    }

    /**
     * Makes this transport refuse further requests, and closes the connections of its own client.
     *
     * <p>Requests in flight on them fail. Those on a user's client go on, and their bodies fail at the next part.
     */
    @Override
    public void close() {
        calls.close();
        if (ownClient != null) {
            ownClient.close();
        }
    }
}
