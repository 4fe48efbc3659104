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
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** The fake's authentication service: users, and tokens that expire by its clock. Thread-safe. */
public final class AuthRoutes {
    private static final String OWN_SCHEME = "anaplanauthtoken";
    private static final String BEARER = "bearer";
    private static final Duration LIFETIME = Duration.ofMinutes(35);

    private final Map<String, @Nullable String> passwords = new HashMap<>();
    private final Map<String, Issued> issued = new HashMap<>(); // by token
    private final CertificateLogins certificates = new CertificateLogins();
    private String standing = newToken();

    /**
     * What is known of a token from a login.
     *
     * @param expiry when it expires, by whichever clock its client goes by
     * @param id its own id
     * @param refreshId the id under which it is refreshed
     */
    private record Issued(Instant expiry, UUID id, UUID refreshId) {
        static Issued until(Instant expiry) {
            return new Issued(expiry, UUID.randomUUID(), UUID.randomUUID());
        }
    }

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
        issued.clear();
    }

    /** Lets the token of a request expire. */
    synchronized void expire(LoggedRequest request) {
        String token = apiToken(request);
        if (standing.equals(token)) {
            standing = newToken();
        }
        issued.remove(token);
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
        return isValid(apiToken(request), request);
    }

    private boolean isValid(String token, LoggedRequest request) {
        Issued found = issued.get(token);
        return standing.equals(token) || found != null && request.isBefore(found.expiry());
    }

    private synchronized Reply authenticate(MatchResult path, LoggedRequest request) {
        String problem = switch (request.scheme()) {
            case "basic" -> passwordProblem(request.proof());
            case "cacertificate" -> certificates.problem(request.proof(), request);
            default -> null;
        };
        if (problem == null) {
            return refusal(401, "FAILURE_BAD_HEADER", "The Authorization header is missing or of no known kind");
        }
        return problem.isEmpty()
                ? issued(201, newToken(), Issued.until(request.at().plus(LIFETIME)), "Login successful", request)
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

    // The token and its ids stay the same and live longer, as with Anaplan.
    private synchronized Reply refresh(MatchResult path, LoggedRequest request) {
        Issued found = issued.get(token(request));
        if (found == null || !isValid(token(request), request)) {
            return badToken(request);
        }
        Issued longer = new Issued(request.at().plus(LIFETIME), found.id(), found.refreshId());
        return issued(200, token(request), longer, "Token refreshed", request);
    }

    private synchronized Reply validate(MatchResult path, LoggedRequest request) {
        String token = token(request);
        if (!isValid(token, request)) {
            return badToken(request);
        }
        Issued found = issued.getOrDefault(token, Issued.until(request.at().plus(LIFETIME)));
        JsonObject json = success("Token validated", request);
        json.putObject("tokenInfo")
                .put("expiresAt", found.expiry().toEpochMilli())
                .put("tokenId", found.id().toString());
        json.putObject("userInfo")
                .put("userGuid", TenantRoutes.USER_ID)
                .put("userId", TenantRoutes.USER_EMAIL)
                .put("customerGuid", TenantRoutes.CUSTOMER_ID);
        return Reply.ok(json);
    }

    private static JsonObject success(String message, LoggedRequest request) {
        JsonObject json = new JsonObject();
        json.putObject("meta").put("validationUrl", request.origin() + "/token/validate");
        return json.put("status", "SUCCESS").put("statusMessage", message);
    }

    private synchronized Reply logOut(MatchResult path, LoggedRequest request) {
        return issued.remove(token(request)) != null ? Reply.noContent() : invalidToken();
    }

    private static Reply badToken(LoggedRequest request) {
        return token(request).isEmpty()
                ? refusal(400, "FAILURE_BAD_HEADER", "The Authorization header has no AnaplanAuthToken")
                : invalidToken();
    }

    private static Reply invalidToken() {
        return refusal(401, "FAILURE_BAD_CREDENTIAL", "Token is invalid or has expired");
    }

    private Reply issued(int status, String token, Issued info, String message, LoggedRequest request) {
        issued.put(token, info);
        JsonObject json = success(message, request);
        json.putObject("tokenInfo")
                .put("tokenId", info.id().toString())
                .put("tokenValue", token)
                .put("expiresAt", info.expiry().toEpochMilli())
                .put("refreshTokenId", info.refreshId().toString());
        return Reply.json(status, json);
    }

    private static Reply refusal(int code, String status, String message) {
        return Reply.json(code, new JsonObject().put("status", status).put("statusMessage", message));
    }

    /** Returns the token of a request to the token service, which takes no other scheme than its own. */
    private static String token(LoggedRequest request) {
        return proof(OWN_SCHEME, request);
    }

    /** Returns the token of a request to the API, which takes those of OAuth as well. */
    private static String apiToken(LoggedRequest request) {
        String token = token(request);
        return token.isEmpty() ? proof(BEARER, request) : token;
    }

    private static String proof(String scheme, LoggedRequest request) {
        return request.scheme().equals(scheme) ? request.proof() : "";
    }

    /** Returns a token that the API lets in until then. */
    synchronized String newToken(Instant expiry) {
        String token = newToken();
        issued.put(token, Issued.until(expiry));
        return token;
    }

    private static String newToken() {
        return "fake-" + UUID.randomUUID();
    }
}
