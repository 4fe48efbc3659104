package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.ClientTokens;
import io.github.anaplan4j.internal.port.Departure;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportRequest.Method;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request to the API and reads its answer.
 *
 * <p>It adds the token, and turns error statuses and unreadable bodies into exceptions.
 */
final class ApiExchange {
    private static final Pattern WHOLE = Pattern.compile("(?i)\\s*bytes\\s+0-(\\d{1,18})/(\\d{1,18})\\s*");
    private static final int MAX_ANSWER = 8 * 1024 * 1024;
    private static final int MAX_ERROR = 64 * 1024;
    // Far more than the 10 MB of Anaplan's chunks, and still no danger to a usual heap.
    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final byte[] NO_BODY = {};

    private final HttpTransport transport;
    private final ClientTokens tokens;
    private final Lifecycle lifecycle;
    private final TimeSource time;
    private volatile @Nullable Duration clockAhead;

    ApiExchange(HttpTransport transport, ClientTokens tokens, Lifecycle lifecycle, TimeSource time) {
        this.transport = transport;
        this.tokens = tokens;
        this.lifecycle = lifecycle;
        this.time = time;
    }

    private enum Media {
        JSON(RequestHeaders.JSON, RequestHeaders.JSON),
        BYTES("*/*", "application/octet-stream");

        private final String accepted;
        private final String sent;

        Media(String accepted, String sent) {
            this.accepted = accepted;
            this.sent = sent;
        }
    }

    /** Reads a value out of an answer's JSON object. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode(JsonObject answer) throws Json.Unexpected;
    }

    /** Makes something of an accepted answer, before its body is gone. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(TransportRequest request, TransportResponse response, AuthToken token);
    }

    /** A request before it has a token, and the reader of its answer. */
    private static final class Call<T> {
        private final Method method;
        private final URI uri;
        private final byte[] body;
        private final Media media;
        private final Duration timeout;
        private final Duration whole;
        private final Reader<T> reader;

        Call(Method method, URI uri, byte[] body, Media media, Duration timeout, Reader<T> reader) {
            this(method, uri, body, media, timeout, timeout, reader);
        }

        Call(Method method, URI uri, byte[] body, Media media, Duration timeout, Duration whole, Reader<T> reader) {
            this.method = method;
            this.uri = uri;
            this.body = body;
            this.media = media;
            this.timeout = timeout;
            this.whole = whole;
            this.reader = reader;
        }

        TransportRequest with(AuthToken token) {
            Map<String, String> headers = RequestHeaders.of("AnaplanAuthToken " + token.value(), media.accepted);
            if (method != Method.GET) { // of requests without one, an HTTP library may say that they carry a form
                headers.put("Content-Type", media.sent);
            }
            return new TransportRequest(method, uri, headers, body, timeout, whole);
        }
    }

    /** {@return how far the server's clock is ahead of ours at least, as the last answer says; empty if it did not} */
    Optional<Duration> clockAhead() {
        return Optional.ofNullable(clockAhead);
    }

    <T> T get(URI uri, Duration timeout, Decoder<T> decoder) {
        return send(new Call<>(Method.GET, uri, NO_BODY, Media.JSON, timeout, readJson(decoder)));
    }

    /**
     * Reads with one request, which is not sent again.
     *
     * <p>Where another token may help, this one is dropped, and the caller asks again in its own time.
     */
    <T> T getOnce(URI uri, Duration timeout, Decoder<T> decoder) {
        Call<T> call = new Call<>(Method.GET, uri, NO_BODY, Media.JSON, timeout, readJson(decoder));
        AuthToken token = tokens.token();
        try {
            return attempt(call, token, new Departure());
        } catch (AnaplanApiException refused) {
            throw refused.condition() == ApiCondition.UNAUTHORIZED && tokens.drop(token)
                    ? new TokenRejectedException(refused)
                    : refused;
        }
    }

