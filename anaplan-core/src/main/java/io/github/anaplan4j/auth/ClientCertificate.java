package io.github.anaplan4j.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that is registered with Anaplan, and its private key.
 *
 * <p>Anaplan takes RSA keys alone. Immutable; its text has the certificate's subject and nothing of the key.
 */
public final class ClientCertificate {
    private static final String ALGORITHM = "SHA512withRSA";
    private static final byte[] ANYTHING = "anaplan4j".getBytes(StandardCharsets.UTF_8);

    private final X509Certificate certificate;
    private final PrivateKey privateKey;

    /**
     * Joins a certificate and its private key.
     *
     * @param certificate the certificate
     * @param privateKey its private key, which may live in a security module
     * @throws IllegalArgumentException if the key is not that of the certificate, not for RSA, or cannot sign
     */
    public ClientCertificate(X509Certificate certificate, PrivateKey privateKey) {
        this.certificate = Objects.requireNonNull(certificate, "certificate");
        this.privateKey = Objects.requireNonNull(privateKey, "privateKey");
        if (!privateKey.getAlgorithm().equals("RSA")) {
            throw new IllegalArgumentException("The private key is for " + privateKey.getAlgorithm()
                    + ", but Anaplan takes RSA alone. Have a certificate issued for an RSA key.");
        }
        if (!isKeyOfCertificate(signature())) {
            throw new IllegalArgumentException("The private key is not that of the certificate of "
                    + certificate.getSubjectX500Principal() + ". Pass the key for which that certificate was issued.");
        }
    }

    /**
     * Reads certificate and key from PEM files.
     *
     * @param certificate the file with the certificate; of several, the one counts that the key fits, and of several
     *     such one that is valid now, or else the one that ends last
     * @param privateKey the file with the private key, which is not encrypted
     * @return both together
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if there is no certificate or key in them, or they do not belong together
     */
    public static ClientCertificate ofPem(Path certificate, Path privateKey) throws IOException {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(privateKey, "privateKey");
        return of(Pem.of(certificate), Pem.of(privateKey), null);
    }

    /**
     * Reads certificate and key from PEM files, where the key is encrypted.
     *
     * @param certificate the file with the certificate; of several, the one counts that the key fits, and of several
     *     such one that is valid now, or else the one that ends last
     * @param privateKey the file with the private key
     * @param passphrase the passphrase that opens the key
     * @return both together
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if there is no certificate or key in them, the passphrase is wrong, or they do
     *     not belong together
     */
    public static ClientCertificate ofPem(Path certificate, Path privateKey, char[] passphrase) throws IOException {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(passphrase, "passphrase");
        return of(Pem.of(certificate), Pem.of(privateKey), passphrase);
    }

    /**
     * Reads certificate and key from PEM text, as from a vault or a variable.
     *
     * <p>Each may be base64 of PEM, and have blanks, or backslash and n, for line ends.
     *
     * @param certificate the certificate; of several, the one counts that the key fits, and of several such one that is
     *     valid now, or else the one that ends last
     * @param privateKey the private key
     * @param passphrase the passphrase that opens the key; null if it is not encrypted
     * @return both together
     * @throws IllegalArgumentException if there is no certificate or key in them, the passphrase is wrong, or they do
     *     not belong together
     */
    public static ClientCertificate ofPem(String certificate, String privateKey, char @Nullable [] passphrase) {
        return of(Pem.of(certificate), Pem.of(privateKey), passphrase);
    }

    // Some who issue certificates put the chain before it, others behind it. A renewed one may stand beside its
    // predecessor, for the same key.
    private static ClientCertificate of(Pem certificates, Pem key, char @Nullable [] passphrase) {
        List<X509Certificate> chain = certificates.certificates();
        PrivateKey privateKey = key.privateKey(passphrase);
        return chain.stream()
                .filter(certificate -> isOneNumber(certificate.getPublicKey(), privateKey))
                .max(Comparator.comparing(ClientCertificate::isValid).thenComparing(X509Certificate::getNotAfter))
                .map(certificate -> new ClientCertificate(certificate, privateKey))
                .orElseThrow(() -> new IllegalArgumentException("The private key in " + key + " is not that of the"
                        + " certificate in " + certificates + ", of "
                        + chain.stream()
                                .map(certificate -> String.valueOf(certificate.getSubjectX500Principal()))
                                .collect(Collectors.joining("; "))
                        + ". Pass the key for which that certificate was issued."));
    }

    // By the clock of the JVM, because there is no client yet whose time would count; the login asks again by that.
    private static boolean isValid(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return true;
        } catch (CertificateExpiredException | CertificateNotYetValidException notNow) {
            return false;
        }
    }

    private static boolean isOneNumber(PublicKey publicKey, PrivateKey privateKey) {
        return publicKey instanceof RSAKey one
                && privateKey instanceof RSAKey other
                && one.getModulus().equals(other.getModulus());
    }

    /**
     * Reads certificate and key from a key store.
     *
     * @param store the store, already loaded
     * @param alias the entry's name
     * @param keyPassword the password that opens the entry
     * @return both together
     * @throws IllegalArgumentException if there is no such entry, the password is wrong, or they do not belong together
     */
    public static ClientCertificate ofKeyStore(KeyStore store, String alias, char[] keyPassword) {
        try {
            Key key = store.getKey(alias, keyPassword);
            Certificate certificate = store.getCertificate(alias);
            if (key instanceof PrivateKey privateKey && certificate instanceof X509Certificate x509) {
                return new ClientCertificate(x509, privateKey);
            }
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    "The entry \"" + alias + "\" of the key store cannot be opened. Check the password of the key.",
                    unreadable);
        }
        throw new IllegalArgumentException("The key store has no entry \"" + alias
                + "\" with a private key and its certificate. keytool -list tells what it has.");
    }

    private byte[] signature() {
        try {
            return sign(ANYTHING);
        } catch (GeneralSecurityException | ProviderException unusable) {
            throw new IllegalArgumentException(
                    "The private key of " + certificate.getSubjectX500Principal()
                            + " cannot sign. If it lives in a security module, check that this is open and lets the key"
                            + " sign with " + ALGORITHM + "; see the cause.",
                    unusable);
        }
    }

    private boolean isKeyOfCertificate(byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(ANYTHING);
            return verifier.verify(signature);
        } catch (GeneralSecurityException notOfOneKind) {
            return false;
        }
    }

    /**
     * Signs with the private key.
     *
     * @param data what to sign
     * @return the signature
     * @throws GeneralSecurityException if the key cannot sign, as when its security module is closed
     */
    public byte[] sign(byte[] data) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(ALGORITHM);
        signer.initSign(privateKey);
        signer.update(data);
        return signer.sign();
    }

    /** {@return the certificate} */
    public X509Certificate certificate() {
        return certificate;
    }

    /** {@return the certificate's subject} */
    @Override
    public String toString() {
        return "ClientCertificate[" + certificate.getSubjectX500Principal() + "]";
    }
}
