package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.base.Timeouts;
import io.github.anaplan4j.internal.port.ClientTokens;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;

/**
 * The connection to one API as one user, which all of its resources share.
 *
 * <p>Thread-safe.
 */
public final class ApiSession {
    private final ApiUris uris;
    private final ApiExchange exchange;
    private final Timeouts timeouts;
    private final TimeSource time;

    /**
     * Makes a session, without sending anything.
     *
     * @param base the base URL of the Integration API
     * @param transport carries the requests; not closed here
     * @param tokens asked for a token before each request
     * @param timeouts the longest waits for the server
     * @param lifecycle lets nothing out of a client that is closed
     * @param time the clock that is held against the server's, and for how long a list takes
     */
    public ApiSession(
            BaseUrl base,
            HttpTransport transport,
            ClientTokens tokens,
            Timeouts timeouts,
            Lifecycle lifecycle,
            TimeSource time) {
        this.uris = new ApiUris(base);
        this.exchange = new ApiExchange(base, transport, tokens, lifecycle, time);
        this.timeouts = timeouts;
        this.time = time;
    }

    ApiUris uris() {
        return uris;
    }

    ApiExchange exchange() {
        return exchange;
    }

    Timeouts timeouts() {
        return timeouts;
    }

    TimeSource time() {
        return time;
    }
}
