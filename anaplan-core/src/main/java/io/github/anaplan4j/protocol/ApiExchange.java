package io.github.anaplan4j.protocol;

import io.github.anaplan4j.auth.AuthToken;
import io.github.anaplan4j.auth.TokenSource;
import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.transport.HttpTransport;
import io.github.anaplan4j.transport.TransportRequest;
import io.github.anaplan4j.transport.TransportResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One request to the API and its answer: adds the token, turns error statuses and unreadable bodies into exceptions. */
final class ApiExchange {
    private static final int MAX_ANSWER = 16 * 1024 * 1024;
    private static final int MAX_ERROR = 64 * 1024;

    private final HttpTransport transport;
    private final TokenSource tokens;
    private final TimeSource time;
    private final BodyReader bodies;

    ApiExchange(HttpTransport transport, TokenSource tokens, TimeSource time) {
        this.transport = transport;
        this.tokens = tokens;
        this.time = time;
        this.bodies = new BodyReader(time);
    }

    /** Reads a value out of an answer's JSON object. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode(JsonNode answer) throws Json.Unexpected;
    }

    /** Reads; a 401 is answered with one renewed token and one more request, which is safe because it only reads. */
    <T> T get(URI uri, Duration timeout, Decoder<T> decoder) {
        AuthToken token = tokens.token();
        try {
            return get(uri, timeout, decoder, token);
        } catch (AnaplanApiException refused) {
            if (refused.status() != 401) {
                throw refused;
            }
            AuthToken renewed = tokens.renewed(token);
            if (renewed.equals(token)) {
                throw refused;
            }
            return get(uri, timeout, decoder, renewed);
        }
    }

    private <T> T get(URI uri, Duration timeout, Decoder<T> decoder, AuthToken token) {
        TransportRequest request = TransportRequest.withoutBody(
                TransportRequest.Method.GET,
                uri,
                Map.of(
                        "Authorization", "AnaplanAuthToken " + token.value(),
                        "Accept", "application/json",
                        "User-Agent", "anaplan4j"),
                timeout);
        try (TransportResponse response = transport.execute(request)) {
            if (response.status() < 200 || response.status() > 299) {
                throw apiError(request, response, token);
            }
            return decode(request, bodies.read(request, response, MAX_ANSWER), token, decoder);
        }
    }

    private static <T> T decode(TransportRequest request, byte[] body, AuthToken token, Decoder<T> decoder) {
        try {
            if (body.length > MAX_ANSWER) {
                throw new Json.Unexpected("longer than " + MAX_ANSWER + " bytes", null);
            }
            return decoder.decode(Json.object(body));
        } catch (Json.Unexpected unexpected) {
            throw new MalformedResponseException(
                    request.toString(), unexpected.getMessage(), RawText.of(body, token), unexpected.getCause());
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
    private byte[] errorBody(TransportRequest request, TransportResponse response) {
        try {
            return bodies.read(request, response, MAX_ERROR);
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
