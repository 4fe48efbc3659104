package io.github.anaplan4j.transport.httpclient;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/**
 * Whether a request has begun to be written to its connection.
 *
 * <p>Of a client of the transport's own that is known. Of a user's client only the reading of the body is, and beside
 * it a few exceptions that can only come before.
 */
final class Departure {
    private static final String ATTRIBUTE = Departure.class.getName();
    private static final Timeout A_MOMENT = Timeout.ofMilliseconds(1);

    private final boolean isNotedByTheClient;
    private boolean hasBody;
    private boolean hasBegun;

    /**
     * Makes the departure of a request that is still to be sent.
     *
     * @param isNotedByTheClient whether the client executes its requests with {@link Noted}
     */
    Departure(boolean isNotedByTheClient) {
        this.isNotedByTheClient = isNotedByTheClient;
    }

    void noteIn(HttpContext context) {
        context.setAttribute(ATTRIBUTE, this);
    }

    boolean hasBegun() {
        return hasBegun;
    }

    /** Makes a body that notes when it is taken; a stream, so that not even a client with retries sends it twice. */
    HttpEntity noting(byte[] body) {
        hasBody = true;
        ByteArrayInputStream noted = new ByteArrayInputStream(body) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                hasBegun = true;
                return super.read(buffer, offset, length);
            }
        };
        return new InputStreamEntity(noted, body.length, null);
    }

    /**
     * Tells whether a byte of the request may have been written before a failure.
     *
     * @param failure what ended the call
     * @return whether it may
     */
    boolean mayHavePreceded(Throwable failure) {
        if (hasBegun || isNotedByTheClient) {
            return hasBegun;
        }
        return !(failure instanceof ConnectException
                || failure instanceof ConnectTimeoutException
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException
                || failure instanceof SSLHandshakeException && hasBody);
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
