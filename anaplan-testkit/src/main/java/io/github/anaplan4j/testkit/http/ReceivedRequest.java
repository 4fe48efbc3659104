package io.github.anaplan4j.testkit.http;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A request as it came off the wire. Immutable, but for its body, which is not copied. */
public final class ReceivedRequest {
    private static final Pattern LOOPBACK =
            Pattern.compile("(127\\.\\d+\\.\\d+\\.\\d+|localhost|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);

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

    /**
     * Returns the value of a header.
     *
     * @param name the header's name, in any case
     * @return its values with commas between them; empty if there is none
     */
    public String header(String name) {
        return String.join(",", headers.getOrDefault(name, List.of()));
    }

    /**
     * Says whether its client asked for a name that only this machine can have. Any web site can give itself a name
     * that leads to a loopback address, and then read what the browser of somebody on this machine gets there.
     *
     * @return whether it did
     */
    public boolean isForLoopback() {
        return LOOPBACK.matcher(header("Host")).matches();
    }

    /** {@return whether the client wants the connection closed after the answer} */
    boolean isTheLast() {
        return isTheLast;
    }
}
