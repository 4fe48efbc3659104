package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.testkit.page.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The fake's OAuth service: refresh tokens that are good for one use, and device grants. Thread-safe. */
public final class OAuthRoutes {
    private static final Duration LIFETIME = Duration.ofSeconds(2_100);
    private static final Duration LIFETIME_OF_CODES = Duration.ofSeconds(900);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final AuthRoutes auth;
    private final Map<String, String> refreshTokens = new HashMap<>(); // and whose they are
    private final Map<String, String> secrets = new HashMap<>(); // by client id, of clients that have one
    private final Map<String, Device> devices = new LinkedHashMap<>(); // by device code
    private @Nullable Duration approvedAfter;

    OAuthRoutes(AuthRoutes auth) {
        this.auth = auth;
    }

    /** A device that waits for its user. */
    static final class Device {
        private final String clientId;
        private final String userCode = newCode(8);
        private final Instant start;
        private final Instant expiry;
        private List<Instant> earliest; // by each clock that its client may go by
        private Duration interval = INTERVAL;
        private @Nullable Boolean isApproved;

        Device(String clientId, Instant now, List<Instant> clientTimes) {
            this.clientId = clientId;
            this.start = now;
            this.expiry = now.plus(LIFETIME_OF_CODES);
            this.earliest = later(clientTimes);
        }

        /** Says whether it asks too early by every clock, for it has waited as it should if it has by its own. */
        boolean isTooEarly(List<Instant> clientTimes) {
            boolean tooEarly = IntStream.range(0, earliest.size())
                    .allMatch(clock -> clientTimes.get(clock).isBefore(earliest.get(clock)));
            interval = tooEarly ? interval.plus(INTERVAL) : interval;
            earliest = later(clientTimes);
            return tooEarly;
        }

        private List<Instant> later(List<Instant> clientTimes) {
            return clientTimes.stream().map(time -> time.plus(interval)).toList();
        }
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", "/oauth/device/code", this::codes), new Route("POST", "/oauth/token", this::token));
    }

    /**
     * Makes an application prove itself by a secret.
     *
     * @param clientId the application's client id
     * @param secret its secret
     */
    public synchronized void register(String clientId, String secret) {
        secrets.put(clientId, secret);
    }

    /**
     * Makes a refresh token, good for one use.
     *
     * @param clientId the application's client id
     * @return the token
     */
    public synchronized String newRefreshToken(String clientId) {
        String token = "fake-refresh-" + UUID.randomUUID();
        refreshTokens.put(token, clientId);
        return token;
    }

    /**
     * Lets a device in, or turns it away.
     *
     * @param userCode the code that the device has shown
     * @param approved whether it is let in
     * @throws IllegalArgumentException if no device has shown that code
     */
    public synchronized void decide(String userCode, boolean approved) {
        devices.values().stream()
                .filter(device -> device.userCode.equals(userCode))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The fake has shown no user code " + userCode))
                .isApproved = approved;
    }

    /**
     * Lets every device in by itself from now on, unless somebody decides before.
     *
     * @param wait how long after it has shown its code
     */
    public synchronized void approveAfter(Duration wait) {
        approvedAfter = wait;
    }

    /** Returns the devices that wait for their user, for the page. */
    synchronized List<Snapshot.Device> waiting(List<Instant> clientTimes) {
        return devices.values().stream()
                .filter(device ->
                        device.isApproved == null && clientTimes.stream().anyMatch(device.expiry::isAfter))
                .map(device -> new Snapshot.Device(device.userCode, device.clientId))
                .toList();
    }

    private boolean isApproved(Device device, Instant now) {
        return Boolean.TRUE.equals(device.isApproved)
                || approvedAfter != null && !now.isBefore(device.start.plus(approvedAfter));
    }

    private synchronized Reply codes(MatchResult path, LoggedRequest request) {
        String clientId = body(request).text("client_id");
        if (clientId.isEmpty()) {
            return refusal(400, "invalid_request", "Missing required parameter: client_id");
        }
        String deviceCode = UUID.randomUUID().toString();
        Device device = new Device(clientId, request.at(), request.clientTimes());
        devices.put(deviceCode, device);
        return Reply.ok(new JsonObject()
                .put("device_code", deviceCode)
                .put("user_code", device.userCode)
                .put("verification_uri", request.origin() + "/")
                .put("verification_uri_complete", request.origin() + "/?user_code=" + device.userCode)
                .put("expires_in", LIFETIME_OF_CODES.toSeconds())
                .put("interval", INTERVAL.toSeconds()));
    }

    private synchronized Reply token(MatchResult path, LoggedRequest request) {
        JsonObject body = body(request);
        String secret = secrets.get(body.text("client_id"));
        if (secret != null && !secret.equals(body.text("client_secret"))) {
            return refusal(401, "access_denied", "Unauthorized");
        }
        return switch (body.text("grant_type")) {
            case "refresh_token" -> refreshed(body, request);
            case "urn:ietf:params:oauth:grant-type:device_code" -> redeemed(body, request);
            default -> refusal(401, "unauthorized_client", "Grant type is missing or not allowed for the client");
        };
    }

    private static JsonObject body(LoggedRequest request) {
        return request.mediaType().equals(FORM) ? Json.ofForm(request.body()) : Json.parsed(request.body());
    }

    private Reply refreshed(JsonObject body, LoggedRequest request) {
        String clientId = body.text("client_id");
        String refreshToken = body.text("refresh_token");
        return refreshTokens.remove(refreshToken, clientId)
                ? issued(clientId, request)
                : refusal(403, "invalid_grant", "Unknown or invalid refresh token.");
    }

    private Reply redeemed(JsonObject body, LoggedRequest request) {
        String deviceCode = body.text("device_code");
        Device device = devices.get(deviceCode);
        if (device == null || !device.clientId.equals(body.text("client_id"))) {
            return refusal(403, "invalid_grant", "Invalid or expired device code.");
        }
        if (!request.isBefore(device.expiry)) {
            return refusal(403, "expired_token", "Invalid or expired device code.");
        }
        if (device.isTooEarly(request.clientTimes())) {
            return refusal(400, "slow_down", "You are polling faster than the specified interval.");
        }
        if (Boolean.FALSE.equals(device.isApproved)) {
            devices.remove(deviceCode);
            return refusal(403, "access_denied", "The end-user denied the authorization request.");
        }
        if (!isApproved(device, request.at())) {
            return refusal(403, "authorization_pending", "User has yet to authorize device code.");
        }
        devices.remove(deviceCode);
        return issued(device.clientId, request);
    }

    private Reply issued(String clientId, LoggedRequest request) {
        return Reply.ok(new JsonObject()
                .put("access_token", auth.newToken(request.at().plus(LIFETIME)))
                .put("refresh_token", newRefreshToken(clientId))
                .put("scope", "openid email offline_access")
                .put("expires_in", LIFETIME.toSeconds())
                .put("token_type", "Bearer"));
    }

    private static Reply refusal(int status, String error, String description) {
        return Reply.json(status, new JsonObject().put("error", error).put("error_description", description));
    }

    private static String newCode(int length) {
        return UUID.randomUUID()
                .toString()
                .replace("-", "")
                .substring(0, length)
                .toUpperCase(Locale.ROOT);
    }
}
