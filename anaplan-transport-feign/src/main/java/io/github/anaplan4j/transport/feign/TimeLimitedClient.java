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
        Response response = response(withOwnBody(request), options, call);
        if (response.status() < 200) { // as HttpURLConnection does, which takes the real answer for the body
            close(call, response);
            throw new ProtocolException("the client cannot pass over an interim answer, here " + response.status());
        }
        Duration silence = Duration.ofMillis(options.readTimeoutMillis());
        return response.body() == null ? response : limited(response, call, silence);
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

    private Response response(Request request, Request.Options options, TransportCalls.Call call) throws IOException {
        AtomicBoolean isBegun = new AtomicBoolean();
        Callable<Response> work = () -> {
            isBegun.set(true);
            return client.execute(request, options);
        };
        try {
            return call.offload(work, LIMIT_OF_CALL, late -> close(call, late));
        } catch (TransportException failure) {
            if (isBegun.get()) { // then it is the client's own, who may have sent the request
                throw failure;
            }
            throw new NotSentException(failure);
        }
    }

    private Response limited(Response response, TransportCalls.Call call, Duration silence) throws IOException {
        String name = "the builder's Client, " + client.getClass().getName();
        InputStream body = call.undecoded(response.body().asInputStream(), name);
        InputStream limited = new Body(response, body, call, silence);
        if (endsWithItsConnection(response)) {
            limited = call.endingWithItsConnection(limited);
        }
        return response.toBuilder().body(limited, response.body().length()).build();
    }

    private static boolean endsWithItsConnection(Response response) {
        Map<String, Collection<String>> headers = response.headers(); // in any case
        boolean hasBody = response.status() != 204 && response.status() != 304;
        return hasBody
                && response.protocolVersion() != Request.ProtocolVersion.HTTP_2
                && !headers.containsKey("Content-Length")
                && headers.getOrDefault("Transfer-Encoding", List.of()).stream().noneMatch("chunked"::equalsIgnoreCase);
    }

    // That may read the body to its end, or wait for a part that hangs.
    private static void close(TransportCalls.Call call, Response response) {
        call.leaveBehind(response::close);
    }

    /** A body of which each part is waited for like the client itself. */
    private static final class Body extends InputStream {
        private final Response response;
        private final InputStream body;
        private final TransportCalls.Call call;
        private final Duration silence;

        Body(Response response, InputStream body, TransportCalls.Call call, Duration silence) {
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
            int count = call.offload(() -> body.read(part), silence, late -> {});
            System.arraycopy(part, 0, buffer, offset, Math.max(0, count));
            return count;
        }

        @Override
        public void close() {
            TimeLimitedClient.close(call, response);
        }
    }
}
