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
 * <p>An answer is a list if it has rows or says that it has none. It is whole if no row is missing that a page has
 * announced: who took less for the list would take what is missing for new later. There may be more rows than
 * announced. The links to next pages lead astray and, with the token, perhaps elsewhere. So a server may always have
 * another page, and the whole has a limit.
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

    @FunctionalInterface
    private interface Getter<P> {
        P get(URI page, Duration timeout, ApiExchange.Decoder<P> decoder);
    }

    private record Page<T>(List<T> rows, int totalSize) {}

    /** Reads a list. */
    <T> List<T> readAll(URI list, Rows<T> rows) {
        return read(Timeouts.WHOLE_LIST, list, rows, exchange::get);
    }

    /** Reads a list that must not have been stored on the way, for somebody who may have less time for it. */
    <T> List<T> readFreshWithin(Duration atMost, URI list, Rows<T> rows) {
        return read(atMost, list, rows, exchange::getFresh);
    }

    private static URI page(URI list, int offset) {
        return URI.create(list + "?limit=" + LIMIT + "&offset=" + offset);
    }

    private static <T> Page<T> page(JsonObject answer, Rows<T> rows) throws Json.Unexpected {
        return new Page<>(rows.of(answer), totalSize(answer));
    }

    private <T> List<T> read(Duration atMost, URI list, Rows<T> rows, Getter<Page<T>> getter) {
        Duration whole = Durations.shorter(atMost, Timeouts.WHOLE_LIST);
        long begun = time.nanoTime();
        Set<T> all = new LinkedHashSet<>();
        int received = 0;
        int announced = 0;
        Page<T> page;
        boolean broughtSomething;
        do {
            Duration left = whole.minusNanos(time.nanoTime() - begun);
            if (Durations.isOver(left)) {
                throw TransportException.timedOut(
                        "GET " + list.getRawPath(), "the list did not end within " + whole, null);
            }
            page = getter.get(page(list, received), Durations.shorter(timeout, left), answer -> page(answer, rows));
            received += page.rows().size();
            announced = Math.max(announced, page.totalSize());
            broughtSomething = all.addAll(page.rows());
        } while (broughtSomething && received < page.totalSize());
        if (all.size() < Math.max(received, announced)) {
            throw new MalformedResponseException(
                    "GET " + list.getRawPath(),
                    "a list of " + announced + " rows of which " + all.size() + " came",
                    "",
                    null);
        }
        return List.copyOf(all);
    }

    /**
     * {@return the rows of a page}
     *
     * @param answer the page
     * @param member their name, which is missing where there are none
     * @throws Json.Unexpected if the page does not say that there are none
     */
    static List<JsonObject> rows(JsonObject answer, String member) throws Json.Unexpected {
        if (!answer.has(member) && !isEmpty(answer)) {
            throw new Json.Unexpected("no list, for it has no \"" + member + "\" and does not say that it is empty");
        }
        return answer.objects(member);
    }

    // Of an empty list Anaplan sometimes leaves out the paging as well; the envelope of a success it never does. With
    // a size it says itself what is missing.
    private static boolean isEmpty(JsonObject answer) throws Json.Unexpected {
        JsonObject meta = answer.object("meta");
        if (meta == null) {
            return false;
        }
        JsonObject paging = meta.object("paging");
        if (paging != null) {
            return paging.integer("totalSize") != null;
        }
        JsonObject status = answer.object("status");
        return status != null && Objects.equals(status.integer("code"), 200);
    }

    private static int totalSize(JsonObject answer) throws Json.Unexpected {
        JsonObject meta = answer.object("meta");
        JsonObject paging = meta == null ? null : meta.object("paging");
        return paging == null ? 0 : Objects.requireNonNullElse(paging.integer("totalSize"), 0);
    }
}
