package io.github.anaplan4j.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What can happen to a request in place of its proper answer. The set is closed: each kind of mishap is one record.
 */
public sealed interface Mishap {
    /**
     * Any answer at all, well-formed as HTTP.
     *
     * @param status the HTTP status
     * @param headers the headers, apart from the length
     * @param body the body, not copied
     */
    record Answer(int status, Map<String, String> headers, byte[] body) implements Mishap {}

    /**
     * The request is carried out, and then its answer meets with a mishap: the client cannot tell whether it was done.
     *
     * @param instead what happens in place of the answer
     */
    record Processed(Mishap instead) implements Mishap {}

    /** The request is received; then the connection is closed without a byte in answer. */
    record NoAnswer() implements Mishap {}

    /** The request is received; then the connection is reset. */
    record Reset() implements Mishap {}

    /**
     * The answer announces its whole length and the connection is closed in the middle of it.
     *
     * @param body the body, not copied
     * @param sent how many of its bytes are sent
     */
    record CutMidBody(byte[] body, int sent) implements Mishap {}

    /** The request is received, and nothing more happens until the client gives up. */
    record Stall() implements Mishap {}

    /**
     * The answer begins, and nothing more happens until the client gives up.
     *
     * @param body the body, not copied
     * @param sent how many of its bytes are sent
     */
    record StallMidBody(byte[] body, int sent) implements Mishap {}

    /**
     * The body arrives in pieces of one byte.
     *
     * @param body the body, not copied
     * @param pauseMillis real milliseconds before each byte
     */
    record Drip(byte[] body, long pauseMillis) implements Mishap {}

    /**
     * A body of blanks that is never held in memory.
     *
     * @param bytes its length
     */
    record LargeBody(long bytes) implements Mishap {}

    /**
     * @param status the HTTP status
     * @return an answer in the form of Anaplan's error bodies
     */
    static Mishap status(int status) {
        return json(
                status,
                "{\"status\":{\"code\":" + status + ",\"message\":\"Mishap " + status
                        + "\"},\"path\":\"/2/0\",\"timestamp\":\"2026-01-01T00:00:00.123456789Z\"}");
    }

    /**
     * @param retryAfter the value of the {@code Retry-After} header: seconds or an HTTP date
     * @return an answer 429 with that header
     */
    static Mishap tooManyRequests(String retryAfter) {
        return new Answer(429, Map.of("Retry-After", retryAfter), new byte[0]);
    }

    /** {@return a gateway's answer 503: a page of HTML} */
    static Mishap gatewayPage() {
        return new Answer(
                503,
                Map.of("Content-Type", "text/html"),
                "<html><body><h1>Service Unavailable</h1></body></html>".getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param status the HTTP status
     * @param body the body, which need not be valid JSON
     * @return an answer that says it is JSON
     */
    static Mishap json(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }
}
