package io.github.anaplan4j.transport.feign;

import feign.Client;
import feign.Feign;
import feign.Request;
import feign.Response;
import feign.Retryer;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportCalls;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import java.io.InputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests with Feign, on a client of its own or with a builder that the user has set up.
 *
 * <p>Thread-safe. It logs nothing itself.
 *
 * <p>The own client speaks HTTP/1.1 on plain sockets and keeps every rule of {@link HttpTransport}. There is no limit
 * to the number of its connections; up to {@code maxConnections} idle ones are kept, for 30 seconds. For a client of
 * the user's see {@link #using(Feign.Builder)}.
 */
public final class FeignTransport implements HttpTransport {
    private final FeignCalls feign;
    private final Runnable closeClient;
    private final Duration connectTimeout;
    private final TransportCalls calls = new TransportCalls("anaplan4j-feign");

    private FeignTransport(Feign.Builder builder, Client client, Runnable closeClient, Duration connectTimeout) {
        this.feign = builder.client(client)
                .contract(new RawContract())
                .encoder(new RawEncoder())
                .retryer(Retryer.NEVER_RETRY)
                // The last interceptor before the decoder, which would read answers of up to 8 kB into memory.
                .responseInterceptor((context, chain) -> context.response())
                .target(new TargetOfEachCall());
        this.closeClient = closeClient;
        this.connectTimeout = connectTimeout;
    }

    private static FeignTransport onSockets(Feign.Builder builder, TransportSettings settings) {
        SocketClient client = SocketClient.of(settings);
        return new FeignTransport(builder, client, client::close, settings.connectTimeout());
    }

    static FeignTransport onClient(Feign.Builder builder, Client ofTheUser, Duration connectTimeout) {
        return new FeignTransport(builder, new TimeLimitedClient(ofTheUser), () -> {}, connectTimeout);
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
        return onSockets(Feign.builder(), settings);
    }

    /**
     * Makes a transport with the user's own builder.
     *
     * <p>The builder's {@code Client}, request interceptors, response interceptors, capabilities, logger and invocation
     * handler stay in force. Contract, encoder and retryer are replaced. Decoder and error decoder are never called.
     * The options come from each request, which follows no redirect. The builder is changed by this, so it should not
     * be used for anything else.
     *
     * <p>A builder without a {@code Client} of the user's gets the transport's own in place of Feign's default one,
     * which hands passwords and cookies of the whole JVM to the server.
     *
     * <p>A {@code Client} of the user's cannot be broken off. It works on daemon threads of the transport, so that its
     * caller goes on at the limit of the call; interceptors, capabilities and logger stay on the thread of the caller.
     * What the {@code Client} itself takes from thread-locals is not there. One that is left behind is interrupted, and
     * {@link #close} does no more; where it heeds no interrupt it holds its thread until its own timeouts end it.
     * Answers are closed on such threads too, which may take long. An upload that is left behind may go on, and spoil
     * the next one of the same file. With 64 threads that nobody waits for the transport refuses further requests. Some
     * things are left to the user:
     *
     * <ul>
     *   <li>Interceptors, capabilities and a logger that hang are waited for, whatever the limit of the call.
     *   <li>A {@code Client} that repeats requests, or that answers a 401 with credentials, must be told not to.
     *       A capability or an invocation handler that repeats them gets a failure at the second time.
     *   <li>After any failure of the {@code Client} the request counts as one that may have been sent, because only the
     *       {@code Client} knows what it has written. A start whose connection was refused is then not sent again, and
     *       is looked for among the tasks of its action, as after any other lost answer.
     *   <li>What the {@code Client} takes for the answer, and for the end of its body, as far as the headers do not
     *       contradict it.
     *   <li>A {@code Client} that decodes gzip by itself must be told not to. A body that comes decoded fails, for it
     *       may be cut short unseen. Feign's default client inside another one always decodes.
     *   <li>How long the head of the answer to an upload takes, within the limit of the whole call, because only the
     *       {@code Client} knows when the upload was written.
     *   <li>When an interceptor changes headers or the URI, they go out as Feign writes them.
     *   <li>A response interceptor must return the {@link Response} that it was given.
     *   <li>At the log levels {@code HEADERS} and {@code FULL} Feign reads every answer into memory. Its loggers print
     *       the token unless their {@code shouldLogRequestHeader} says otherwise.
     * </ul>
     *
     * @param builder the user's builder
     * @return a new transport; closing it does not close a {@code Client} of the user's
     * @throws IllegalArgumentException if the builder has Feign's default client with TLS or a proxy of the user's,
     *     which {@link #using(Feign.Builder, TransportSettings)} takes instead
     */
    public static FeignTransport using(Feign.Builder builder) {
        Client client = BuilderClient.setByUser(Objects.requireNonNull(builder, "builder"));
        return client == null
                ? onSockets(builder, TransportSettings.defaults())
                : onClient(builder, client, ChronoUnit.FOREVER.getDuration());
    }

    /**
     * Makes a transport on a client of its own, with the user's own builder.
     *
     * <p>It is {@link #create} with the interceptors, capabilities and logger of {@link #using(Feign.Builder)}.
     *
     * @param builder the user's builder, without a {@code Client}
     * @param settings the time limits, TLS and proxy to use
     * @return a new transport; closing it closes its connections
     * @throws IllegalArgumentException if the builder has a {@code Client} of the user's, which has settings of its own
     */
    public static FeignTransport using(Feign.Builder builder, TransportSettings settings) {
        if (BuilderClient.setByUser(Objects.requireNonNull(builder, "builder")) != null) {
            throw new IllegalArgumentException("The builder has a Client, on which these settings would have no effect:"
                    + " set up the Client itself, and pass the builder alone.");
        }
        return onSockets(builder, settings);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if this transport is closed
     */
    @Override
    public TransportResponse execute(TransportRequest request) {
        ExactUriTarget target = new ExactUriTarget(request, calls.begin(request));
        try {
            Response response = send(request, target);
            InputStream body = response.body() == null
                    ? InputStream.nullInputStream()
                    : response.body().asInputStream();
            return target.call().answered(response.status(), response.headers(), body, response);
        } catch (Throwable failure) { // a part of the user's may throw anything, after the request was sent
            throw Failures.told(target, failure);
        }
    }

    private Response send(TransportRequest request, ExactUriTarget target) {
        Request.Options options = options(request);
        return switch (request.method()) {
            case GET -> feign.get(request.uri(), request.headers(), target, options);
            case POST -> feign.post(request.uri(), request.headers(), target, options);
            case PUT -> feign.put(request.uri(), request.headers(), target, options);
            case DELETE -> feign.delete(request.uri(), request.headers(), target, options);
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
     * <p>Requests in flight fail. A client of the user's is interrupted where it works, and stays open.
     */
    @Override
    public void close() {
        calls.close();
        closeClient.run();
    }
}
