package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.auth.NonceFormat;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Checks logins with certificates, by mathematics. Not thread-safe: {@link AuthRoutes} guards it. */
final class CertificateLogins {
    private static final int SHORTEST_NONCE = 54;
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Map<Certificate, Set<NonceFormat>> registered = new HashMap<>();
    private final Set<String> usedNonces = new HashSet<>();

    void register(X509Certificate certificate, Set<NonceFormat> taken) {
        registered.put(certificate, taken);
    }

    /** Returns what is wrong with a login; empty if nothing is. */
    String problem(String header, LoggedRequest request) {
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getDecoder().decode(header)));
            Set<NonceFormat> taken = registered.get(certificate);
            if (taken == null) {
                return "The certificate is not registered";
            }
            if (request.clientTimes().stream().noneMatch(now -> isValidAt(now, certificate))) {
                return "The certificate is not valid yet, or no longer";
            }
            return problem(certificate, taken, request);
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            return "The certificate or the signed data cannot be read";
        }
    }

    private static boolean isValidAt(Instant now, X509Certificate certificate) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private String problem(X509Certificate certificate, Set<NonceFormat> taken, LoggedRequest request)
            throws GeneralSecurityException {
        JsonObject body = Json.parsed(request.body());
        String encodedNonce = body.text("encodedData");
        byte[] nonce = Base64.getDecoder().decode(encodedNonce);
        Signature verifier = Signature.getInstance("SHA512withRSA");
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(nonce);
        if (!verifier.verify(Base64.getDecoder().decode(body.text("encodedSignedData")))) {
            return "The signature is not that of the data";
        }
        if (nonce.length < SHORTEST_NONCE || !usedNonces.add(encodedNonce)) {
            return "The signed data is too short, or was used before";
        }
        return switch (body.has("encodedDataFormat") ? body.text("encodedDataFormat") : "v1") {
            case "v1" -> taken.contains(NonceFormat.V1) ? "" : "Unknown encodedDataFormat";
            case "v2" -> {
                long time = ByteBuffer.wrap(nonce).getLong();
                boolean isNear = request.clientTimes().stream().anyMatch(now -> isNear(now, time, taken));
                yield isNear ? "" : "The time in the signed data is wrong";
            }
            default -> "Unknown encodedDataFormat";
        };
    }

    private static boolean isNear(Instant now, long time, Set<NonceFormat> taken) {
        return taken.contains(NonceFormat.V2_SECONDS) && Math.abs(now.getEpochSecond() - time) <= WINDOW.toSeconds()
                || taken.contains(NonceFormat.V2_MILLISECONDS)
                        && Math.abs(now.toEpochMilli() - time) <= WINDOW.toMillis();
    }
}
