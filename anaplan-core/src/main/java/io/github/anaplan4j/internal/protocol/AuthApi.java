package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.IssuedToken;
import io.github.anaplan4j.internal.port.Login;
import io.github.anaplan4j.internal.port.Logins;
import io.github.anaplan4j.internal.protocol.LoginExchange.Answer;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Anaplan's authentication service, over HTTP.
 *
 * <p>What it answers holds secrets, so no message quotes more of it than its own words.
 */
public final class AuthApi implements Logins {
    private static final String NO_CURE = "Log in again.";
    private static final int SHORTEST_SECRET = 16; // anything shorter in a login is the name of a format

    private final LoginExchange exchange;
    private final TimeSource time;

    /**
     * Makes the service, without sending anything.
     *
     * @param base the base URL of the authentication service
     * @param transport carries the requests; not closed here
     * @param timeout the longest wait for an answer
     * @param lifecycle lets nothing out of a client that is closed
     * @param time the clock for the lifetime of tokens, where the server does not send its own
     */
    public AuthApi(BaseUrl base, HttpTransport transport, Duration timeout, Lifecycle lifecycle, TimeSource time) {
        this.exchange = new LoginExchange("authentication service", base, transport, timeout, lifecycle, time);
        this.time = time;
    }

    @Override
    public IssuedToken logIn(Login login) {
        Login.Request request = login.request(time.now());
        return token(send("authenticate", request.authorization(), request.body(), login.cure()));
    }

    @Override
    public IssuedToken refresh(AuthToken valid) {
        return token(send("refresh", authorization(valid), Map.of(), NO_CURE));
    }

    @Override
    public void logOut(AuthToken token) {
        Answer answer = send("logout", authorization(token), Map.of(), NO_CURE);
        if (!answer.isDone()) {
            throw exchange.unexpected(answer, "something that is no log-out");
        }
    }

    private static String authorization(AuthToken token) {
        return "AnaplanAuthToken " + token.value();
    }

    private static String json(Map<String, String> members) {
        return members.isEmpty() ? "" : Json.write(members);
    }

    private Answer send(String operation, String authorization, Map<String, String> body, String cure) {
        Answer answer =
                exchange.post("/token/" + operation, RequestHeaders.of(authorization, RequestHeaders.JSON), json(body));
        if (!answer.isSuccess()) {
            throw new LoginFailedException(
                    exchange.name() + ", and answered " + answer.status()
                            + words(answer.body(), secrets(authorization, body)) + ". "
                            + answer.advice(cure),
                    answer.asError());
        }
        return answer;
    }

    private IssuedToken token(Answer answer) {
        try {
            JsonObject info = Json.object(answer.body()).object("tokenInfo");
            String value = info == null ? null : info.string("tokenValue");
            if (value == null || !answer.bringsContent()) {
                throw new Json.Unexpected("without a token");
            }
            return new IssuedToken(new AuthToken(value), lifetime(answer, info.instant("expiresAt")));
        } catch (Json.Unexpected | IllegalArgumentException malformed) {
            throw exchange.noToken(answer);
        }
    }

    private static @Nullable Duration lifetime(Answer answer, @Nullable Instant expiresAt) {
        if (expiresAt == null || !expiresAt.isAfter(answer.at())) {
            return null; // then it lives until it is rejected
        }
        return Duration.between(answer.at(), expiresAt);
    }

    private static List<String> secrets(String authorization, Map<String, String> body) {
        List<String> secrets = new ArrayList<>();
        secrets.add(authorization.substring(authorization.indexOf(' ') + 1));
        body.values().stream()
                .filter(value -> value.length() >= SHORTEST_SECRET)
                .forEach(secrets::add);
        return secrets;
    }

    // {"status":"FAILURE_BAD_CREDENTIAL","statusMessage":"…"}; a gateway may send anything, even what it was sent.
    private static String words(byte[] body, List<String> secrets) {
        try {
            JsonObject answer = Json.object(body);
            String words = Stream.of(answer.text("status"), answer.text("statusMessage"))
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(", "));
            return words.isEmpty() ? "" : " (" + BodyExcerpt.of(words.getBytes(StandardCharsets.UTF_8), secrets) + ")";
        } catch (Json.Unexpected notTheDocumentedForm) {
            return "";
        }
    }
}
