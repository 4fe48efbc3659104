package io.github.anaplan4j.testkit;

import io.github.anaplan4j.testkit.server.LoggedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that a fake received. Immutable. Two of them are equal if they are the same request, not if they look
 * alike.
 */
public final class RecordedRequest {
    private final LoggedRequest request;

    RecordedRequest(LoggedRequest request) {
        this.request = request;
    }

    /** {@return when it came, by the fake's clock} */
    public Instant at() {
        return request.at();
    }

    /** {@return its method} */
    public String method() {
        return request.method();
    }

    /** {@return path and query as they came, undecoded} */
    public String target() {
        return request.target();
    }

    /** {@return the path, undecoded, without the query and without slashes too many at its beginning and its end} */
    public String path() {
        return request.path();
    }

    /** {@return its headers, names in any case; they hold the token, so do not print them} */
    public Map<String, List<String>> headers() {
        return request.headers();
    }

    /**
     * Returns a header.
     *
     * @param name the header's name, in any case
     * @return its first value, if there is one
     */
    public Optional<String> header(String name) {
        return request.header(name);
    }

    /** {@return its body, not copied; empty if there was none} */
    public byte[] body() {
        return request.body();
    }

    boolean mentions(String secret) {
        return mentionsOutsideOfAuthorization(secret)
                || header("Authorization")
                        .filter(value -> value.contains(secret))
                        .isPresent();
    }

    boolean mentionsOutsideOfAuthorization(String secret) {
        return target().contains(secret)
                || new String(body(), StandardCharsets.UTF_8).contains(secret)
                || headers().entrySet().stream()
                        .filter(header -> !header.getKey().equalsIgnoreCase("Authorization"))
                        .anyMatch(header -> header.getValue().toString().contains(secret));
    }

    /** {@return whether the other is the same request} */
    @Override
    public boolean equals(Object other) {
        return other instanceof RecordedRequest recorded && request == recorded.request;
    }

    /** {@return a hash code of the request} */
    @Override
    public int hashCode() {
        return System.identityHashCode(request);
    }

    /** {@return time, method and target, nothing secret} */
    @Override
    public String toString() {
        return request.toString();
    }
}
