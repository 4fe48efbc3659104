package io.github.anaplan4j.transport.feign;

import feign.Feign;
import feign.FeignException;
import feign.Request;
import feign.Response;
import feign.Retryer;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests with Feign, on its default client or with a builder that the user has set up.
 *
 * <p>Thread-safe. It logs nothing itself.
 *
 * <p>Feign's default client uses the JDK's {@link java.net.HttpURLConnection}. Some of its behaviour cannot be changed:
 *
 * <ul>
 *   <li>A GET whose connection breaks before the first byte of the answer is sent a second time. POST, PUT and DELETE
 *       never are.
 *   <li>The body of a 401 or 407 is lost, except with GET.
 *   <li>Requests without a {@code Content-Type} get that of a form, except GET and PUT.
 *   <li>When an answer of up to 512 kB is closed unread, the JDK reads on in the background, for 5 seconds at most, to
 *       keep the connection. Closing does not wait for that.
 *   <li>There is no limit to the number of connections, and {@link #close} cannot break off a request in flight, which
 *       ends with its timeout at the latest. Idle connections belong to the JVM and close within seconds.
 *   <li>A cookie handler or authenticator that the application has set for the whole JVM applies here too.
 * </ul>
 */
public final class FeignTransport implements HttpTransport {
    private final Feign feign;
    private final Duration connectTimeout;
    private volatile boolean closed;

    FeignTransport(Feign.Builder builder, Duration connectTimeout) {
        this.feign = builder.contract(new RawContract())
                .encoder(new RawEncoder())
                .retryer(Retryer.NEVER_RETRY)
                // The last interceptor before the decoder, which would read answers of up to 8 kB into memory.
                .responseInterceptor((context, chain) -> context.response())
                .build();
        this.connectTimeout = connectTimeout;
    }

    /**
     * Makes a transport on Feign's default client.
     *
     * @param settings the time limits, TLS and proxy to use; this transport cannot limit the number of connections
     * @return a new transport
     */
    public static FeignTransport create(TransportSettings settings) {
        return new FeignTransport(Feign.builder().client(UrlConnectionClient.of(settings)), settings.connectTimeout());
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
        return new FeignTransport(builder, ChronoUnit.FOREVER.getDuration());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if this transport is closed
     */
    @Override
    public TransportResponse execute(TransportRequest request) {
        if (closed) {
            throw new IllegalStateException("This transport is closed; it cannot send " + request);
        }
        try {
            return FeignResponses.of(send(request));
        } catch (IOException failure) {
            throw Failures.sorted(request, failure);
        } catch (FeignException failure) {
            throw Failures.unwrapped(request, failure);
        }
    }

    private Response send(TransportRequest request) {
        FeignCalls calls = feign.newInstance(new ExactUriTarget(request.uri()));
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
     * Makes this transport refuse further requests.
     *
     * <p>There is nothing to release: connections belong to the JVM or to the user's client.
     */
    @Override
    public void close() {
        closed = true;
    }
}
