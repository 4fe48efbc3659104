package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.testkit.http.ReceivedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A request that the fake received, with the time at which it did. Immutable. */
public final class LoggedRequest {
    private static final byte[] NO_BODY = {};
    // What Anaplan's API knows. Other clients may write a token, or a password, into any other.
    private static final Pattern NO_SECRET = Pattern.compile(
            "(includeProcessDetails|modelDetails|tenantDetails|limit|offset|sort|format|exportType|pages)=.*");

    private final Instant at;
    private final Instant wallClock;
    private final String method;
    private final String target;
    private final String path;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private LoggedRequest(
            Instant at,
            Instant wallClock,
            String method,
            String target,
            Map<String, List<String>> headers,
            byte[] body) {
        this.at = at;
        this.wallClock = wallClock;
        this.method = method;
        this.target = target;
        this.path = pathOf(target);
        this.headers = headers;
        this.body = body;
    }

    LoggedRequest(ReceivedRequest received, Instant at, Instant wallClock) {
        this(at, wallClock, received.method(), received.target(), received.headers(), received.body());
    }

    /** {@return when it came, by the fake's clock} */
    public Instant at() {
        return at;
    }

    /** Returns what time it was then for its client, who may go by the fake's clock or by the one on the wall. */
    List<Instant> clientTimes() {
        return List.of(at, wallClock);
    }

    /** Says whether it came in time, by either clock that its client may go by. */
    boolean isBefore(Instant end) {
        return at.isBefore(end) || wallClock.isBefore(end);
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

    /** {@return the path, undecoded, without the query and without slashes too many at its beginning and its end} */
    public String path() {
        return path;
    }

    private static String pathOf(String target) {
        String path = target.split("\\?", 2)[0].replaceFirst("^/+", "/");
        return path.length() > 1 ? path.replaceFirst("/+$", "") : path;
    }

    /** Returns the base URL under which its client knows the fake. */
    String origin() {
        return "http://" + header("Host").orElse("127.0.0.1");
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

    /** Returns the media type of its body in small letters, without parameters; empty if it says none. */
    String mediaType() {
        return header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Returns the scheme of its authorization in small letters, for it may be written in any; empty if it has none. */
    String scheme() {
        return authorization()[0].toLowerCase(Locale.ROOT);
    }

    /** Returns what proves its authorization, behind the scheme; empty if it has none. */
    String proof() {
        String[] parts = authorization();
        return parts.length < 2 ? "" : parts[1];
    }

    private String[] authorization() {
        return header("Authorization").orElse("").split(" +", 2);
    }

    LoggedRequest withoutBody() {
        return new LoggedRequest(at, wallClock, method, target, headers, NO_BODY);
    }

    /** Returns the value of a parameter of the query, decoded. */
    Optional<String> query(String name) {
        return queryPairs().stream()
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst();
    }

    /** Returns the pairs of the query, undecoded. */
    List<String> queryPairs() {
        String[] parts = target.split("\\?", 2);
        return parts.length < 2 || parts[1].isEmpty() ? List.of() : List.of(parts[1].split("&"));
    }

    boolean isAsked(String name) {
        return query(name).filter("true"::equalsIgnoreCase).isPresent(); // the vendor's own tool writes True
    }

    int queryInt(String name, int otherwise) {
        return query(name)
                .filter(value -> value.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .orElse(otherwise);
    }

    /** {@return method and target, for people; of the query only the values that cannot be secrets} */
    public String line() {
        String path = target.split("\\?", 2)[0];
        String query = queryPairs().stream()
                .map(pair -> NO_SECRET.matcher(pair).matches() ? pair : pair.replaceFirst("=.*|^[^=]*$", "=***"))
                .collect(Collectors.joining("&"));
        return method + " " + path + (query.isEmpty() ? "" : "?" + query);
    }

    /** {@return time, method and target, nothing secret} */
    @Override
    public String toString() {
        return at + " " + line();
    }
}
