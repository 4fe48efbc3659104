package io.github.anaplan4j.protocol;

import io.github.anaplan4j.auth.AuthToken;
import io.github.anaplan4j.auth.TokenSource;
import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TokenRenewedException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.transport.HttpTransport;
import io.github.anaplan4j.transport.TransportRequest;
import io.github.anaplan4j.transport.TransportRequest.Method;
import io.github.anaplan4j.transport.TransportResponse;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One request to the API and its answer: adds the token, turns error statuses and unreadable bodies into exceptions. */
final class ApiExchange {
    private static final int MAX_ANSWER = 8 * 1024 * 1024;
    private static final int MAX_ERROR = 64 * 1024;
    // Far more than the 10 MB of Anaplan's chunks, and still no danger to a usual heap.
    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final byte[] NO_BODY = {};
    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private final HttpTransport transport;
    private final TokenSource tokens;
    private final TimeSource time;

    ApiExchange(HttpTransport transport, TokenSource tokens, TimeSource time) {
        this.transport = transport;
        this.tokens = tokens;
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
        T decode(JsonNode answer) throws Json.Unexpected;
    }

    <T> T get(URI uri, Duration timeout, Decoder<T> decoder) {
        return send(Method.GET, uri, NO_BODY, timeout, decoder);
    }

    /** Reads with one request; where another token may help, that is got, and the caller asks again when he likes. */
    <T> T getOnce(URI uri, Duration timeout, Decoder<T> decoder) {
        AuthToken token = tokens.token();
        try {
            return send(Method.GET, uri, NO_BODY, timeout, decoder, token);
        } catch (AnaplanApiException refused) {
            throw refused.condition() == ApiCondition.UNAUTHORIZED
                            && !tokens.renewed(token).equals(token)
                    ? new TokenRenewedException(refused)
                    : refused;
        }
    }

    void prepare() {
        tokens.token();
    }

    <T> T post(URI uri, String json, Duration timeout, Decoder<T> decoder) {
        return send(Method.POST, uri, json.getBytes(StandardCharsets.UTF_8), timeout, decoder);
    }

    /** Deletes; any 2xx will do, with any body or none. */
    void delete(URI uri, Duration timeout) {
        sendOnly(Method.DELETE, uri, NO_BODY, Media.JSON, timeout);
    }

    /** Posts where the answer says nothing of interest. */
    void post(URI uri, String json, Duration timeout) {
        sendOnly(Method.POST, uri, json.getBytes(StandardCharsets.UTF_8), Media.JSON, timeout);
    }

    void put(URI uri, byte[] bytes, Duration timeout) {
        sendOnly(Method.PUT, uri, bytes, Media.BYTES, timeout);
    }

    private void sendOnly(Method method, URI uri, byte[] body, Media media, Duration timeout) {
        withToken(token -> {
            TransportRequest request = request(method, uri, body, media, timeout, token);
            accepted(request, token).close();
            return true;
        });
    }

    /**
     * Reads bytes, all of them before it returns; empty if the answer is that there are none (204).
     *
     * @param whole the longest time for all of it, where the timeout is the longest silence
     */
    Optional<InputStream> getBytes(URI uri, Duration timeout, Duration whole) {
        return withToken(token -> {
            TransportRequest request = request(Method.GET, uri, NO_BODY, Media.BYTES, timeout, token);
            BodyReader bodies = new BodyReader(request, whole, TimeSource.system());
            try (TransportResponse response = accepted(request, token)) {
                if (response.status() == 204) {
                    return Optional.empty();
                }
                String type = response.header("Content-Type").orElse("");
                if (type.startsWith("text/html")) { // no content of Anaplan's, but a gateway's page
                    byte[] page = bodies.read(response, MAX_ERROR);
                    throw new MalformedResponseException(
                            request.toString(), "a page of HTML", RawText.of(page, token), null);
                }
                Segments bytes = new Segments();
                if (bodies.read(response, MAX_BYTES, bytes) > MAX_BYTES) {
                    throw new MalformedResponseException(
                            request.toString(), "longer than " + MAX_BYTES + " bytes", "", null);
                }
                return Optional.of(bytes.toInputStream());
            }
        });
    }

