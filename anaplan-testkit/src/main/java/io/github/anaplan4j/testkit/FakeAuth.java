package io.github.anaplan4j.testkit;

import io.github.anaplan4j.auth.NonceFormat;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** The fake's authentication service: users, and tokens that expire by its clock. Thread-safe. */
final class FakeAuth {
    private static final String PREFIX = "AnaplanAuthToken ";
    private static final Duration LIFETIME = Duration.ofMinutes(35);

    private final Map<String, @Nullable String> passwords = new HashMap<>();
    private final Map<String, Instant> expiryOfTokens = new HashMap<>();
    private final FakeCertificates certificates = new FakeCertificates();
    private String standing = newToken();

    List<Route> routes() {
        return List.of(
                new Route("POST", "/token/authenticate", this::authenticate),
                new Route("POST", "/token/refresh", this::refresh),
                new Route("GET", "/token/validate", this::validate),
                new Route("POST", "/token/logout", this::logOut));
    }

    /** @return the token that never expires by itself, for tests that have nothing to do with logging in */
    synchronized String standingToken() {
        return standing;
    }

    synchronized void replaceStandingToken() {
        standing = newToken();
    }

    synchronized void revokeAll() {
        expiryOfTokens.clear();
    }

    /** Lets the token of a request expire. */
    synchronized void expire(RecordedRequest request) {
        String token = token(request);
        if (standing.equals(token)) {
            standing = newToken();
        }
        expiryOfTokens.remove(token);
    }

    /** @param password the password, or null if any will do */
    synchronized void addUser(String name, @Nullable String password) {
        passwords.put(name, password);
    }

    /** @return whether the API lets this request in */
    synchronized boolean lets(RecordedRequest request) {
        String token = token(request);
        return standing.equals(token)
                || Optional.ofNullable(expiryOfTokens.get(token))
                        .filter(expiry -> request.at().isBefore(expiry))
                        .isPresent();
    }

    private synchronized Reply authenticate(MatchResult path, RecordedRequest request) {
        String[] authorization = request.header("Authorization").orElse("").split(" ", 2);
        String proof = authorization.length < 2 ? "" : authorization[1];
        String problem = switch (authorization[0]) {
            case "Basic" -> passwordProblem(proof);
            case "CACertificate" -> certificates.problem(proof, request);
            default -> null;
        };
        if (problem == null) {
            return refusal(401, "FAILURE_BAD_HEADER", "The Authorization header is missing or of no known kind");
        }
        return problem.isEmpty()
                ? issued(201, newToken(), "Login successful", request)
                : refusal(401, "FAILURE_BAD_CREDENTIAL", problem);
    }

    private String passwordProblem(String base64) {
        try {
            String[] pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8).split(":", 2);
            return pair.length == 2 && lets(pair[0], pair[1]) ? "" : "Wrong user or password";
        } catch (IllegalArgumentException notBase64) {
            return "User and password are not in base64";
        }
    }

    private boolean lets(String name, String password) {
        return passwords.containsKey(name) && (passwords.get(name) == null || password.equals(passwords.get(name)));
    }

    synchronized void register(X509Certificate certificate, Set<NonceFormat> taken) {
        certificates.register(certificate, taken);
    }

    // The token stays the same and lives longer, as with Anaplan.
    private synchronized Reply refresh(MatchResult path, RecordedRequest request) {
        return expiryOfTokens.containsKey(token(request)) && lets(request)
                ? issued(200, token(request), "Token refreshed", request)
                : badToken(request);
    }

    private synchronized Reply validate(MatchResult path, RecordedRequest request) {
        return lets(request)
                ? Reply.ok("""
                        {"meta":{"validationUrl":"https://auth.anaplan.com/token/validate"},"status":"SUCCESS",\
                        "statusMessage":"Token validated","tokenInfo":{"expiresAt":%d,"tokenId":"fake"},\
                        "userInfo":{"userGuid":"8a81b0127c2a2b2b017c2a2b2b2b2b2b","userId":"ada@example.com",\
                        "customerGuid":"8a81b0127c2a2b2b017c2a2b2b2b2b2c"}}""".formatted(expiryOfTokens
                        .getOrDefault(token(request), request.at().plus(LIFETIME))
                        .toEpochMilli()))
                : badToken(request);
    }

    private synchronized Reply logOut(MatchResult path, RecordedRequest request) {
        return expiryOfTokens.remove(token(request)) != null
                ? Reply.noContent()
                : refusal(401, "FAILURE_BAD_TOKEN", "Token is invalid or has expired");
    }

    private static Reply badToken(RecordedRequest request) {
        return token(request).isEmpty()
                ? refusal(400, "FAILURE_BAD_HEADER", "The Authorization header has no AnaplanAuthToken")
                : refusal(401, "FAILURE_BAD_TOKEN", "Token is invalid or has expired");
    }

    private Reply issued(int status, String token, String message, RecordedRequest request) {
        Instant expiry = request.at().plus(LIFETIME);
        expiryOfTokens.put(token, expiry);
        return Reply.json(
                status,
                "{\"meta\":{\"validationUrl\":\"https://auth.anaplan.com/token/validate\"},\"status\":\"SUCCESS\","
                        + "\"statusMessage\":" + Reply.quoted(message)
                        + ",\"tokenInfo\":{\"tokenId\":\"fake\",\"tokenValue\":"
                        + Reply.quoted(token) + ",\"expiresAt\":" + expiry.toEpochMilli()
                        + ",\"refreshTokenId\":\"fake\"}}");
    }

    private static Reply refusal(int code, String status, String message) {
        return Reply.json(
                code, "{\"status\":" + Reply.quoted(status) + ",\"statusMessage\":" + Reply.quoted(message) + "}");
    }

    private static String token(RecordedRequest request) {
        String authorization = request.header("Authorization").orElse("");
        return authorization.startsWith(PREFIX) ? authorization.substring(PREFIX.length()) : "";
    }

    /** @return a token that the API lets in until then */
    synchronized String newToken(Instant expiry) {
        String token = newToken();
        expiryOfTokens.put(token, expiry);
        return token;
    }

    private static String newToken() {
        return "fake-" + UUID.randomUUID();
    }
}