    /**
     * Reads bytes, all of them before it returns; empty if the answer is that there are none (204).
     *
     * @param uri where they are
     * @param timeout the longest silence of the server
     * @param whole the longest time for all of it
     * @param check knows what is no content
     * @return the bytes
     */
    Optional<InputStream> getBytes(URI uri, Duration timeout, Duration whole, ContentCheck check) {
        return send(new Call<>(
                Method.GET,
                uri,
                NO_BODY,
                Media.BYTES,
                timeout,
                whole,
                (request, response, token) -> bytes(request, response, token, check)));
    }

    /**
     * Posts a body with one request, which is not sent again, and notes when it leaves.
     *
     * <p>Where another token helps, that is got, and the caller decides whether to ask again.
     */
    <T> T postOnce(URI uri, String json, Duration timeout, Decoder<T> decoder, Departure departure) {
        Call<T> call = new Call<>(Method.POST, uri, utf8(json), Media.JSON, timeout, json(decoder));
        AuthToken token = tokens.token();
        try {
            return attempt(call, token, departure);
        } catch (AnaplanApiException refused) {
            throw isRenewed(token, refused) ? new TokenRejectedException(refused) : refused;
        }
    }

    /** Posts a body, to which nothing need be said but that it is done. */
    void post(URI uri, String json, Duration timeout) {
        send(new Call<>(Method.POST, uri, utf8(json), Media.JSON, timeout, done(200, 204)));
    }

    /** Posts a body, to which something has to be said. */
    void postForObject(URI uri, String json, Duration timeout) {
        send(new Call<>(Method.POST, uri, utf8(json), Media.JSON, timeout, readJson(ApiExchange::requireSuccess)));
    }

    /**
     * Puts bytes.
     *
     * @param uri where they go
     * @param bytes the bytes
     * @param timeout the longest silence of the server
     * @param whole the longest time for all of it
     */
    void put(URI uri, byte[] bytes, Duration timeout, Duration whole) {
        send(new Call<>(Method.PUT, uri, bytes, Media.BYTES, timeout, whole, done(200, 204)));
    }

    /** Deletes, now or soon. */
    void delete(URI uri, Duration timeout) {
        send(new Call<>(Method.DELETE, uri, NO_BODY, Media.JSON, timeout, done(200, 202, 204)));
    }

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** Sends a request, and answers a 401 with one renewed token and one more request. */
    private <T> T send(Call<T> call) {
        AuthToken token = tokens.token();
        AuthToken renewed;
        try {
            return attempt(call, token, new Departure());
        } catch (AnaplanApiException refused) {
            renewed = tokenAfter(refused, token);
            if (renewed.equals(token)) {
                throw refused;
            }
        }
        return attempt(call, renewed, new Departure());
    }

    // What a login fails with must not hide that the start was refused.
    private boolean isRenewed(AuthToken token, AnaplanApiException refused) {
        try {
            return !tokenAfter(refused, token).equals(token);
        } catch (RuntimeException noLogin) {
            refused.addSuppressed(noLogin);
            return false;
        }
    }

    private AuthToken tokenAfter(AnaplanApiException refused, AuthToken token) {
        return refused.condition() == ApiCondition.UNAUTHORIZED ? tokens.renewed(token) : token;
    }

    private <T> T attempt(Call<T> call, AuthToken token, Departure departure) {
        TransportRequest request = call.with(token);
        if (!lifecycle.isOpen()) {
            throw Lifecycle.closed(request);
        }
        departure.leaves();
        try (TransportResponse response = Wire.execute(transport, request)) {
            if (response.status() < 200 || response.status() > 299) {
                throw apiError(request, response, token);
            }
            clockAhead = ServerDate.of(response)
                    .map(date -> Duration.between(time.now(), date))
                    .orElse(null);
            return call.reader.read(request, response, token);
        }
    }

