package io.github.anaplan4j.testkit;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the fake answers.
 *
 * @param status the HTTP status
 * @param contentType the type of the body
 * @param body the body; empty for none
 */
record Reply(int status, String contentType, byte[] body) {
    // Nine digits after the point, even if they are zeros.
    private static final DateTimeFormatter TIMESTAMP =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);

    private static final String JSON = "application/json;charset=UTF-8";

    static Reply json(int status, String json) {
        return new Reply(status, JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    static Reply ok(String json) {
        return json(200, json);
    }

    static Reply noContent() {
        return new Reply(204, JSON, new byte[0]);
    }

    static Reply bytes(byte[] bytes) {
        return new Reply(200, "application/octet-stream", bytes);
    }

    /** In the form of Anaplan's error bodies. */
    static Reply error(int status, String message, RecordedRequest request) {
        return json(
                status, """
                {"status":{"code":%d,"message":%s},"path":%s,"timestamp":"%s"}""".formatted(status, quoted(message), quoted(request.path()), TIMESTAMP.format(request.at())));
    }

    static Reply notFound(RecordedRequest request) {
        return error(404, "Not Found", request);
    }

    /** One thing in the envelope that all answers have. */
    static Reply single(String schema, String key, String json) {
        return ok("""
                {"meta":{"schema":"https://api.anaplan.com//2/0/objects/%s"},\
                "status":{"code":200,"message":"Success"},"%s":%s}""".formatted(schema, key, json));
    }

    /** A page of a list. An empty list has no key at all. */
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

    /** @return this answer with another body */
    Reply with(String text) {
        return new Reply(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    static String quoted(String text) {
        return JsonNodeFactory.instance.stringNode(text).toString();
    }
}
