package io.github.anaplan4j.protocol;

import io.github.anaplan4j.auth.TokenSource;
import io.github.anaplan4j.host.BaseUrl;
import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.transport.HttpTransport;

/** The connection to one API as one user, which all of its resources share. Thread-safe. */
public final class AnaplanApi {
    private final ApiUris uris;
    private final ApiExchange exchange;

    /**
     * @param base the base URL of the Integration API
     * @param transport carries the requests; not closed here
     * @param tokens asked for a token before each request
     * @param time the clock for {@code Retry-After} dates and for bodies that never end
     */
    public AnaplanApi(BaseUrl base, HttpTransport transport, TokenSource tokens, TimeSource time) {
        this.uris = new ApiUris(base);
        this.exchange = new ApiExchange(transport, tokens, time);
    }

    /** Gets a token ready, so that the next request need not wait for one. */
    public void prepare() {
        exchange.prepare();
    }

    ApiUris uris() {
        return uris;
    }

    ApiExchange exchange() {
        return exchange;
    }
}
