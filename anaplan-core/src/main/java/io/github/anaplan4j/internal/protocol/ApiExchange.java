package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.ChunkBuffer;
import io.github.anaplan4j.internal.port.ClientTokens;
import io.github.anaplan4j.internal.port.Departure;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportRequest.Method;
import io.github.anaplan4j.spi.TransportResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request to the API and reads its answer.
 *
 * <p>It adds the token, and turns error statuses and unreadable bodies into exceptions.
 */
final class ApiExchange {
    private static final byte[] NO_BODY = {};

    private final BaseUrl base;
    private final HttpTransport transport;
    private final ClientTokens tokens;
    private final Lifecycle lifecycle;
    private final TimeSource time;
    private volatile @Nullable Dated dated;

    ApiExchange(BaseUrl base, HttpTransport transport, ClientTokens tokens, Lifecycle lifecycle, TimeSource time) {
        this.base = base;
        this.transport = transport;
        this.tokens = tokens;
        this.lifecycle = lifecycle;
        this.time = time;
    }

    /** When an answer was given by the server's clock, as it said, and by ours; read only when somebody asks. */
    private record Dated(String date, Instant here) {
        Optional<Duration> ahead() {
            return ServerDate.parse(date).map(there -> Duration.between(here, there));
        }
    }

    private enum Media {
        JSON(RequestHeaders.JSON, RequestHeaders.JSON),
        BYTES("*/*", "application/octet-stream"),
        // Anaplan takes it for the coding of the bytes. A Content-Encoding it does not know.
        GZIP("*/*", "application/x-gzip");

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

    /** A request before it has a token, and the reader of its answer. */
    private static final class Call<T> {
        private final Method method;
        private final URI uri;
        private final byte[] body;
        private final Media media;
        private final Duration timeout;
        private final Duration whole;
        private final Answers.Reader<T> reader;

        Call(Method method, URI uri, byte[] body, Media media, Duration timeout, Answers.Reader<T> reader) {
            this(method, uri, body, media, timeout, timeout, reader);
        }

        Call(
                Method method,
                URI uri,
                byte[] body,
                Media media,
                Duration timeout,
                Duration whole,
                Answers.Reader<T> reader) {
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
            if (method == Method.GET) {
                headers.put("Cache-Control", "no-cache"); // what is asked for changes while somebody may store it
            } else { // of requests without one, an HTTP library may say that they carry a form
                headers.put("Content-Type", media.sent);
            }
            return new TransportRequest(method, uri, headers, body, timeout, whole);
        }
    }

    /** {@return how far the server's clock is ahead of ours at least, as the last answer says; empty if it did not} */
    Optional<Duration> clockAhead() {
        return Optional.ofNullable(dated).flatMap(Dated::ahead);
    }

    <T> T get(URI uri, Duration timeout, Decoder<T> decoder) {
        return send(new Call<>(Method.GET, uri, NO_BODY, Media.JSON, timeout, Answers.readJson(decoder)));
    }

    /** Reads what must not have been stored on the way. */
    <T> T getFresh(URI uri, Duration timeout, Decoder<T> decoder) {
        return send(new Call<>(Method.GET, uri, NO_BODY, Media.JSON, timeout, Answers.readFreshJson(decoder)));
    }

    /**
     * Reads with one request, which is not sent again.
     *
     * <p>Where another token may help, this one is dropped, and the caller asks again in its own time.
     */
    <T> T getOnce(URI uri, Duration timeout, Decoder<T> decoder) {
        return sendOnce(new Call<>(Method.GET, uri, NO_BODY, Media.JSON, timeout, Answers.readJson(decoder)));
    }

    /** Reads what must not have been stored on the way, as {@link #getOnce} does. */
    <T> T getFreshOnce(URI uri, Duration timeout, Decoder<T> decoder) {
        return sendOnce(new Call<>(Method.GET, uri, NO_BODY, Media.JSON, timeout, Answers.readFreshJson(decoder)));
    }

