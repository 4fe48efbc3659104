package io.github.anaplan4j.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the fake answers.
 *
 * @param status the HTTP status
 * @param json the body, or null for none
 */
record Reply(int status, @Nullable String json) {
    static Reply ok(String json) {
        return new Reply(200, json);
    }

    /** In the form of Anaplan's error bodies. */
    static Reply error(int status, String message, RecordedRequest request) {
        return new Reply(status, """
                {"status":{"code":%d,"message":%s},"path":%s,"timestamp":"%s"}""".formatted(status, quoted(message), quoted(request.path()), request.at()));
    }

    /** A page of a list, in the envelope that all lists have. An empty list has no key at all. */
    static Reply page(String schema, String key, List<String> rows, RecordedRequest request) {
        int offset = Math.min(rows.size(), request.queryInt("offset", 0));
        int end = Math.min(rows.size(), offset + request.queryInt("limit", 5_000));
        List<String> page = rows.subList(offset, end);
        // The link to the next page is there even if there is none, as with Anaplan.
        return ok("""
                {"meta":{"schema":"https://api.anaplan.com//2/0/objects/%s",\
                "paging":{"currentPageSize":%d,"totalSize":%d,"offset":%d,"next":"https://api.anaplan.com/2/0/next?offset=20"}},\
                "status":{"code":200,"message":"Success"}%s}""".formatted(
                        schema,
                        page.size(),
                        rows.size(),
                        offset,
                        page.isEmpty() ? "" : ",\"" + key + "\":[" + String.join(",", page) + "]"));
    }

    static String quoted(String text) {
        return JsonNodeFactory.instance.stringNode(text).toString();
    }

    byte[] body() {
        return json == null ? new byte[0] : json.getBytes(StandardCharsets.UTF_8);
    }
}
