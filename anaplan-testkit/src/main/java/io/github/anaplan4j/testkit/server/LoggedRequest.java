package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.testkit.http.ReceivedRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request that the fake received, with the time at which it did. Immutable. */
public final class LoggedRequest {
    private static final byte[] NO_BODY = {};

    private final Instant at;
    private final String method;
    private final String target;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private LoggedRequest(Instant at, String method, String target, Map<String, List<String>> headers, byte[] body) {
        this.at = at;
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    LoggedRequest(ReceivedRequest received, Instant at) {
        this(at, received.method(), received.target(), received.headers(), received.body());
    }

    /** {@return when it came, by the fake's clock} */
    public Instant at() {
        return at;
    }

    /** {@return its method} */
    public String method() {
        return method;
    }

    /** {@return path and query as they came, undecoded} */
    public String target() {
        return target;
    }

    /** {@return its headers, names in any case} */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** {@return its body; empty if there was none} */
    public byte[] body() {
        return body;
    }

    /** {@return the path as it came, undecoded, without the query} */
    public String path() {
        return target.split("\\?", 2)[0];
    }

    /**
     * Returns the first value of a header, if there is one.
     *
     * @param name the header's name, in any case
     * @return the first value of a header, if there is one
     */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    LoggedRequest withoutBody() {
        return new LoggedRequest(at, method, target, headers, NO_BODY);
    }

    boolean hasQuery(String pair) {
        String[] parts = target.split("\\?", 2);
        return parts.length == 2 && List.of(parts[1].split("&")).contains(pair);
    }

    int queryInt(String name, int otherwise) {
        Matcher value = Pattern.compile("[?&]" + name + "=(\\d{1,9})(?:&|$)").matcher(target);
        return value.find() ? Integer.parseInt(value.group(1)) : otherwise;
    }

    /** {@return time, method and target, nothing secret} */
    @Override
    public String toString() {
        return at + " " + method + " " + target;
    }
}
