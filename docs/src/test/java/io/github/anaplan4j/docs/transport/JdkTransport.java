package io.github.anaplan4j.docs.transport;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.error.TransportException.Kind;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A transport on the JDK's own HTTP client, as an example of how to write one.
 *
 * <p>It goes through no proxy.
 */
final class JdkTransport implements HttpTransport {
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "jdk-transport");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable HttpClient client; // null when closed, for on JDK 17 it has no close()

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
        HttpClient open = client;
        if (open == null) {
            throw new IllegalStateException("The transport is closed.");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new TransportException(Kind.INTERRUPTED, false, request + " was not sent: interrupted", null);
        }
        try {
            HttpResponse<InputStream> answer = open.send(jdkRequest(request), BodyHandlers.ofInputStream());
            InputStream body = new TimeLimitedBody(answer.body(), request.timeout());
            return new TransportResponse(answer.statusCode(), answer.headers().map(), body, answer.body());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new TransportException(Kind.INTERRUPTED, true, request + " was interrupted", stop);
        } catch (HttpConnectTimeoutException late) {
            throw TransportException.notConnected(request.toString(), "timed out", late);
        } catch (HttpTimeoutException late) {
            throw TransportException.timedOut(request.toString(), "nothing for " + request.timeout(), late);
        } catch (IOException failure) {
            throw TransportException.from(request.toString(), failure);
        }
    }

    private static HttpRequest jdkRequest(TransportRequest request) {
        byte[] body = request.body();
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .timeout(request.timeout())
                .method(
                        request.method().name(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        request.headers().forEach(builder::header);
        return builder.build();
    }

    /**
     * Reads the body, and fails when the next part of it is late.
     *
     * <p>The client's timeout ends with the head of the answer.
     */
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

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    @Override
    public void close() {
        client = null; // its connections close with it
        threads.shutdownNow();
    }
}
