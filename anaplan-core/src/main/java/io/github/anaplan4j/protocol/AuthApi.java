package io.github.anaplan4j.protocol;

import io.github.anaplan4j.auth.AuthToken;
import io.github.anaplan4j.auth.IssuedToken;
import io.github.anaplan4j.auth.Login;
import io.github.anaplan4j.auth.LoginFailedException;
import io.github.anaplan4j.auth.TokenService;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.host.BaseUrl;
import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.transport.HttpTransport;
import io.github.anaplan4j.transport.TransportRequest;
import io.github.anaplan4j.transport.TransportRequest.Method;
import io.github.anaplan4j.transport.TransportResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Anaplan's authentication service. What it answers holds secrets, so no message quotes more of it than its own words. */
public final class AuthApi implements TokenService {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_ANSWER = 64 * 1024;
    private static final String NO_CURE = "Log in again.";

    private final BaseUrl base;
    private final HttpTransport transport;
    private final TimeSource time;

    /**
     * @param base the base URL of the authentication service
     * @param transport carries the requests; not closed here
     * @param time the clock for the lifetime of tokens, where the server does not send its own
     */
    public AuthApi(BaseUrl base, HttpTransport transport, TimeSource time) {
        this.base = base;
        this.transport = transport;
        this.time = time;
    }

    @Override
    public IssuedToken logIn(Login login) {
        Login.Request request = login.request(time.now());
        return token(send("authenticate", request.authorization(), json(request.body()), login.cure()));
    }

    @Override
    public IssuedToken refresh(AuthToken valid) {
        return token(send("refresh", authorization(valid), "", NO_CURE));
    }

    @Override
    public void logOut(AuthToken token) {
        send("logout", authorization(token), "", NO_CURE);
    }

    private static String authorization(AuthToken token) {
        return "AnaplanAuthToken " + token.value();
    }

    private static String json(Map<String, String> members) {
        if (members.isEmpty()) {
            return "";
        }
        ObjectNode body = Json.newObject();
        members.forEach(body::put);
        return body.toString();
    }

    private record Answer(String request, byte[] body, Instant at) {}

    private Answer send(String operation, String authorization, String json, String cure) {
        TransportRequest request = new TransportRequest(
                Method.POST,
                URI.create(base + "/token/" + operation),
                headers(authorization),
                json.getBytes(StandardCharsets.UTF_8),
                TIMEOUT);
        try (TransportResponse response = transport.execute(request)) {
            byte[] body = new BodyReader(request).read(response, MAX_ANSWER);
            if (response.status() < 200 || response.status() > 299) {
                throw refused(response.status(), body, authorization, cure);
            }
            return new Answer(request.toString(), body, date(response));
        } catch (TransportException unreachable) {
            throw new LoginFailedException(
                    "There is no token: " + unreachable.getMessage() + " The authentication service is " + base + ".",
                    unreachable);
        }
    }

    private static Map<String, String> headers(String authorization) {
        Map<String, String> headers = RequestHeaders.of(authorization, RequestHeaders.JSON);
        headers.put("Content-Type", RequestHeaders.JSON);
        return headers;
    }

    // The lifetime is the difference of two times of one clock, so that it matters not how wrong ours is.
    private Instant date(TransportResponse response) {
        try {
            return response.header("Date")
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
                    .orElseGet(time::now);
        } catch (DateTimeException unreadable) {
            return time.now();
        }
    }

    private static IssuedToken token(Answer answer) {
        try {
            JsonNode info = Json.object(Json.object(answer.body()), "tokenInfo");
            String value = info == null ? null : Json.string(info, "tokenValue");
            if (value == null) {
                throw new Json.Unexpected("without a token");
            }
            return new IssuedToken(new AuthToken(value), lifetime(answer, Json.instant(info, "expiresAt")));
        } catch (Json.Unexpected | IllegalArgumentException malformed) {
            throw new LoginFailedException(
                    answer.request() + " was answered with something that is no token. Check that the URL of the"
                            + " authentication service is Anaplan's and that no gateway answers in its place.",
                    null);
        }
    }

    private static @Nullable Duration lifetime(Answer answer, @Nullable Instant expiresAt) {
        if (expiresAt == null || !expiresAt.isAfter(answer.at())) {
            return null; // then it lives until it is rejected
        }
        return Duration.between(answer.at(), expiresAt);
    }

    private LoginFailedException refused(int status, byte[] body, String authorization, String cure) {
        return new LoginFailedException(
                "The authentication service " + base + " answered " + status + words(body, authorization) + ". "
                        + (status >= 500 || status == 429 ? "Try again later." : cure),
                null);
    }

    // {"status":"FAILURE_BAD_CREDENTIAL","statusMessage":"…"}; a gateway may send anything, even what it was sent.
    private static String words(byte[] body, String authorization) {
        try {
            JsonNode answer = Json.object(body);
            String words = Json.text(answer.get("status")) + ", " + Json.text(answer.get("statusMessage"));
            String secret = authorization.substring(authorization.indexOf(' ') + 1);
            return " (" + RawText.of(words.getBytes(StandardCharsets.UTF_8), new AuthToken(secret)) + ")";
        } catch (Json.Unexpected notTheDocumentedForm) {
            return "";
        }
    }
}
