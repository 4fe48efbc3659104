package io.github.anaplan4j.auth;

import io.github.anaplan4j.internal.base.StoredText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
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
 * Reads certificates and keys from text between lines of BEGIN and END, as files, variables and vaults have it.
 *
 * <p>What it cannot read it tells by its name and with a cure. No message quotes any of it.
 */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]{40,}={0,2}\\s*");
    // What the bytes of other forms begin with: a sequence, the bytes of its length, and its first member.
    private static final String SEQUENCE = "0(?:[\\x00-\\x80]|\\x81.|\\x82..|\\x83...|\\x84....)";
    private static final Pattern DER = Pattern.compile("0[\\x80-\\x84].*", Pattern.DOTALL);
    private static final Pattern PKCS12 = Pattern.compile(SEQUENCE + "\\x02\\x01\\x03.*", Pattern.DOTALL);
    private static final Pattern PKCS7 = Pattern.compile(SEQUENCE + "\\x06\\x09.*", Pattern.DOTALL);
    // The name of the scheme by which a key is encrypted: one of PKCS#5 or of PKCS#12.
    private static final Pattern ENCRYPTED = Pattern.compile(
            SEQUENCE + SEQUENCE + "\\x06.\\x2A\\x86\\x48\\x86\\xF7\\x0D\\x01[\\x05\\x0C].*", Pattern.DOTALL);
    private static final String JKS = "\u00FE\u00ED\u00FE\u00ED";
    // The JDK's name for the parameters of PBES2, the scheme of today.
    private static final Pattern AES = Pattern.compile("PBEWith(Hmac\\w+)AndAES_(\\d+)");
    // The JDK's names for kinds of keys that people have for other purposes.
    private static final List<String> OTHER_KINDS = List.of("EC", "RSASSA-PSS", "EdDSA", "DSA");
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

    private final String name;
    private final String text;

    private Pem(String name, String text) {
        this.name = name;
        this.text = unwrapped(StoredText.line(text)).replace("\\r", "\r").replace("\\n", "\n"); // of variables
    }

    /** Wraps a file, which may have words in any charset around the blocks. */
    static Pem of(Path file) throws IOException {
        return new Pem(file.toString(), StoredText.read(file));
    }

    /** Wraps a text. */
    static Pem of(String text) {
        return new Pem("the text", text);
    }

    // As secrets of clusters and of pipelines hold it.
    private static String unwrapped(String text) {
        if (text.contains("-----BEGIN ") || !BASE64.matcher(text).matches()) {
            return text;
        }
        try {
            byte[] decoded = Base64.getMimeDecoder().decode(text);
            String inner = unwrapped(StoredText.line(new String(decoded, StandardCharsets.UTF_8)));
            return inner.contains("-----BEGIN ") ? inner : text;
        } catch (IllegalArgumentException notBase64) {
            return text;
        }
    }

    /** {@return where this is from, for messages} */
    @Override
    public String toString() {
        return name;
    }

    /** {@return the certificates, one at least} */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            switch (block.group(1)) {
                case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "PKCS7", "CMS" ->
                    certificates.addAll(certificates(block.group(1), decoded("certificate", block.group(2))));
                default -> {
                    // a key may stand beside it
                }
            }
        }
        if (certificates.isEmpty()) {
            throw missing("certificate", "CERTIFICATE", "openssl x509 -inform DER -in old.cer -out new.pem");
        }
        return certificates;
    }

    private List<X509Certificate> certificates(String type, byte[] der) {
        ByteArrayInputStream in = new ByteArrayInputStream(der);
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            // Behind a trusted certificate there is more, which is none.
            Collection<? extends Certificate> read = type.endsWith("CERTIFICATE")
                    ? List.of(factory.generateCertificate(in))
                    : factory.generateCertificates(in);
            return read.stream().map(X509Certificate.class::cast).toList();
        } catch (CertificateException unreadable) {
            throw new IllegalArgumentException(
                    "The certificate in " + name + " cannot be read; was it cut off?", unreadable);
        }
    }

    /** {@return the first private key} */
    PrivateKey privateKey(char @Nullable [] passphrase) {
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
                    throw otherKind(block.group(1).substring(0, block.group(1).indexOf(' ')), null);
                case "OPENSSH PRIVATE KEY" ->
                    throw new IllegalArgumentException("The private key in " + name + " is in OpenSSH's own form."
                            + " Convert a copy of it, which is overwritten: ssh-keygen -p -m PKCS8 -f copy");
                default -> {
                    // certificates and parameters may stand before the key
                }
            }
        }
        if (text.contains("Proc-Type: 4,ENCRYPTED")) {
            throw new IllegalArgumentException(
                    "The private key in " + name + " is encrypted in a form that is out of use."
                            + " Convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.pem -out new.pem");
        }
        throw missing("private key", "PRIVATE KEY", "openssl pkey -inform DER -in old.key -out new.pem");
    }

    private IllegalArgumentException missing(String what, String type, String fromDer) {
        return new IllegalArgumentException(
                "There is no " + what + " in " + name + ": " + insteadOf(what, type, fromDer));
    }

    private String insteadOf(String what, String type, String fromDer) {
        if (text.isEmpty()) {
            return "it is empty.";
        }
        if (PKCS12.matcher(text).matches()) {
            return "it is a key store of the kind PKCS#12. Load it and use ClientCertificate.ofKeyStore,"
                    + " or convert it: openssl pkcs12 -in old.p12 -out new.pem";
        }
        if (text.startsWith(JKS)) {
            return "it is a key store of Java's. Load it and use ClientCertificate.ofKeyStore.";
        }
        if (PKCS7.matcher(text).matches()) {
            return "it is PKCS#7. Convert it: openssl pkcs7 -inform DER -print_certs -in old.p7b -out new.pem";
        }
        if (ENCRYPTED.matcher(text).matches()) {
            return type.equals("PRIVATE KEY")
                    ? "it is an encrypted key in DER. Convert it: openssl pkcs8 -inform DER -in old.key -out new.pem"
                    : "it is an encrypted key. Are certificate and key swapped?";
        }
        if (DER.matcher(text).matches()) {
            return "it is DER. Convert it: " + fromDer;
        }
        if (BASE64.matcher(text).matches()) {
            return "it is base64 alone. Put the line -----BEGIN " + type + "----- before it and -----END " + type
                    + "----- after it.";
        }
        List<String> types =
                BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
        if (!types.isEmpty()) {
            return "it has " + String.join(", ", types) + ". Pass the " + what
                    + " in PEM form. Are certificate and key swapped?";
        }
        Matcher begin = BEGIN.matcher(text);
        return begin.find()
                ? "its line " + begin.group() + " has no END line of the same name. Copy all of it."
                : "no line -----BEGIN " + type + "-----. Pass the " + what + " in PEM form.";
    }

    private PrivateKey privateKey(PKCS8EncodedKeySpec key) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(key);
        } catch (GeneralSecurityException notRsa) {
            for (String kind : OTHER_KINDS) {
                if (isOf(kind, key)) {
                    throw otherKind(kind, notRsa);
                }
            }
            throw new IllegalArgumentException(
                    "The private key in " + name
                            + " cannot be read as one for RSA, the only kind that Anaplan takes; was it cut off?",
                    notRsa);
        }
    }

    private static boolean isOf(String kind, PKCS8EncodedKeySpec key) {
        try {
            KeyFactory.getInstance(kind).generatePrivate(key);
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    private IllegalArgumentException otherKind(String kind, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "The private key in " + name + " is for " + kind
                        + ", but Anaplan takes RSA alone. Have a certificate issued for an RSA key.",
                cause);
    }

    private PKCS8EncodedKeySpec decrypted(byte[] der, char @Nullable [] passphrase) {
        if (passphrase == null) {
            throw new IllegalArgumentException(
                    "The private key in " + name + " is encrypted. Pass its passphrase as well.");
        }
        PBEKeySpec secret = new PBEKeySpec(passphrase);
        try {
            EncryptedPrivateKeyInfo key = new EncryptedPrivateKeyInfo(der);
            Matcher parts = AES.matcher(String.valueOf(key.getAlgParameters()));
            return key.getKeySpec(parts.matches() ? aes(key, parts, passphrase) : older(key, secret));
        } catch (GeneralSecurityException | IOException wrong) {
            throw new IllegalArgumentException(
                    "The private key in " + name
                            + " cannot be decrypted. Check the passphrase; if it is right, convert the key:"
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

    private byte[] decoded(String what, String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64.strip().getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("The " + what + " in " + name + " is damaged: it is not base64.");
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
