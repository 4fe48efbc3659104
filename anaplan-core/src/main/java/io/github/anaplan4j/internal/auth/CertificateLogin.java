package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.auth.ClientCertificate;
import io.github.anaplan4j.auth.NonceFormat;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.port.Login;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Logs in with a certificate, and with random bytes that its key has signed.
 *
 * <p>Each login has new bytes, because Anaplan takes none twice.
 */
final class CertificateLogin implements Login {
    private static final int NONCE_LENGTH = 150;

    private final ClientCertificate certificate;
    private final NonceFormat format;
    private final SecureRandom random = new SecureRandom();

    CertificateLogin(ClientCertificate certificate, NonceFormat format) {
        this.certificate = Objects.requireNonNull(certificate, "certificate");
        this.format = Objects.requireNonNull(format, "format");
    }

    @Override
    public Request request(Instant now) {
        try {
            certificate.certificate().checkValidity(Date.from(now));
            byte[] nonce = nonce(now);
            Map<String, String> body = new HashMap<>();
            body.put("encodedData", base64(nonce));
            body.put("encodedSignedData", base64(certificate.sign(nonce)));
            if (format != NonceFormat.V1) {
                body.put("encodedDataFormat", "v2");
            }
            String pem = pem(certificate.certificate());
            return new Request("CACertificate " + base64(pem.getBytes(StandardCharsets.US_ASCII)), body);
        } catch (CertificateExpiredException expired) {
            throw new LoginFailedException(
                    certificate + " expired on "
                            + certificate.certificate().getNotAfter().toInstant()
                            + ". Have a new one issued, let an administrator register it with Anaplan, and use that.",
                    expired);
        } catch (CertificateNotYetValidException early) {
            throw new LoginFailedException(
                    certificate + " is not valid before "
                            + certificate.certificate().getNotBefore().toInstant() + ", and this machine's clock says "
                            + now
                            + ".",
                    early);
        } catch (GeneralSecurityException | ProviderException unusable) {
            throw new LoginFailedException(
                    certificate + " cannot be used to sign. Check where its key is kept.", unusable);
        }
    }

    private byte[] nonce(Instant now) {
        ByteBuffer nonce = ByteBuffer.allocate(NONCE_LENGTH);
        switch (format) {
            case V1 -> {}
            case V2_SECONDS -> nonce.putLong(now.getEpochSecond());
            case V2_MILLISECONDS -> nonce.putLong(now.toEpochMilli());
        }
        byte[] bytes = new byte[nonce.remaining()];
        random.nextBytes(bytes);
        return nonce.put(bytes).array();
    }

    private static String pem(X509Certificate certificate) throws CertificateException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String cure() {
        return "Check that " + certificate
                + " is registered with Anaplan, that this machine's clock is right, and, if both"
                + " are, try another NonceFormat than " + format + ".";
    }

    @Override
    public String toString() {
        return "CertificateLogin[" + certificate + ", " + format + "]";
    }
}
