package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.error.MalformedResponseException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads a list page by page.
 *
 * <p>What counts are the rows that came: the announced sizes are not always right, and the links to next pages lead
 * astray and, with the token, perhaps elsewhere.
 */
final class Pages {
    private static final int LIMIT = 5_000;

    private final ApiExchange exchange;
    private final Duration timeout;

    /**
     * Makes a reader of lists.
     *
     * @param exchange sends the requests
     * @param timeout the longest wait for the server, for each page
     */
    Pages(ApiExchange exchange, Duration timeout) {
        this.exchange = exchange;
        this.timeout = timeout;
    }

    /** Takes the rows out of an answer. */
    @FunctionalInterface
    interface Rows<T> {
        List<T> of(JsonNode answer) throws Json.Unexpected;
    }

    private record Page<T>(List<T> rows, int totalSize) {}

    <T> List<T> readAll(URI list, Rows<T> rows) {
        return read(list, rows, false);
    }

    /** Reads a list of which nothing may be missing: fewer rows than announced are an error. */
    <T> List<T> readComplete(URI list, Rows<T> rows) {
        return read(list, rows, true);
    }

    private <T> List<T> read(URI list, Rows<T> rows, boolean complete) {
        Set<T> all = new LinkedHashSet<>();
        int received = 0;
        Page<T> page;
        boolean broughtSomething;
        do {
            URI next = URI.create(list + "?limit=" + LIMIT + "&offset=" + received);
            page = exchange.get(next, timeout, answer -> new Page<>(rows.of(answer), totalSize(answer)));
            received += page.rows().size();
            broughtSomething = all.addAll(page.rows());
        } while (broughtSomething && received < page.totalSize());
        if (complete && all.size() < Math.max(received, page.totalSize())) {
            throw new MalformedResponseException(
                    "GET " + list.getRawPath(),
                    "a list of " + page.totalSize() + " rows of which " + all.size() + " came",
                    "",
                    null);
        }
        return List.copyOf(all);
    }

    private static int totalSize(JsonNode answer) throws Json.Unexpected {
        JsonNode meta = Json.object(answer, "meta");
        JsonNode paging = meta == null ? null : Json.object(meta, "paging");
        return paging == null ? 0 : Objects.requireNonNullElse(Json.integer(paging, "totalSize"), 0);
    }
}