    private <T> T sendOnce(Call<T> call) {
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
     * Reads bytes, all of them before it returns.
     *
     * @param uri where they are
     * @param timeout the longest silence of the server
     * @param whole the longest time for all of it
     * @param check knows what is no content
     * @param into has the bytes afterwards
     * @return whether there are any; the answer may be that there are none (204)
     */
    boolean getBytes(URI uri, Duration timeout, Duration whole, ContentCheck check, ChunkBuffer into) {
        return send(new Call<>(
                Method.GET,
                uri,
                NO_BODY,
                Media.BYTES,
                timeout,
                whole,
                (request, response, token) -> Answers.bytes(request, response, token, check, into)));
    }

    /**
     * Posts a body with one request, which is not sent again, and notes when it leaves.
     *
     * <p>Where another token helps, that is got, and the caller decides whether to ask again.
     */
    <T> T postOnce(URI uri, String json, Duration timeout, Decoder<T> decoder, Departure departure) {
        Call<T> call = new Call<>(Method.POST, uri, utf8(json), Media.JSON, timeout, Answers.json(decoder));
        AuthToken token = tokens.token();
        try {
            return attempt(call, token, departure);
        } catch (AnaplanApiException refused) {
            throw isRenewed(token, refused) ? new TokenRejectedException(refused) : refused;
        }
    }

    /** Posts a body, to which nothing need be said but that it is done. */
    void post(URI uri, String json, Duration timeout) {
        send(new Call<>(Method.POST, uri, utf8(json), Media.JSON, timeout, Answers.done(200, 204)));
    }

    /** Posts a body, to which something has to be said. */
    void postForObject(URI uri, String json, Duration timeout) {
        send(new Call<>(Method.POST, uri, utf8(json), Media.JSON, timeout, Answers.success()));
    }

    /**
     * Puts bytes.
     *
     * @param uri where they go
     * @param bytes the bytes
     * @param compressed whether they are compressed
     * @param timeout the longest silence of the server
     * @param whole the longest time for all of it
     */
    void put(URI uri, byte[] bytes, boolean compressed, Duration timeout, Duration whole) {
        Media media = compressed ? Media.GZIP : Media.BYTES;
        send(new Call<>(Method.PUT, uri, bytes, media, timeout, whole, Answers.done(200, 204)));
    }

    /** Deletes, now or soon. */
    void delete(URI uri, Duration timeout) {
        send(new Call<>(Method.DELETE, uri, NO_BODY, Media.JSON, timeout, Answers.done(200, 202, 204)));
    }

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** Sends a request once. After a 401 another token is got, if there is one, and the caller asks again in turn. */
    private <T> T send(Call<T> call) {
        AuthToken token = tokens.token();
        try {
            return attempt(call, token, new Departure());
        } catch (AnaplanApiException refused) {
            throw tokenAfter(refused, token).equals(token) ? refused : new TokenRejectedException(refused);
        }
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
            dated = ServerDate.isStored(response) // then that was the time when it was stored
                    ? null
                    : new Dated(response.header("Date").orElse(""), time.now());
            return call.reader.read(request, response, token);
        }
    }

    private AnaplanApiException apiError(TransportRequest request, TransportResponse response, AuthToken token) {
        byte[] body = Answers.errorBody(request, response);
        Optional<String> elsewhere = response.header("Location").flatMap(ApiExchange::host);
        if (ApiCondition.of(response.status()) == ApiCondition.REDIRECTED && elsewhere.isPresent()) {
            return AnaplanApiException.redirected(
                    request.toString(), response.status(), elsewhere.get(), BodyExcerpt.of(body, token));
        }
        if (ApiCondition.of(response.status()) == ApiCondition.NOT_FOUND
                && !base.toString().endsWith("/2/0")) {
            return AnaplanApiException.notFoundBelow(
                    request.toString(), serverMessage(body, token), BodyExcerpt.of(body, token), base.toString());
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
