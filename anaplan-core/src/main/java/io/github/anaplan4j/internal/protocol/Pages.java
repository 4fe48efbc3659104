package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.Timeouts;
import io.github.anaplan4j.spi.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Reads a list page by page.
 *
 * <p>What counts are the rows that came: the announced sizes are not always right, and the links to next pages lead
 * astray and, with the token, perhaps elsewhere. So a server may always have another page, and the whole has a limit.
 */
final class Pages {
    private static final int LIMIT = 5_000;

    private final ApiExchange exchange;
    private final Duration timeout;
    private final TimeSource time;

    /**
     * Makes a reader of lists.
     *
     * @param exchange sends the requests
     * @param timeout the longest wait for the server, for each page
     * @param time the clock by which a whole list is bounded
     */
    Pages(ApiExchange exchange, Duration timeout, TimeSource time) {
        this.exchange = exchange;
        this.timeout = timeout;
        this.time = time;
    }

    /** Takes the rows out of an answer. */
    @FunctionalInterface
    interface Rows<T> {
        List<T> of(JsonObject answer) throws Json.Unexpected;
    }

    private record Page<T>(List<T> rows, int totalSize) {}

    /** Reads a list. */
    <T> List<T> readAll(URI list, Rows<T> rows) {
        return read(Timeouts.WHOLE_LIST, list, rows, false);
    }

    /** Reads a list of which nothing may be missing: fewer rows than announced are an error. */
    <T> List<T> readComplete(URI list, Rows<T> rows) {
        return read(Timeouts.WHOLE_LIST, list, rows, true);
    }

    /** Reads a list for somebody who has less time for it. */
    <T> List<T> readWithin(Duration atMost, URI list, Rows<T> rows) {
        return read(Durations.shorter(atMost, Timeouts.WHOLE_LIST), list, rows, false);
    }

    private <T> List<T> read(Duration whole, URI list, Rows<T> rows, boolean complete) {
        long begun = time.nanoTime();
        Set<T> all = new LinkedHashSet<>();
        int received = 0;
        Page<T> page;
        boolean broughtSomething;
        do {
            Duration left = whole.minusNanos(time.nanoTime() - begun);
            if (Durations.isOver(left)) {
                throw TransportException.timedOut(
                        "GET " + list.getRawPath(), "the list did not end within " + whole, null);
            }
            URI next = URI.create(list + "?limit=" + LIMIT + "&offset=" + received);
            page = exchange.get(
                    next, Durations.shorter(timeout, left), answer -> new Page<>(rows.of(answer), totalSize(answer)));
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

    private static int totalSize(JsonObject answer) throws Json.Unexpected {
        JsonObject meta = answer.object("meta");
        JsonObject paging = meta == null ? null : meta.object("paging");
        return paging == null ? 0 : Objects.requireNonNullElse(paging.integer("totalSize"), 0);
    }
}
