package io.github.anaplan4j.transport.feign;

import feign.Client;
import feign.Request;
import feign.Response;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.TransportCalls;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A client of the user's that nobody waits for beyond the limit of a call.
 *
 * <p>Nothing can break it off. So it works on threads of the transport, and the caller goes on without it. It is
 * interrupted then, and what it still brings is closed.
 */
final class TimeLimitedClient implements Client {
    private static final int PART = 16 * 1024;
    private static final Duration LIMIT_OF_CALL = Duration.ofMillis(Long.MAX_VALUE);

    private final Client client;

    TimeLimitedClient(Client client) {
        this.client = client;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        TransportCalls.Call call = ExactUriTarget.of(request).handToClient();
        Answer answer = answer(withOwnBody(request), options, call);
        call.breakOffBy(answer::close);
        Response response = answer.response;
        if (response.status() < 200) { // as HttpURLConnection does, which takes the real answer for the body
            throw new ProtocolException("the client cannot pass over an interim answer, here " + response.status());
        }
        return response.body() == null ? response : limited(response, answer, call);
    }

    // Left behind, it may read on, and the bytes of the caller may be others then.
    private static Request withOwnBody(Request request) {
        if (request.body() == null || request.body().length == 0) {
            return request;
        }
        return Request.create(
                request.httpMethod(),
                request.url(),
                request.headers(),
                request.body().clone(),
                request.charset(),
                request.requestTemplate());
    }

    private Answer answer(Request request, Request.Options options, TransportCalls.Call call) throws IOException {
        AtomicBoolean isBegun = new AtomicBoolean();
        Duration silence = Duration.ofMillis(options.readTimeoutMillis());
        Callable<Answer> work = () -> {
            isBegun.set(true);
            return taken(client.execute(request, options), call, silence);
        };
        try {
            return call.offload(work, LIMIT_OF_CALL, Answer::close);
        } catch (TransportException failure) {
            if (isBegun.get()) { // then it is the client's own, who may have sent the request
                throw failure;
            }
            throw new NotSentException(failure);
        }
    }

    private Answer taken(Response response, TransportCalls.Call call, Duration silence) throws IOException {
        try {
            return new Answer(
                    response, "the builder's Client, " + client.getClass().getName(), call, silence);
        } catch (Throwable failure) {
            call.leaveBehind(response::close);
            throw failure;
        }
    }

    private static Response limited(Response response, Answer answer, TransportCalls.Call call) {
        InputStream body = endsWithItsConnection(response) ? call.endingWithItsConnection(answer) : answer;
        return response.toBuilder().body(body, response.body().length()).build();
    }

    private static boolean endsWithItsConnection(Response response) {
        Map<String, Collection<String>> headers = response.headers(); // in any case
        boolean hasBody = response.status() != 204 && response.status() != 304;
        return hasBody
                && response.protocolVersion() != Request.ProtocolVersion.HTTP_2
                && !headers.containsKey("Content-Length")
                && headers.getOrDefault("Transfer-Encoding", List.of()).stream().noneMatch("chunked"::equalsIgnoreCase);
    }

    /** An answer, and its body, of which each part is waited for like the client itself. */
    private static final class Answer extends InputStream {
        private final Response response;
        private final InputStream body;
        private final TransportCalls.Call call;
        private final Duration silence;
        private final AtomicBoolean isClosed = new AtomicBoolean();
        private byte[] come = {}; // with the head
        private int size;
        private int next;
        private boolean isAtEnd;
        private @Nullable IOException broken;

        /** Takes what a client has brought, on the thread where it works. */
        Answer(Response response, String client, TransportCalls.Call call, Duration silence) throws IOException {
            this.response = response;
            this.call = call;
            this.silence = silence;
            Response.Body brought = response.body();
            InputStream plain = brought == null ? nullInputStream() : brought.asInputStream();
            this.body = call.undecoded(plain, client);
            Integer length = brought == null ? null : brought.length();
            if (length != null && length >= 0 && length < PART && body == plain) {
                takeIfItHasCome(length);
            }
        }

        // Two changes of threads for each part are dearer than the whole of a short answer.
        private void takeIfItHasCome(int length) {
            try {
                if (body.available() < length) {
                    return;
                }
                come = new byte[length + 1]; // one more lets its end be seen
                while (!isAtEnd && size < come.length) {
                    int count = body.read(come, size, come.length - size);
                    isAtEnd = count < 0;
                    size += Math.max(0, count);
                }
            } catch (IOException failure) {
                broken = failure;
            } catch (RuntimeException failure) { // its message may quote a body
                broken = new IOException(failure.getClass().getName(), failure);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (next < size) {
                int count = Math.min(length, size - next);
                System.arraycopy(come, next, buffer, offset, count);
                next += count;
                return count;
            }
            if (broken != null) {
                throw broken;
            }
            if (isAtEnd) {
                return -1;
            }
            byte[] part = new byte[Math.min(length, PART)]; // a late part must not get into the caller's buffer
            int count = call.offload(() -> body.read(part), silence, late -> {});
            System.arraycopy(part, 0, buffer, offset, Math.max(0, count));
            return count;
        }

        // That may read the body to its end, or wait for a part that hangs.
        @Override
        public void close() {
            if (isClosed.compareAndSet(false, true)) {
                call.leaveBehind(response::close);
            }
        }
    }
}
