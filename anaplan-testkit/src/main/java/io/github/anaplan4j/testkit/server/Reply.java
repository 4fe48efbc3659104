package io.github.anaplan4j.testkit.server;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** What the fake answers. */
final class Reply {
    // Nine digits after the point, even if they are zeros.
    private static final DateTimeFormatter TIMESTAMP =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);

    private static final String JSON = "application/json;charset=UTF-8";

    private final int status;
    private final String contentType;
    private final byte[] body;

    private Reply(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    static Reply json(int status, JsonObject json) {
        return new Reply(status, JSON, Json.bytes(json));
    }

    static Reply ok(JsonObject json) {
        return json(200, json);
    }

    /** With neither body nor content type. */
    static Reply noContent() {
        return new Reply(204, "", new byte[0]);
    }

    static Reply accepted() {
        return new Reply(202, "", new byte[0]);
    }

    static Reply bytes(byte[] bytes) {
        return new Reply(200, "application/octet-stream", bytes);
    }

    static Reply csv(byte[] bytes) {
        return new Reply(200, "text/csv;charset=UTF-8", bytes);
    }

    /** In the form of Anaplan's error bodies. */
    static Reply error(int status, String message, LoggedRequest request) {
        JsonObject json = new JsonObject();
        json.putObject("status").put("code", status).put("message", message);
        json.put("path", request.path()).put("timestamp", TIMESTAMP.format(request.at()));
        return json(status, json);
    }

    static Reply notFound(LoggedRequest request) {
        return error(404, "Not Found", request);
    }

    /** The envelope that all answers have. */
    static JsonObject envelope(String schema) {
        JsonObject envelope = new JsonObject();
        envelope.putObject("meta").put("schema", "https://api.anaplan.com//2/0/" + schema);
        envelope.putObject("status").put("code", 200).put("message", "Success");
        return envelope;
    }

    /** One thing in its envelope. */
    static Reply single(String schema, String key, JsonObject json) {
        JsonObject envelope = envelope("objects/" + schema);
        return ok(envelope.put(key, json));
    }

    /** Returns this answer with another body. */
    Reply with(String text) {
        return new Reply(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }
}
