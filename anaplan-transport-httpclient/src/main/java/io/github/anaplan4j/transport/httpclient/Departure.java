package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.spi.TransportCalls;
import io.github.anaplan4j.spi.TransportRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * How far a call has come: whether its request has begun to be written to its connection.
 *
 * <p>Of a client of the transport's own that is known. A user's client, or a part of it, may have sent the request
 * however early its exception looks.
 */
final class Departure {
    private static final String ATTRIBUTE = Departure.class.getName();

    private final TransportCalls.Call call;
    private final Duration longestSilence;
    private boolean hasBegun;

    /**
     * Makes the departure of a request that is still to be sent.
     *
     * @param call its call
     * @param request the request
     * @param isNoted whether the client executes its requests with {@link Noted}; of others each counts as begun
     */
    Departure(TransportCalls.Call call, TransportRequest request, boolean isNoted) {
        this.call = call;
        this.longestSilence = Duration.ofMillis(request.timeoutMillis());
        this.hasBegun = !isNoted;
    }

    void noteIn(HttpContext context) {
        context.setAttribute(ATTRIBUTE, this);
    }

    /** {@return that of the request whose context it is} */
    static Departure of(HttpContext context) {
        return (Departure) context.getAttribute(ATTRIBUTE);
    }

    /**
     * Lets work that may hang, before the request is written, be done where its call can leave it behind.
     *
     * @param work what may hang
     * @param tooLate gets the result if nobody waits for it any longer
     * @return the result
     * @throws IOException that of the work, or because nobody waits any longer
     */
    <T> T offload(Callable<T> work, Consumer<T> tooLate) throws IOException {
        return call.offload(work, longestSilence, tooLate);
    }

    /** {@return whether a byte of the request may have been written} */
    boolean hasBegun() {
        return hasBegun;
    }

    /** Executes requests, and notes that they have begun. */
    static final class Noted extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback callback,
                HttpContext context)
                throws IOException, HttpException {
            if (((ExactConnection) connection).isUnasked()) { // it would be taken for the answer to this request
                throw new IOException("the server spoke before it was asked");
            }
            // What starts an action is not sent again, and a goodbye may be on its way.
            if (Method.POST.isSame(request.getMethod()) && ((ExactConnection) connection).hasEnded()) {
                throw new ExactConnection.EndedException();
            }
            boolean isForTheProxy = Method.CONNECT.isSame(request.getMethod());
            if (!isForTheProxy) {
                of(context).hasBegun = true;
            }
            return super.execute(request, connection, callback, context);
        }
    }
}