    private <T> T send(Method method, URI uri, byte[] body, Duration timeout, Decoder<T> decoder) {
        return withToken(token -> send(method, uri, body, timeout, decoder, token));
    }

    private <T> T send(Method method, URI uri, byte[] body, Duration timeout, Decoder<T> decoder, AuthToken token) {
        TransportRequest request = request(method, uri, body, Media.JSON, timeout, token);
        BodyReader bodies = new BodyReader(request);
        try (TransportResponse response = accepted(request, token)) {
            return decode(
                    request,
                    response.status() == 204 ? EMPTY_OBJECT : bodies.read(response, MAX_ANSWER),
                    token,
                    decoder);
        }
    }

    /**
     * Answers a 401 with one renewed token and one more request. That is safe even for a start: a request with a bad token
     * is refused before anything is done with it.
     */
    private <T> T withToken(Function<AuthToken, T> exchange) {
        AuthToken token = tokens.token();
        try {
            return exchange.apply(token);
        } catch (AnaplanApiException refused) {
            if (refused.condition() != ApiCondition.UNAUTHORIZED) {
                throw refused;
            }
            AuthToken renewed = tokens.renewed(token);
            if (renewed.equals(token)) {
                throw refused;
            }
            return exchange.apply(renewed);
        }
    }

    private static TransportRequest request(
            Method method, URI uri, byte[] body, Media media, Duration timeout, AuthToken token) {
        Map<String, String> headers = RequestHeaders.of("AnaplanAuthToken " + token.value(), media.accepted);
        if (method != Method.GET) { // of requests without one, an HTTP library may say that they carry a form
            headers.put("Content-Type", media.sent);
        }
        return new TransportRequest(method, uri, headers, body, timeout);
    }

    /** @return an answer of 2xx, which the caller closes */
    private TransportResponse accepted(TransportRequest request, AuthToken token) {
        TransportResponse response = transport.execute(request);
        if (response.status() >= 200 && response.status() <= 299) {
            return response;
        }
        try (response) {
            throw apiError(request, response, token);
        }
    }

    private static <T> T decode(TransportRequest request, byte[] body, AuthToken token, Decoder<T> decoder) {
        try {
            if (body.length > MAX_ANSWER) {
                throw new Json.Unexpected("longer than " + MAX_ANSWER + " bytes");
            }
            return decoder.decode(Json.object(body));
        } catch (Json.Unexpected | IllegalArgumentException unexpected) { // the latter of what is no id
            throw new MalformedResponseException(
                    request.toString(), unexpected.getMessage(), RawText.of(body, token), null);
        }
    }

    private AnaplanApiException apiError(TransportRequest request, TransportResponse response, AuthToken token) {
        byte[] body = errorBody(request, response);
        return new AnaplanApiException(
                request.toString(),
                response.status(),
                serverMessage(body, token),
                RetryAfter.of(response, time).orElse(null),
                RawText.of(body, token));
    }

    // The status counts; a body that breaks off must not hide it.
    private static byte[] errorBody(TransportRequest request, TransportResponse response) {
        try {
            return new BodyReader(request).read(response, MAX_ERROR);
        } catch (TransportException broken) {
            return new byte[0];
        }
    }

    // The API's errors are {"status":{"code":404,"message":"…"},"path":"…"}; a gateway's can be anything.
    private static @Nullable String serverMessage(byte[] body, AuthToken token) {
        try {
            JsonNode status = Json.object(Json.object(body), "status");
            String message = status == null ? null : Json.text(status.get("message"));
            return message == null ? null : RawText.of(message.getBytes(StandardCharsets.UTF_8), token);
        } catch (Json.Unexpected notTheDocumentedForm) {
            return null;
        }
    }
}
