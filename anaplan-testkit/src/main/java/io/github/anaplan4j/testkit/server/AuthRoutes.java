package io.github.anaplan4j.testkit.server;

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
import tools.jackson.databind.node.ObjectNode;

/** The fake's authentication service: users, and tokens that expire by its clock. Thread-safe. */
public final class AuthRoutes {
    private static final String PREFIX = "AnaplanAuthToken ";
    private static final Duration LIFETIME = Duration.ofMinutes(35);

    private final Map<String, @Nullable String> passwords = new HashMap<>();
    private final Map<String, Instant> expiryOfTokens = new HashMap<>();
    private final CertificateLogins certificates = new CertificateLogins();
    private String standing = newToken();

    AuthRoutes() {}

    List<Route> routes() {
        return List.of(
                new Route("POST", "/token/authenticate", this::authenticate),
                new Route("POST", "/token/refresh", this::refresh),
                new Route("GET", "/token/validate", this::validate),
                new Route("POST", "/token/logout", this::logOut));
    }

    /** {@return the token that never expires by itself, for tests that have nothing to do with logging in} */
    public synchronized String standingToken() {
        return standing;
    }

    /** Lets that token expire; there is another from now on. */
    public synchronized void replaceStandingToken() {
        standing = newToken();
    }

    /** Revokes every token that came from a login. */
    public synchronized void revokeAll() {
        expiryOfTokens.clear();
    }

    /** Lets the token of a request expire. */
    synchronized void expire(LoggedRequest request) {
        String token = token(request);
        if (standing.equals(token)) {
            standing = newToken();
        }
        expiryOfTokens.remove(token);
    }

    /**
     * Lets a user log in.
     *
     * @param name the user's name
     * @param password the password, or null if any will do
     */
    public synchronized void addUser(String name, @Nullable String password) {
        passwords.put(name, password);
    }

    /** Says whether the API lets this request in. */
    synchronized boolean lets(LoggedRequest request) {
        String token = token(request);
        return standing.equals(token)
                || Optional.ofNullable(expiryOfTokens.get(token))
                        .filter(expiry -> request.at().isBefore(expiry))
                        .isPresent();
    }

    private synchronized Reply authenticate(MatchResult path, LoggedRequest request) {
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

    /**
     * Lets whoever has the private key of a certificate log in.
     *
     * @param certificate the certificate
     * @param taken the forms of what is signed that are taken
     */
    public synchronized void register(X509Certificate certificate, Set<NonceFormat> taken) {
        certificates.register(certificate, taken);
    }

    // The token stays the same and lives longer, as with Anaplan.
    private synchronized Reply refresh(MatchResult path, LoggedRequest request) {
        return expiryOfTokens.containsKey(token(request)) && lets(request)
                ? issued(200, token(request), "Token refreshed", request)
                : badToken(request);
    }

    private synchronized Reply validate(MatchResult path, LoggedRequest request) {
        return lets(request)
                ? Reply.ok(validation(
                        expiryOfTokens.getOrDefault(token(request), request.at().plus(LIFETIME))))
                : badToken(request);
    }

    private static ObjectNode validation(Instant expiry) {
        ObjectNode json = success("Token validated");
        json.putObject("tokenInfo").put("expiresAt", expiry.toEpochMilli()).put("tokenId", "fake");
        json.putObject("userInfo")
                .put("userGuid", "8a81b0127c2a2b2b017c2a2b2b2b2b2b")
                .put("userId", "ada@example.com")
                .put("customerGuid", "8a81b0127c2a2b2b017c2a2b2b2b2b2c");
        return json;
    }

    private static ObjectNode success(String message) {
        ObjectNode json = Json.object();
        json.putObject("meta").put("validationUrl", "https://auth.anaplan.com/token/validate");
        return json.put("status", "SUCCESS").put("statusMessage", message);
    }

    private synchronized Reply logOut(MatchResult path, LoggedRequest request) {
        return expiryOfTokens.remove(token(request)) != null
                ? Reply.noContent()
                : refusal(401, "FAILURE_BAD_TOKEN", "Token is invalid or has expired");
    }

    private static Reply badToken(LoggedRequest request) {
        return token(request).isEmpty()
                ? refusal(400, "FAILURE_BAD_HEADER", "The Authorization header has no AnaplanAuthToken")
                : refusal(401, "FAILURE_BAD_TOKEN", "Token is invalid or has expired");
    }

    private Reply issued(int status, String token, String message, LoggedRequest request) {
        Instant expiry = request.at().plus(LIFETIME);
        expiryOfTokens.put(token, expiry);
        ObjectNode json = success(message);
        json.putObject("tokenInfo")
                .put("tokenId", "fake")
                .put("tokenValue", token)
                .put("expiresAt", expiry.toEpochMilli())
                .put("refreshTokenId", "fake");
        return Reply.json(status, json);
    }

    private static Reply refusal(int code, String status, String message) {
        return Reply.json(code, Json.object().put("status", status).put("statusMessage", message));
    }

    private static String token(LoggedRequest request) {
        String authorization = request.header("Authorization").orElse("");
        return authorization.startsWith(PREFIX) ? authorization.substring(PREFIX.length()) : "";
    }

    /** Returns a token that the API lets in until then. */
    synchronized String newToken(Instant expiry) {
        String token = newToken();
        expiryOfTokens.put(token, expiry);
        return token;
    }

    private static String newToken() {
        return "fake-" + UUID.randomUUID();
    }
}
