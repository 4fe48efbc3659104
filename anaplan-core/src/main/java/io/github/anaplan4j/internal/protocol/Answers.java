package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.port.ChunkBuffer;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads answers to what was asked, or says why they are none.
 *
 * <p>A status of success proves nothing alone: a gateway's page, a part or a promise has one as well.
 */
final class Answers {
    private static final Pattern WHOLE = Pattern.compile("(?i)\\s*bytes\\s+0-(\\d{1,18})/(\\d{1,18})\\s*");
    private static final int MAX_ANSWER = 8 * 1024 * 1024;
    private static final int MAX_ERROR = 64 * 1024;
    // Far more than the 10 MB of Anaplan's chunks, and still no danger to a usual heap.
    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final byte[] NO_BODY = {};

    private Answers() {}

    /** Makes something of an accepted answer, before its body is gone. */
    @FunctionalInterface
    interface Reader<T> {
        T read(TransportRequest request, TransportResponse response, AuthToken token);
    }

    /** Reads bytes, all of them, and tells whether there are any. */
    static boolean bytes(
            TransportRequest request,
            TransportResponse response,
            AuthToken token,
            ContentCheck check,
            ChunkBuffer into) {
        if (response.status() == 204) {
            return false;
        }
        requireWhole(request, response, token, 200);
        BodyReader bodies = new BodyReader(request);
        Optional<String> objection = check.objectionToHead(response);
        if (objection.isPresent()) {
            byte[] other = bodies.read(response, MAX_ERROR);
            throw new MalformedResponseException(
                    request.toString(), objection.get(), BodyExcerpt.of(other, token), null);
        }
        into.clear();
        int length = bodies.read(response, MAX_BYTES, into::readFrom);
        if (length > MAX_BYTES) {
            throw new MalformedResponseException(request.toString(), "longer than " + MAX_BYTES + " bytes", "", null);
        }
        byte[] beginning = into.beginning(ContentCheck.BEGINNING);
        check.objectionToBody(response, beginning).ifPresent(what -> {
            throw new MalformedResponseException(request.toString(), what, BodyExcerpt.of(beginning, token), null);
        });
        return true;
    }

    // A 206 is a part, a 202 a promise, a 203 somebody else's version. A gateway may give a part the status of the
    // whole.
    private static void requireWhole(
            TransportRequest request, TransportResponse response, AuthToken token, Integer... good) {
        if (!List.of(good).contains(response.status())) {
            throw refused(
                    request,
                    response,
                    token,
                    "status " + response.status() + ", with which Anaplan does not answer this");
        }
        for (String range : response.headers("Content-Range")) {
            Matcher whole = WHOLE.matcher(range);
            if (!whole.matches() || Long.parseLong(whole.group(1)) + 1 != Long.parseLong(whole.group(2))) {
                throw refused(request, response, token, "a part, as its Content-Range says");
            }
        }
    }

    private static MalformedResponseException refused(
            TransportRequest request, TransportResponse response, AuthToken token, String why) {
        return new MalformedResponseException(
                request.toString(), why, BodyExcerpt.of(errorBody(request, response), token), null);
    }

    /** {@return what reads JSON that was asked for} */
    static <T> Reader<T> readJson(ApiExchange.Decoder<T> decoder) {
        Reader<T> json = json(decoder);
        return (request, response, token) -> {
            requireWhole(request, response, token, 200, 204);
            return json.read(request, response, token);
        };
    }

    /** {@return what reads JSON that tells how things are now, and not how they were when somebody stored it} */
    static <T> Reader<T> readFreshJson(ApiExchange.Decoder<T> decoder) {
        Reader<T> json = readJson(decoder);
        return (request, response, token) -> {
            if (ServerDate.isStored(response)) {
                String age = String.join(", ", response.headers("Age"));
                throw refused(request, response, token, "what was stored on the way, as its Age: " + age + " says");
            }
            return json.read(request, response, token);
        };
    }

    /** {@return what reads JSON, with whatever success it comes: after a start it counts what it says} */
    static <T> Reader<T> json(ApiExchange.Decoder<T> decoder) {
        return (request, response, token) -> decoded(body(request, response), request, response, token, decoder);
    }

    /** {@return what reads an answer that says that something is done, in Anaplan's envelope} */
    static Reader<Boolean> success() {
        return readJson(Answers::requireSuccess);
    }

    /** {@return what reads an answer that says so with nothing at all, or in the envelope} */
    static Reader<Boolean> done(Integer... statuses) {
        return (request, response, token) -> {
            requireWhole(request, response, token, statuses);
            byte[] body = body(request, response);
            return body.length == 0 || decoded(body, request, response, token, Answers::requireSuccess);
        };
    }

    // Whatever else is an object says nothing of what was written.
    private static boolean requireSuccess(JsonObject answer) throws Json.Unexpected {
        JsonObject status = answer.object("status");
        Integer code = status == null ? null : status.integer("code");
        boolean isTold =
                answer.has("status") ? code != null && code >= 200 && code <= 299 : bringsWhatWasWritten(answer);
        if (!isTold) {
            throw new Json.Unexpected("it does not say that it was done");
        }
        return true;
    }

    private static boolean bringsWhatWasWritten(JsonObject answer) {
        return answer.has("file") || answer.has("task") || answer.has("taskId");
    }

    private static byte[] body(TransportRequest request, TransportResponse response) {
        return response.status() == 204 ? NO_BODY : new BodyReader(request).read(response, MAX_ANSWER);
    }

    private static <T> T decoded(
            byte[] body,
            TransportRequest request,
            TransportResponse response,
            AuthToken token,
            ApiExchange.Decoder<T> decoder) {
        try {
            if (body.length > MAX_ANSWER) {
                throw new Json.Unexpected("longer than " + MAX_ANSWER + " bytes");
            }
            return decoder.decode(response.status() == 204 ? JsonObject.NOTHING : Json.object(body));
        } catch (Json.Unexpected | IllegalArgumentException unexpected) { // the latter of what is no id
            throw new MalformedResponseException(
                    request.toString(), unexpected.getMessage(), BodyExcerpt.of(body, token), null);
        }
    }

    /** Reads the body of an error; the status counts, and a body that breaks off must not hide it. */
    static byte[] errorBody(TransportRequest request, TransportResponse response) {
        try {
            return new BodyReader(request).read(response, MAX_ERROR - 1);
        } catch (TransportException | MalformedResponseException broken) {
            return NO_BODY;
        }
    }
}
