package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.auth.UserCode;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.IssuedToken;
import io.github.anaplan4j.internal.port.OAuthAnswer;
import io.github.anaplan4j.internal.port.OAuthGrants;
import io.github.anaplan4j.internal.protocol.LoginExchange.Answer;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Anaplan's OAuth 2.0 service, over HTTP.
 *
 * <p>What went wrong is told by the member {@code error}, for the statuses differ.
 */
public final class OAuthApi implements OAuthGrants {
    // Without offline_access there is no refresh token.
    private static final String SCOPE = "openid email offline_access";
    private static final String NOT_OAUTH =
            "That is not in the words of OAuth: check that this is Anaplan's, and that no gateway stands in its place.";
    // What RFC 8628 and Anaplan have in common, where an answer does not say.
    private static final int INTERVAL = 5;
    private static final int LIFETIME_OF_CODES = 900;
    private static final int LONGEST_INTERVAL = 60;

    private final LoginExchange exchange;

    /**
     * Makes the service, without sending anything.
     *
     * @param base the base URL of the OAuth service
     * @param transport carries the requests; not closed here
     * @param timeout the longest wait for an answer
     * @param lifecycle lets nothing out of a client that is closed
     * @param time the clock where the server does not send its own
     */
    public OAuthApi(BaseUrl base, HttpTransport transport, Duration timeout, Lifecycle lifecycle, TimeSource time) {
        this.exchange = new LoginExchange("OAuth service", base, transport, timeout, lifecycle, time);
    }

    @Override
    public OAuthAnswer refresh(OAuthClient client, String refreshToken) {
        return token(client, "refresh_token", "refresh_token", refreshToken);
    }

    @Override
    public OAuthAnswer redeem(OAuthClient client, DeviceCodes codes) {
        return token(client, "urn:ietf:params:oauth:grant-type:device_code", "device_code", codes.deviceCode());
    }

    @Override
    public DeviceCodes requestCodes(OAuthClient client) {
        Answer answer = post("/oauth/device/code", Map.of("client_id", client.id(), "scope", SCOPE));
        try {
            if (isWithoutWords(answer)) {
                throw noCode(client, withoutWords(answer));
            }
            JsonObject json = Json.object(answer.body());
            String deviceCode = json.string("device_code");
            String userCode = json.string("user_code");
            String verificationUri = address(json, "verification_uri");
            if (answer.bringsContent() && deviceCode != null && userCode != null && verificationUri != null) {
                return new DeviceCodes(
                        deviceCode,
                        new UserCode(
                                userCode,
                                verificationUri,
                                address(json, "verification_uri_complete"),
                                atMost(LIFETIME_OF_CODES, seconds(json, "expires_in", LIFETIME_OF_CODES))),
                        atMost(LONGEST_INTERVAL, seconds(json, "interval", INTERVAL)));
            }
            throw noCode(client, refused(json, List.of()));
        } catch (Json.Unexpected malformed) {
            throw unreadable(answer);
        }
    }

    private OAuthAnswer token(OAuthClient client, String grantType, String proofName, String proof) {
        List<String> secrets = new ArrayList<>(List.of(proof));
        Map<String, String> body = new HashMap<>();
        body.put("grant_type", grantType);
        body.put(proofName, proof);
        body.put("client_id", client.id());
        client.secret().ifPresent(secret -> {
            secrets.add(secret);
            body.put("client_secret", secret);
        });
        Answer answer = post("/oauth/token", body);
        if (isWithoutWords(answer)) {
            return withoutWords(answer);
        }
        try {
            JsonObject json = Json.object(answer.body());
            if (!answer.isSuccess()) {
                return refused(json, secrets);
            }
            IssuedToken token = answer.bringsContent() ? accessToken(json) : null;
            String refreshToken = answer.bringsContent() ? json.string("refresh_token") : null;
            if (token == null && refreshToken == null) {
                throw unreadable(answer);
            }
            return new OAuthAnswer.Granted(token, refreshToken);
        } catch (Json.Unexpected malformed) {
            throw unreadable(answer);
        }
    }

    private static @Nullable IssuedToken accessToken(JsonObject json) {
        try {
            String value = json.string("access_token");
            return value == null ? null : new IssuedToken(new AuthToken(value), lifetime(json));
        } catch (Json.Unexpected | IllegalArgumentException unusable) {
            return null;
        }
    }

    // Not every HTTP client delivers the body of a 401.
    private static boolean isWithoutWords(Answer answer) {
        return answer.status() == 401 && answer.body().length == 0;
    }

    private static OAuthAnswer.Refused withoutWords(Answer answer) {
        return new OAuthAnswer.Refused("status " + answer.status(), "");
    }

    private LoginFailedException noCode(OAuthClient client, OAuthAnswer.Refused refused) {
        return new LoginFailedException(
                exchange.name() + ", and has no code for " + client + " (" + refused
                        + "). Check the client id and whether it is one for the device grant.",
                null);
    }

    private Answer post(String path, Map<String, String> body) {
        return exchange.post(path, RequestHeaders.of(RequestHeaders.JSON), Json.write(body));
    }

    private LoginFailedException unreadable(Answer answer) {
        return answer.isSuccess()
                ? exchange.noToken(answer)
                : new LoginFailedException(
                        exchange.name() + ", and answered " + answer.status() + ". " + answer.advice(NOT_OAUTH),
                        answer.asError());
    }

    private static OAuthAnswer.Refused refused(JsonObject answer, List<String> secrets) throws Json.Unexpected {
        String error = answer.string("error");
        if (error == null) {
            throw new Json.Unexpected("without an error's name");
        }
        return new OAuthAnswer.Refused(visible(error, secrets), visible(answer.text("error_description"), secrets));
    }

    private static String visible(@Nullable String text, List<String> secrets) {
        return text == null ? "" : BodyExcerpt.of(text.getBytes(StandardCharsets.UTF_8), secrets);
    }

    private static @Nullable Duration lifetime(JsonObject json) {
        Duration lifetime = seconds(json, "expires_in", 0);
        return lifetime.isZero() ? null : lifetime; // then it lives until it is rejected
    }

    // Somebody waits for as long as the server says, so there is an end to that.
    private static Duration atMost(int seconds, Duration ofTheServer) {
        return Durations.shorter(Duration.ofSeconds(seconds), ofTheServer);
    }

    // A person types a code there that is as good as a password.
    private @Nullable String address(JsonObject json, String member) throws Json.Unexpected {
        String address = json.string(member);
        if (address != null && !exchange.isLoopback() && !address.regionMatches(true, 0, "https://", 0, 8)) {
            throw new Json.Unexpected("an address that is not https");
        }
        return address;
    }

    private static Duration seconds(JsonObject json, String member, int otherwise) {
        Integer seconds = json.integer(member);
        return Duration.ofSeconds(seconds == null || seconds < 0 ? otherwise : seconds);
    }
}
