package io.github.anaplan4j.testkit.server;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists as Anaplan answers them: sorted, and cut into pages that lead to one another. */
final class Listing {
    private static final int LARGEST_PAGE = 5_000;

    /** What some fields are called when it is sorted by them. */
    private static final Map<String, String> SORTED_AS =
            Map.of("creationDate", "creationTime", "emailAddress", "email");

    private Listing() {}

    /** Sorts by what the rows have, with a sign or without one, and passes over what they have not. */
    static Reply of(String schema, String key, List<JsonObject> rows, LoggedRequest request) {
        return page(schema, key, sorted(rows, request), request);
    }

    /** Sorts as lists of the tenant are: only by what the rows have, and with a sign. */
    static Reply ofTenant(String schema, String key, List<JsonObject> rows, LoggedRequest request) {
        for (String by : sorting(request)) {
            if (!by.matches("[+-].*") || !rows.isEmpty() && rows.stream().noneMatch(row -> row.has(field(by)))) {
                return Reply.error(400, "Invalid sort: " + by, request);
            }
        }
        return of(schema, key, rows, request);
    }

    private static List<String> sorting(LoggedRequest request) {
        return request.query("sort").map(sort -> List.of(sort.split(","))).orElse(List.of());
    }

    private static String field(String by) {
        String field = by.replaceFirst("^[+-]", "");
        return SORTED_AS.getOrDefault(field, field);
    }

    // Only what is sorted is looked at as a whole: a list may make its rows when they are asked for.
    private static List<JsonObject> sorted(List<JsonObject> rows, LoggedRequest request) {
        return sorting(request).stream()
                .map(by -> by.startsWith("-") ? order(field(by)).reversed() : order(field(by)))
                .reduce(Comparator::thenComparing)
                .map(order -> rows.stream().sorted(order).toList())
                .orElse(rows);
    }

    private static Comparator<JsonObject> order(String field) {
        return (a, b) ->
                a.members().get(field) instanceof Number first && b.members().get(field) instanceof Number second
                        ? Double.compare(first.doubleValue(), second.doubleValue())
                        : a.text(field).compareTo(b.text(field));
    }

    // An empty list has no key at all.
    private static Reply page(String schema, String key, List<JsonObject> rows, LoggedRequest request) {
        int limit = Math.min(LARGEST_PAGE, Math.max(1, request.queryInt("limit", LARGEST_PAGE)));
        int offset = Math.min(rows.size(), request.queryInt("offset", 0));
        List<JsonObject> page = rows.subList(offset, Math.min(rows.size(), offset + limit));
        JsonObject envelope = Reply.envelope("objects/" + schema);
        JsonObject paging = envelope.object("meta")
                .putObject("paging")
                .put("currentPageSize", page.size())
                .put("totalSize", rows.size())
                .put("offset", offset);
        if (offset + page.size() < rows.size()) {
            paging.put("next", link(limit, offset + limit, request));
        } else if (!page.isEmpty() && request.query("limit").isEmpty() && offset == 0) {
            // Without a limit Anaplan sends everything, and a next page all the same.
            paging.put("next", link(20, 20, request));
        }
        if (offset > 0) {
            paging.put("previous", link(limit, Math.max(0, offset - limit), request));
        }
        if (!page.isEmpty()) {
            envelope.put(key, page);
        }
        return Reply.ok(envelope);
    }

    private static String link(int limit, int offset, LoggedRequest request) {
        Stream<String> others = request.queryPairs().stream().filter(pair -> !pair.matches("(?:limit|offset)=.*"));
        return request.origin()
                + request.path()
                + Stream.concat(others, Stream.of("limit=" + limit, "offset=" + offset))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
