package io.github.anaplan4j.auth;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads certificates and keys from text between lines of BEGIN and END.
 *
 * <p>No message quotes any of it.
 */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);
    // The JDK's name for the parameters of PBES2, the scheme of today.
    private static final Pattern AES = Pattern.compile("PBEWith(Hmac\\w+)AndAES_(\\d+)");
    // These bytes before a key in RSA's own form turn it into the form that names the kind of key.
    private static final byte[] VERSION_AND_RSA = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0D,
        0x06,
        0x09,
        0x2A,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xF7,
        0x0D,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private Pem() {}

    /** {@return the first certificate in the text} */
    static X509Certificate certificate(String text) {
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                return certificate(decoded("certificate", block.group(2)));
            }
        }
        throw new IllegalArgumentException("There is no certificate in the text: no line -----BEGIN CERTIFICATE-----."
                + " Pass the certificate in PEM form.");
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException unreadable) {
            throw new IllegalArgumentException("The certificate cannot be read; was it cut off?", unreadable);
        }
    }

    /** {@return the first private key in the text} */
    static PrivateKey privateKey(String text, char @Nullable [] passphrase) {
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            switch (block.group(1)) {
                case "PRIVATE KEY" -> {
                    return privateKey(new PKCS8EncodedKeySpec(decoded("private key", block.group(2))));
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    return privateKey(decrypted(decoded("private key", block.group(2)), passphrase));
                }
                case "RSA PRIVATE KEY" -> {
                    return privateKey(new PKCS8EncodedKeySpec(wrapped(decoded("private key", block.group(2)))));
                }
                case "EC PRIVATE KEY", "DSA PRIVATE KEY" ->
                    throw new IllegalArgumentException("The private key is for "
                            + block.group(1).substring(0, block.group(1).indexOf(' '))
                            + ", but Anaplan takes RSA alone. Have a certificate issued for an RSA key.");
                default -> {
                    // certificates and parameters may stand before the key
                }
            }
        }
        if (text.contains("Proc-Type: 4,ENCRYPTED")) {
            throw new IllegalArgumentException("The private key is encrypted in a form that is out of use."
                    + " Convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.pem -out new.pem");
        }
        throw new IllegalArgumentException("There is no private key in the text: no line -----BEGIN PRIVATE KEY-----."
                + " Pass the key in PEM form.");
    }

    private static PrivateKey privateKey(PKCS8EncodedKeySpec key) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(key);
        } catch (GeneralSecurityException notRsa) {
            throw new IllegalArgumentException(
                    "The private key cannot be read as one for RSA, the only kind that Anaplan takes.", notRsa);
        }
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] der, char @Nullable [] passphrase) {
        if (passphrase == null) {
            throw new IllegalArgumentException("The private key is encrypted. Pass its passphrase as well.");
        }
        PBEKeySpec secret = new PBEKeySpec(passphrase);
        try {
            EncryptedPrivateKeyInfo key = new EncryptedPrivateKeyInfo(der);
            Matcher parts = AES.matcher(String.valueOf(key.getAlgParameters()));
            return key.getKeySpec(parts.matches() ? aes(key, parts, passphrase) : older(key, secret));
        } catch (GeneralSecurityException | IOException wrong) {
            throw new IllegalArgumentException(
                    "The private key cannot be decrypted. Check the passphrase; if it is right, convert the key:"
                            + " openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.pem -out new.pem",
                    wrong);
        } finally {
            secret.clearPassword();
        }
    }

    private static Cipher older(EncryptedPrivateKeyInfo key, PBEKeySpec secret) throws GeneralSecurityException {
        String parameters = String.valueOf(key.getAlgParameters());
        String algorithm = parameters.startsWith("PBE") ? parameters : key.getAlgName();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(secret),
                key.getAlgParameters());
        return cipher;
    }

    // The JDK's cipher of that name takes ASCII alone for a passphrase; its parts take what OpenSSL takes.
    private static Cipher aes(EncryptedPrivateKeyInfo key, Matcher parts, char[] passphrase)
            throws GeneralSecurityException {
        PBEParameterSpec parameters = key.getAlgParameters().getParameterSpec(PBEParameterSpec.class);
        PBEKeySpec secret = new PBEKeySpec(
                passphrase, parameters.getSalt(), parameters.getIterationCount(), Integer.parseInt(parts.group(2)));
        try {
            byte[] derived = SecretKeyFactory.getInstance("PBKDF2With" + parts.group(1))
                    .generateSecret(secret)
                    .getEncoded();
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(derived, "AES"), parameters.getParameterSpec());
            return cipher;
        } finally {
            secret.clearPassword();
        }
    }

    private static byte[] decoded(String what, String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64.strip().getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("The " + what + " is damaged: it is not base64.");
        }
    }

    private static byte[] wrapped(byte[] rsaKey) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(VERSION_AND_RSA);
        write(content, 0x04, rsaKey);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        write(whole, 0x30, content.toByteArray());
        return whole.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, int tag, byte[] content) {
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82); // the length in two bytes, which is enough for any key
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
    }
}
