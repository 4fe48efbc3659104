package io.github.anaplan4j.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
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
    record Answer(int status, Map<String, String> headers, byte[] body) implements Mishap {
        @Override
        public String toString() {
            return "Answer " + status;
        }
    }

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
    record CutMidBody(byte[] body, int sent) implements Mishap {
        @Override
        public String toString() {
            return "CutMidBody after " + sent + " bytes";
        }
    }

    /** The request is received, and nothing more happens until the client gives up. */
    record Stall() implements Mishap {}

    /**
     * The answer begins, and nothing more happens until the client gives up.
     *
     * @param body the body, not copied
     * @param sent how many of its bytes are sent
     */
    record StallMidBody(byte[] body, int sent) implements Mishap {
        @Override
        public String toString() {
            return "StallMidBody after " + sent + " bytes";
        }
    }

    /**
     * The body arrives in pieces of one byte.
     *
     * @param body the body, not copied
     * @param pauseMillis real milliseconds before each byte
     */
    record Drip(byte[] body, long pauseMillis) implements Mishap {}

    /**
     * The proper answer, spoiled: the request is carried out, and what the client reads is not what was written.
     *
     * @param how what is wrong with it
     */
    record Spoiled(Spoiling how) implements Mishap {}

    /** What can be wrong with an answer that is otherwise the proper one. */
    enum Spoiling {
        /** It announces its whole length, and the connection is closed in the middle of it. */
        CUT,
        /** Its length is announced as half of it: well-formed HTTP, and JSON that just ends. */
        TRUNCATED,
        /** Its last brace is a bracket. */
        MALFORMED,
        /** Its first member stands in it twice, the second time as null. */
        DUPLICATE_MEMBER,
        /** It says that it is HTML. */
        WRONG_CONTENT_TYPE
    }

    /**
     * The proper answer in pieces of one byte.
     *
     * @param pause real time before each byte
     */
    record SlowDrip(Duration pause) implements Mishap {}

    /**
     * The proper answer, late, as from a model that has to be loaded first.
     *
     * @param delay how long it takes, by the fake's clock
     */
    record Late(Duration delay) implements Mishap {}

    /**
     * A token is no longer accepted, from this request on.
     *
     * @param all whether all tokens are revoked, or the one that the request came with expires
     */
    record TokenEnds(boolean all) implements Mishap {}

    /**
     * A redirect to another host, which takes down in {@link Journal#elsewhere} who follows.
     *
     * @param status the HTTP status, such as 307
     */
    record RedirectElsewhere(int status) implements Mishap {}

    /**
     * A body of blanks that is never held in memory.
     *
     * @param bytes its length
     */
    record LargeBody(long bytes) implements Mishap {}

    /** {@return the mishaps that need no more words, by the names that a file of scenarios can use} */
    static Map<String, Mishap> canned() {
        Map<String, Mishap> canned = new LinkedHashMap<>();
        canned.put("no-answer", noAnswer());
        canned.put("answer-lost", answerLost());
        canned.put("reset", reset());
        canned.put("reset-afterwards", resetAfterwards());
        canned.put("stall", stall());
        canned.put("stall-afterwards", stallAfterwards());
        canned.put("cut", cut());
        canned.put("truncated-json", truncatedJson());
        canned.put("malformed-json", malformedJson());
        canned.put("duplicate-member", duplicateMember());
        canned.put("wrong-content-type", wrongContentType());
        canned.put("gateway-page", gatewayPage());
        canned.put("too-many-requests", tooManyRequests());
        canned.put("token-expired", tokenExpired());
        canned.put("tokens-revoked", tokensRevoked());
        canned.put("redirect-elsewhere", redirectElsewhere());
        canned.put("model-locked", modelLocked());
        canned.put("model-archived", modelArchived());
        canned.put("model-in-maintenance", modelInMaintenance());
        return canned;
    }

    /** {@return the connection is closed before the request is processed} */
    static Mishap noAnswer() {
        return new NoAnswer();
    }

    /** {@return the request is processed, and the connection closed without a word of it: was it, or was it not?} */
    static Mishap answerLost() {
        return new Processed(new NoAnswer());
    }

    /** {@return the connection is reset before the request is processed} */
    static Mishap reset() {
        return new Reset();
    }

    /** {@return the request is processed, and the connection reset} */
    static Mishap resetAfterwards() {
        return new Processed(new Reset());
    }

    /** {@return the request is not processed, and nothing happens until the client gives up} */
    static Mishap stall() {
        return new Stall();
    }

    /** {@return the request is processed, and nothing happens until the client gives up} */
    static Mishap stallAfterwards() {
        return new Processed(new Stall());
    }

    /** {@return the proper answer breaks off in the middle} */
    static Mishap cut() {
        return new Spoiled(Spoiling.CUT);
    }

    /**
     * @param pause real time before each byte
     * @return the proper answer drips
     */
    static Mishap slowDrip(Duration pause) {
        return new SlowDrip(pause);
    }

    /** {@return the proper answer is JSON that just ends} */
    static Mishap truncatedJson() {
        return new Spoiled(Spoiling.TRUNCATED);
    }

    /** {@return the proper answer is not quite JSON} */
    static Mishap malformedJson() {
        return new Spoiled(Spoiling.MALFORMED);
    }

    /** {@return the proper answer has a member twice} */
    static Mishap duplicateMember() {
        return new Spoiled(Spoiling.DUPLICATE_MEMBER);
    }

    /** {@return the proper answer says that it is HTML} */
    static Mishap wrongContentType() {
        return new Spoiled(Spoiling.WRONG_CONTENT_TYPE);
    }

    /** {@return the token of the request expires with it: 401 to this request and to all others with that token} */
    static Mishap tokenExpired() {
        return new TokenEnds(false);
    }

    /** {@return all tokens are revoked with the request: 401 until the client has logged in again} */
    static Mishap tokensRevoked() {
        return new TokenEnds(true);
    }

    /** {@return a redirect 307 to another host, where nobody may take a token} */
    static Mishap redirectElsewhere() {
        return new RedirectElsewhere(307);
    }

    /** {@return the model is locked: 423} */
    static Mishap modelLocked() {
        return error(423, "Model is locked");
    }

    /** {@return the model is archived: 422} */
    static Mishap modelArchived() {
        return error(422, "Model is archived");
    }

    /** {@return the model is in maintenance: 424} */
    static Mishap modelInMaintenance() {
        return error(424, "Model is in maintenance mode");
    }

    /**
     * @param wait how long loading takes, by the fake's clock. In virtual time that passes at once, and no timeout of the
     *     client's sees it, for that is real
     * @return the model is loaded first, and then gives the proper answer
     */
    static Mishap dormantModel(Duration wait) {
        return new Late(wait);
    }

    /** {@return an answer 429 that does not say how long to wait} */
    static Mishap tooManyRequests() {
        return new Answer(429, Map.of(), new byte[0]);
    }

    /**
     * @param status the HTTP status
     * @return an answer in the form of Anaplan's error bodies
     */
    static Mishap status(int status) {
        return error(status, "Mishap " + status);
    }

    private static Mishap error(int status, String message) {
        return json(
                status,
                "{\"status\":{\"code\":" + status + ",\"message\":\"" + message
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
