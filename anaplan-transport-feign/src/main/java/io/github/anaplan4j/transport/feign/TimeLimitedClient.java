package io.github.anaplan4j.transport.feign;

import feign.Client;
import feign.Request;
import feign.Response;
import io.github.anaplan4j.spi.TransportCalls;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A client of the user's that nobody waits for beyond the limit of a call.
 *
 * <p>Nothing can break it off. So it works on threads of this class, and the caller goes on without it. It is
 * interrupted then, and what it still brings is closed.
 */
final class TimeLimitedClient implements Client, AutoCloseable {
    private static final int MOST_LEFT_BEHIND = 64;
    private static final int PART = 16 * 1024;

    private final Client client;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), TimeLimitedClient::thread);
    private final AtomicInteger waiting = new AtomicInteger();

    TimeLimitedClient(Client client) {
        this.client = client;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "anaplan4j-feign-client");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        TransportCalls.Call call = ExactUriTarget.of(request).handToClient();
        if (threads.getActiveCount() - waiting.get() >= MOST_LEFT_BEHIND) {
            throw new NotSentException(new IOException(
                    MOST_LEFT_BEHIND + " calls hang in the builder's Client, beyond their limits; see its timeouts"));
        }
        Response response = within(call, Integer.MAX_VALUE, () -> client.execute(request, options), this::close);
        if (response.status() < 200) { // as HttpURLConnection does, which takes the real answer for the body
            close(response);
            throw new ProtocolException("the client cannot pass over an interim answer, here " + response.status());
        }
        return response.body() == null ? response : limited(response, call, options.readTimeoutMillis());
    }

    private Response limited(Response response, TransportCalls.Call call, int silence) throws IOException {
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(response.headers());
        String name = "the builder's Client, " + client.getClass().getName();
        InputStream body = call.undecoded(response.body().asInputStream(), name);
        InputStream limited = new Body(response, body, call, silence);
        if (endsWithItsConnection(response, headers)) {
            limited = call.endingWithItsConnection(limited);
        }
        return response.toBuilder().body(limited, response.body().length()).build();
    }

    private static boolean endsWithItsConnection(Response response, Map<String, Collection<String>> headers) {
        boolean hasBody = response.status() != 204 && response.status() != 304;
        return hasBody
                && response.protocolVersion() != Request.ProtocolVersion.HTTP_2
                && !headers.containsKey("Content-Length")
                && headers.getOrDefault("Transfer-Encoding", List.of()).stream().noneMatch("chunked"::equalsIgnoreCase);
    }

    private <T> T within(TransportCalls.Call call, int millis, Callable<T> work, Consumer<T> tooLate)
            throws IOException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Future<?> thread = threads.submit(() -> {
            try {
                T value = work.call();
                if (!result.complete(value)) {
                    tooLate.accept(value);
                }
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        call.breakOffBy(() -> result.completeExceptionally(new IOException("nobody waits any longer")));
        waiting.incrementAndGet();
        try {
            return result.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw rethrown(failed.getCause());
        } catch (TimeoutException silent) {
            result.thenAccept(tooLate);
            throw new SocketTimeoutException("nothing came for " + millis + " ms");
        } catch (InterruptedException stop) {
            result.thenAccept(tooLate);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            result.cancel(false); // so that what comes now is too late
            thread.cancel(true);
            waiting.decrementAndGet();
        }
    }

    private static IOException rethrown(Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof IOException io ? io : new IOException(failure);
    }

    // That may read the body to its end, or wait for a part that hangs. So it counts as a call that is left behind.
    private void close(Response response) {
        try {
            threads.execute(response::close);
        } catch (RejectedExecutionException closed) { // an answer from before that, whose connection is to be freed
            Thread last = thread(response::close);
            last.start();
            last.interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** A body of which each part is waited for like the client itself. */
    private final class Body extends InputStream {
        private final Response response;
        private final InputStream body;
        private final TransportCalls.Call call;
        private final int silence;

        Body(Response response, InputStream body, TransportCalls.Call call, int silence) {
            this.response = response;
            this.body = body;
            this.call = call;
            this.silence = silence;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            byte[] part = new byte[Math.min(length, PART)]; // a late part must not get into the caller's buffer
            int count = within(call, silence, () -> body.read(part), late -> {});
            System.arraycopy(part, 0, buffer, offset, Math.max(0, count));
            return count;
        }

        @Override
        public void close() {
            TimeLimitedClient.this.close(response);
        }
    }
}
