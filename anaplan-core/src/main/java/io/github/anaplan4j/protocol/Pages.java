package io.github.anaplan4j.protocol;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * Reads a list page by page. What counts are the rows that came: the announced sizes are not always right, and the links
 * to next pages lead astray and, with the token, perhaps elsewhere.
 */
final class Pages {
    private static final int LIMIT = 5_000;

    private final ApiExchange exchange;

    Pages(ApiExchange exchange) {
        this.exchange = exchange;
    }

    /** Takes the rows out of an answer. */
    @FunctionalInterface
    interface Rows<T> {
        List<T> of(JsonNode answer) throws Json.Unexpected;
    }

    private record Page<T>(List<T> rows, int totalSize) {}

    <T> List<T> readAll(URI list, Duration timeout, Rows<T> rows) {
        return read(list, timeout, rows, false);
    }

    /** Reads a list of which nothing may be missing: fewer rows than announced are an error. */
    <T> List<T> readComplete(URI list, Duration timeout, Rows<T> rows) {
        return read(list, timeout, rows, true);
    }

    private <T> List<T> read(URI list, Duration timeout, Rows<T> rows, boolean complete) {
        List<T> all = new ArrayList<>();
        Page<T> page;
        do {
            URI next = URI.create(list + "?limit=" + LIMIT + "&offset=" + all.size());
            page = exchange.get(next, timeout, answer -> {
                Page<T> read = new Page<>(rows.of(answer), totalSize(answer));
                if (complete && read.rows().isEmpty() && all.size() < read.totalSize()) {
                    throw new Json.Unexpected("a list of " + read.totalSize() + " that ends after " + all.size());
                }
                return read;
            });
            all.addAll(page.rows());
        } while (!page.rows().isEmpty() && all.size() < page.totalSize());
        return List.copyOf(all);
    }

    private static int totalSize(JsonNode answer) throws Json.Unexpected {
        JsonNode meta = Json.object(answer, "meta");
        JsonNode paging = meta == null ? null : Json.object(meta, "paging");
        return paging == null ? 0 : Objects.requireNonNullElse(Json.integer(paging, "totalSize"), 0);
    }
}
