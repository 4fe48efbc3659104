package io.github.anaplan4j.testkit;

import io.github.anaplan4j.testkit.server.Bytes;
import io.github.anaplan4j.testkit.server.InjectedFault;
import io.github.anaplan4j.testkit.server.InjectedFault.Spoiling;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What happens to a request in place of its proper answer. The set is closed. Bodies are not copied. Immutable, and
 * equal by value.
 */
public final class Fault {
    private static final byte[] NO_BODY = {};

    private final InjectedFault injected;

    private Fault(InjectedFault injected) {
        this.injected = injected;
    }

    InjectedFault injected() {
        return injected;
    }

    /** {@return the faults that need no more words, by the names that a file of scenarios can use} */
    public static Map<String, Fault> canned() {
        Map<String, Fault> canned = new LinkedHashMap<>();
        canned.put("no-answer", noAnswer());
        canned.put("answer-lost", answerLost());
        canned.put("reset", reset());
        canned.put("reset-afterwards", resetAfterwards());
        canned.put("stall", stall());
        canned.put("stall-afterwards", stallAfterwards());
        for (int status : new int[] {500, 502, 503, 504}) {
            canned.put(status + "-afterwards", statusAfterwards(status));
        }
        canned.put("cut", cut());
        canned.put("truncated-json", truncatedJson());
        canned.put("malformed-json", malformedJson());
        canned.put("duplicate-member", duplicateMember());
        canned.put("wrong-content-type", wrongContentType());
        canned.put("gateway-page", gatewayPage());
        canned.put("too-many-requests", tooManyRequests());
        canned.put("token-expired", tokenExpired());
        canned.put("tokens-revoked", tokensRevoked());
        canned.put("redirect-to-other-host", redirectToOtherHost());
        canned.put("model-locked", modelLocked());
        canned.put("model-archived", modelArchived());
        canned.put("model-in-maintenance", modelInMaintenance());
        return canned;
    }

    /**
     * Answers with anything at all, well-formed as HTTP. The request is not processed.
     *
     * @param status the HTTP status
     * @param headers the headers, apart from the length
     * @param body the body, which need not be what the headers say
     * @return the fault
     */
    public static Fault answer(int status, Map<String, String> headers, byte[] body) {
        return new Fault(new InjectedFault.Answer(status, headers, Bytes.of(body)));
    }

