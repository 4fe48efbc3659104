package io.github.anaplan4j.transport.httpclient;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/**
 * Whether a request has begun to be written to its connection.
 *
 * <p>Of a client of the transport's own that is known. A user's client, or a part of it, may have sent the request
 * however early its exception looks.
 */
final class Departure {
    private static final String ATTRIBUTE = Departure.class.getName();
    private static final Timeout A_MOMENT = Timeout.ofMilliseconds(1);

    private boolean hasBegun;

    /**
     * Makes the departure of a request that is still to be sent.
     *
     * @param isNoted whether the client executes its requests with {@link Noted}; of others each counts as begun
     */
    Departure(boolean isNoted) {
        this.hasBegun = !isNoted;
    }

    void noteIn(HttpContext context) {
        context.setAttribute(ATTRIBUTE, this);
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
            if (connection.isDataAvailable(A_MOMENT)) { // it would be taken for the answer to this request
                throw new IOException("the server spoke before it was asked");
            }
            boolean isForTheProxy = Method.CONNECT.isSame(request.getMethod());
            if (!isForTheProxy && context.getAttribute(ATTRIBUTE) instanceof Departure departure) {
                departure.hasBegun = true;
            }
            return super.execute(request, connection, callback, context);
        }
    }
}