    private static Optional<InputStream> bytes(
            TransportRequest request, TransportResponse response, AuthToken token, ContentCheck check) {
        if (response.status() == 204) {
            return Optional.empty();
        }
        requireStatus(request, response, token, 200);
        requireWhole(request, response, token);
        BodyReader bodies = new BodyReader(request);
        Optional<String> objection = check.objectionToHead(response);
        if (objection.isPresent()) {
            byte[] other = bodies.read(response, MAX_ERROR);
            throw new MalformedResponseException(
                    request.toString(), objection.get(), BodyExcerpt.of(other, token), null);
        }
        GrowingBuffer bytes = new GrowingBuffer();
        int length = bodies.read(response, MAX_BYTES, bytes);
        if (length > MAX_BYTES) {
            throw new MalformedResponseException(request.toString(), "longer than " + MAX_BYTES + " bytes", "", null);
        }
        byte[] beginning = bytes.beginning(ContentCheck.BEGINNING);
        check.objectionToBody(response, beginning).ifPresent(what -> {
            throw new MalformedResponseException(request.toString(), what, BodyExcerpt.of(beginning, token), null);
        });
        return Optional.of(bytes.toInputStream());
    }

    // A 206 is a part, a 202 a promise, a 203 somebody else's version.
    private static void requireStatus(
            TransportRequest request, TransportResponse response, AuthToken token, Integer... good) {
        if (!List.of(good).contains(response.status())) {
            throw refused(
                    request,
                    response,
                    token,
                    "status " + response.status() + ", with which Anaplan does not answer this");
        }
    }

    // A gateway may give a part the status of the whole.
    private static void requireWhole(TransportRequest request, TransportResponse response, AuthToken token) {
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

    private static <T> Reader<T> readJson(Decoder<T> decoder) {
        Reader<T> json = json(decoder);
        return (request, response, token) -> {
            requireStatus(request, response, token, 200, 204);
            requireWhole(request, response, token);
            return json.read(request, response, token);
        };
    }

    private static <T> Reader<T> json(Decoder<T> decoder) {
        return (request, response, token) -> decoded(body(request, response), request, response, token, decoder);
    }

    /** Reads an answer that says that something is done: with nothing, or in Anaplan's envelope. */
    private static Reader<Boolean> done(Integer... statuses) {
        return (request, response, token) -> {
            requireStatus(request, response, token, statuses);
            byte[] body = body(request, response);
            return body.length == 0 || decoded(body, request, response, token, ApiExchange::requireSuccess);
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
            byte[] body, TransportRequest request, TransportResponse response, AuthToken token, Decoder<T> decoder) {
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

    private AnaplanApiException apiError(TransportRequest request, TransportResponse response, AuthToken token) {
        byte[] body = errorBody(request, response);
        Optional<String> elsewhere = response.header("Location").flatMap(ApiExchange::host);
        if (ApiCondition.of(response.status()) == ApiCondition.REDIRECTED && elsewhere.isPresent()) {
            return AnaplanApiException.redirected(
                    request.toString(), response.status(), elsewhere.get(), BodyExcerpt.of(body, token));
        }
        return new AnaplanApiException(
                request.toString(),
                response.status(),
                serverMessage(body, token),
                RetryAfter.of(response, time).orElse(null),
                BodyExcerpt.of(body, token));
    }

    // Alone, for the rest of such an address may hold secrets.
    private static Optional<String> host(String location) {
        try {
            return Optional.ofNullable(URI.create(location.strip()).getHost());
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    // The status counts; a body that breaks off must not hide it.
    private static byte[] errorBody(TransportRequest request, TransportResponse response) {
        try {
            return new BodyReader(request).read(response, MAX_ERROR);
        } catch (TransportException | MalformedResponseException broken) {
            return NO_BODY;
        }
    }

    // The API's errors are {"status":{"code":404,"message":"…"},"path":"…"}; a gateway's can be anything.
    private static @Nullable String serverMessage(byte[] body, AuthToken token) {
        try {
            JsonObject status = Json.object(body).object("status");
            String message = status == null ? null : status.text("message");
            return message == null ? null : BodyExcerpt.of(utf8(message), token);
        } catch (Json.Unexpected notTheDocumentedForm) {
            return null;
        }
    }
}
