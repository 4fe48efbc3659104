package io.github.anaplan4j.testkit.http;

import java.util.List;
import java.util.Map;

/** A request as it came off the wire. Immutable, but for its body, which is not copied. */
public final class ReceivedRequest {
    private final String method;
    private final String target;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final boolean isTheLast;

    ReceivedRequest(String method, String target, Map<String, List<String>> headers, byte[] body, boolean isTheLast) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.isTheLast = isTheLast;
    }

    /** {@return the method} */
    public String method() {
        return method;
    }

    /** {@return path and query, undecoded} */
    public String target() {
        return target;
    }

    /** {@return the headers, names in any case} */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** {@return the body; empty if there is none} */
    public byte[] body() {
        return body;
    }

    /** {@return whether the client wants the connection closed after the answer} */
    boolean isTheLast() {
        return isTheLast;
    }
}