    /**
     * Answers with a text that is said to be JSON. The request is not processed.
     *
     * @param status the HTTP status
     * @param body the body, which need not be valid JSON
     * @return the fault
     */
    public static Fault json(int status, String body) {
        return answer(status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Answers in the form of Anaplan's error bodies. The request is not processed.
     *
     * @param status the HTTP status
     * @return the fault
     */
    public static Fault status(int status) {
        return error(status, "Fault " + status);
    }

    private static Fault error(int status, String message) {
        return json(
                status,
                "{\"status\":{\"code\":" + status + ",\"message\":\"" + message
                        + "\"},\"path\":\"/2/0\",\"timestamp\":\"2026-01-01T00:00:00.123456789Z\"}");
    }

    /**
     * Processes the request, and then lets another fault happen: the client cannot tell whether it was processed.
     *
     * @param instead what happens in place of the answer
     * @return the fault
     */
    public static Fault afterProcessing(Fault instead) {
        return new Fault(new InjectedFault.AfterProcessing(instead.injected));
    }

    /**
     * Closes the connection without a byte in answer, before the request is processed.
     *
     * @return that fault
     */
    public static Fault noAnswer() {
        return new Fault(new InjectedFault.NoAnswer());
    }

    /**
     * Processes the request, and closes the connection without a byte in answer.
     *
     * @return that fault
     */
    public static Fault answerLost() {
        return afterProcessing(noAnswer());
    }

    /**
     * Resets the connection before the request is processed.
     *
     * @return that fault
     */
    public static Fault reset() {
        return new Fault(new InjectedFault.Reset());
    }

    /**
     * Processes the request, and resets the connection.
     *
     * @return that fault
     */
    public static Fault resetAfterwards() {
        return afterProcessing(reset());
    }

    /**
     * Neither processes nor answers the request, until the client gives up.
     *
     * @return that fault
     */
    public static Fault stall() {
        return new Fault(new InjectedFault.Stall());
    }

    /**
     * Processes the request and does not answer it, until the client gives up.
     *
     * @return that fault
     */
    public static Fault stallAfterwards() {
        return afterProcessing(stall());
    }

    /**
     * Processes the request, and answers in the form of Anaplan's error bodies as if it had not.
     *
     * @param status the HTTP status, such as 503
     * @return the fault
     */
    public static Fault statusAfterwards(int status) {
        return afterProcessing(status(status));
    }

    /**
     * Breaks the proper answer off in the middle.
     *
     * @return that fault
     */
    public static Fault cut() {
        return new Fault(new InjectedFault.Spoiled(Spoiling.CUT));
    }

    /**
     * Answers 200 with a body that breaks off: its whole length is announced, and the connection is closed too early.
     *
     * @param body the body
     * @param sent how many of its bytes are sent
     * @return the fault
     */
    public static Fault cutMidBody(byte[] body, int sent) {
        return new Fault(new InjectedFault.CutMidBody(Bytes.of(body), sent));
    }

    /**
     * Answers 200 with a body that begins, and then sends nothing more until the client gives up.
     *
     * @param body the body
     * @param sent how many of its bytes are sent
     * @return the fault
     */
    public static Fault stallMidBody(byte[] body, int sent) {
        return new Fault(new InjectedFault.StallMidBody(Bytes.of(body), sent));
    }

    /**
     * Answers 200 with a body in pieces of one byte.
     *
     * @param body the body
     * @param pause real time before each byte
     * @return the fault
     */
    public static Fault drip(byte[] body, Duration pause) {
        return new Fault(new InjectedFault.Drip(Bytes.of(body), Objects.requireNonNull(pause, "pause")));
    }

    /**
     * Answers properly, in pieces of one byte.
     *
     * @param pause real time before each byte
     * @return the fault
     */
    public static Fault slowDrip(Duration pause) {
        return new Fault(new InjectedFault.SlowDrip(Objects.requireNonNull(pause, "pause")));
    }

    /**
     * Answers with the proper JSON, which just ends.
     *
     * @return that fault
     */
    public static Fault truncatedJson() {
        return new Fault(new InjectedFault.Spoiled(Spoiling.TRUNCATED));
    }

    /**
     * Answers with what is not quite JSON.
     *
     * @return that fault
     */
    public static Fault malformedJson() {
        return new Fault(new InjectedFault.Spoiled(Spoiling.MALFORMED));
    }

    /**
     * Answers with the proper JSON, in which a member comes twice.
     *
     * @return that fault
     */
    public static Fault duplicateMember() {
        return new Fault(new InjectedFault.Spoiled(Spoiling.DUPLICATE_MEMBER));
    }

    /**
     * Answers properly, but says that it is HTML.
     *
     * @return that fault
     */
    public static Fault wrongContentType() {
        return new Fault(new InjectedFault.Spoiled(Spoiling.WRONG_CONTENT_TYPE));
    }

    /**
     * Answers 200 with a body of blanks that is never held in memory.
     *
     * @param bytes its length
     * @return the fault
     */
    public static Fault largeBody(long bytes) {
        return new Fault(new InjectedFault.LargeBody(bytes));
    }

    /**
     * Lets the token of the request expire: 401 to this request and to all others with that token.
     *
     * @return that fault
     */
    public static Fault tokenExpired() {
        return new Fault(new InjectedFault.TokenEnds(false));
    }

    /**
     * Revokes all tokens with the request: 401 until the client has logged in again.
     *
     * @return that fault
     */
    public static Fault tokensRevoked() {
        return new Fault(new InjectedFault.TokenEnds(true));
    }

    /**
     * Redirects with 307 to another host, where nobody may take a token; see {@link Journal#atOtherHost}.
     *
     * @return that fault
     */
    public static Fault redirectToOtherHost() {
        return new Fault(new InjectedFault.RedirectToOtherHost(307));
    }

    /**
     * Answers 423: the model is locked.
     *
     * @return that fault
     */
    public static Fault modelLocked() {
        return error(423, "Model is locked");
    }

    /**
     * Answers 422: the model is archived.
     *
     * @return that fault
     */
    public static Fault modelArchived() {
        return error(422, "Model is archived");
    }

    /**
     * Answers 424: the model is in maintenance.
     *
     * @return that fault
     */
    public static Fault modelInMaintenance() {
        return error(424, "Model is in maintenance mode");
    }

    /**
     * Answers properly, but late, as from a model that is loaded first. In virtual time the wait passes at once, and no
     * timeout of the client's sees it, for that is real.
     *
     * @param wait how long loading takes, by the fake's clock
     * @return the fault
     */
    public static Fault dormantModel(Duration wait) {
        return new Fault(new InjectedFault.Late(Objects.requireNonNull(wait, "wait")));
    }

    /**
     * Answers 429, without saying how long to wait.
     *
     * @return that fault
     */
    public static Fault tooManyRequests() {
        return answer(429, Map.of(), NO_BODY);
    }

    /**
     * Answers 429 and says how long to wait.
     *
     * @param retryAfter the value of the {@code Retry-After} header: seconds or an HTTP date
     * @return the fault
     */
    public static Fault tooManyRequests(String retryAfter) {
        return answer(429, Map.of("Retry-After", Objects.requireNonNull(retryAfter, "retryAfter")), NO_BODY);
    }

    /**
     * Answers 503 as a gateway does, with a page of HTML.
     *
     * @return that fault
     */
    public static Fault gatewayPage() {
        return answer(
                503,
                Map.of("Content-Type", "text/html"),
                "<html><body><h1>Service Unavailable</h1></body></html>".getBytes(StandardCharsets.UTF_8));
    }

    /** {@return whether the other is the same fault, by value} */
    @Override
    public boolean equals(Object other) {
        return other instanceof Fault fault && injected.equals(fault.injected);
    }

    /** {@return a hash code of what happens} */
    @Override
    public int hashCode() {
        return injected.hashCode();
    }

    /** {@return what happens, in short, without bodies} */
    @Override
    public String toString() {
        return injected.toString();
    }
}
