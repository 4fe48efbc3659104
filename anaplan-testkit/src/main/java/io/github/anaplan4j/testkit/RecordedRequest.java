package io.github.anaplan4j.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that the fake received.
 *
 * @param at when, by the fake's clock
 * @param method the method
 * @param target path and query as they came, undecoded
 * @param headers the headers, names in any case; they hold the token, so do not print them
 * @param body the body; empty if there was none
 */
public record RecordedRequest(
        Instant at, String method, String target, Map<String, List<String>> headers, byte[] body) {
    /**
     * @param name the header's name, in any case
     * @return its first value, if there is one
     */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** {@return the path as it came, undecoded, without the query} */
    public String path() {
        return target.split("\\?", 2)[0];
    }

    RecordedRequest withoutBody() {
        return new RecordedRequest(at, method, target, headers, new byte[0]);
    }

    boolean hasQuery(String pair) {
        String[] parts = target.split("\\?", 2);
        return parts.length == 2 && List.of(parts[1].split("&")).contains(pair);
    }

    int queryInt(String name, int otherwise) {
        Matcher value = Pattern.compile("[?&]" + name + "=(\\d{1,9})(?:&|$)").matcher(target);
        return value.find() ? Integer.parseInt(value.group(1)) : otherwise;
    }

    boolean mentions(String secret) {
        return mentionsOutsideOfAuthorization(secret)
                || header("Authorization")
                        .filter(value -> value.contains(secret))
                        .isPresent();
    }

    boolean mentionsOutsideOfAuthorization(String secret) {
        return target.contains(secret)
                || new String(body, StandardCharsets.UTF_8).contains(secret)
                || headers.entrySet().stream()
                        .filter(header -> !header.getKey().equalsIgnoreCase("Authorization"))
                        .anyMatch(header -> header.getValue().toString().contains(secret));
    }

    /** {@return time, method and target, nothing secret} */
    @Override
    public String toString() {
        return at + " " + method + " " + target;
    }
}
