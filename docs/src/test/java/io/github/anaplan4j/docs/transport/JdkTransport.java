package io.github.anaplan4j.docs.transport;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportCalls;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A transport on the JDK's own HTTP client, as an example of how to write one.
 *
 * <p>It goes through no proxy, and takes chunks, heads and ends of connections for what the JDK's client does.
 */
final class JdkTransport implements HttpTransport {
    private final TransportCalls calls = new TransportCalls("jdk-transport-limits");
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "jdk-transport");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client;

    JdkTransport(TransportSettings settings) {
        if (settings.proxy() != null) { // better refused than ignored
            throw new IllegalArgumentException("JdkTransport has no way through " + settings.proxy());
        }
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // or it would ask each server to upgrade
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(ProxySelector.of(null))
                .connectTimeout(settings.connectTimeout())
                .executor(threads);
        if (settings.sslContext() != null) {
            builder.sslContext(settings.sslContext());
        }
        this.client = builder.build();
    }

    @Override
    public TransportResponse execute(TransportRequest request) {
        TransportCalls.Call call = calls.begin(request);
        try {
            CompletableFuture<HttpResponse<InputStream>> answer =
                    client.sendAsync(jdkRequest(request), BodyHandlers.ofInputStream());
            call.breakOffBy(() -> answer.cancel(true));
            HttpResponse<InputStream> head = answer.get();
            InputStream body = new TimeLimitedBody(head.body(), request.timeout());
            call.breakOffBy(() -> threads.execute(() -> closeQuietly(head.body())));
            return call.answered(head.statusCode(), head.headers().map(), body, head.body());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw call.failed(new InterruptedIOException("interrupted"), true);
        } catch (ExecutionException failed) {
            throw told(call, failed.getCause());
        } catch (Throwable failure) {
            throw call.failed(failure, true);
        }
    }

    // Few exceptions come surely before the request. The others say nothing, so it may have been sent.
    private static TransportException told(TransportCalls.Call call, Throwable failure) {
        boolean isEarly = failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
        return failure instanceof HttpTimeoutException late && !isEarly
                ? call.failed(new SocketTimeoutException(late.getMessage()), true)
                : call.failed(failure, !isEarly);
    }

    private static HttpRequest jdkRequest(TransportRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .timeout(request.timeout())
                .method(request.method().name(), BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(builder::header);
        return builder.build();
    }

    private static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException ignored) {
            // nobody wants it any more
        }
    }

    /** Reads the body, and fails when the next part of it is late: the client's timeout ends with the head. */
    private final class TimeLimitedBody extends InputStream {
        private final InputStream body;
        private final Duration timeout;

        TimeLimitedBody(InputStream body, Duration timeout) {
            this.body = body;
            this.timeout = timeout;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                Future<Integer> reading = threads.submit(() -> body.read(bytes, offset, length));
                return reading.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException silence) {
                body.close();
                throw new SocketTimeoutException("no more of the body for " + timeout);
            } catch (InterruptedException stop) {
                body.close();
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading the body");
            } catch (ExecutionException broken) {
                throw new IOException("the body broke off", broken.getCause());
            } catch (RejectedExecutionException closed) {
                throw new IOException("the transport is closed", closed);
            }
        }
    }

    @Override
    public void close() {
        calls.close();
        threads.shutdownNow(); // on JDK 17 the client itself has no close()
    }
}
