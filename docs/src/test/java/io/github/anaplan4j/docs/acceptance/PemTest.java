package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.auth.ClientCertificate;
import io.github.anaplan4j.docs.KeyTool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertPath;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shapes in which people have certificates and keys; made here, by keytool. */
class PemTest {
    private static final char[] PASSWORD = UUID.randomUUID().toString().toCharArray();

    @TempDir
    static Path made;

    @TempDir
    Path directory;

    private static Certificate ada;
    private static Certificate bob;
    private static PrivateKey key;
    private static String adaPem;
    private static String bobPem;
    private static String keyPem;

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyTool keys = new KeyTool(made.resolve("keys.p12"), PASSWORD);
        keys.make("ada", "RSA", "-validity", "30");
        keys.make("bob", "RSA", "-validity", "30");
        KeyStore store = keys.load();
        ada = store.getCertificate("ada");
        bob = store.getCertificate("bob");
        key = (PrivateKey) store.getKey("ada", PASSWORD);
        adaPem = pem("CERTIFICATE", ada.getEncoded());
        bobPem = pem("CERTIFICATE", bob.getEncoded());
        keyPem = pem("PRIVATE KEY", key.getEncoded());
    }

    @Test
    void ofAChainTheCertificateCountsThatTheKeyFits() {
        for (String chain : List.of(adaPem + bobPem, bobPem + adaPem, bobPem + "\n" + bobPem + adaPem + bobPem)) {
            assertIsAda(ClientCertificate.ofPem(chain, keyPem, null));
        }
    }

    @Test
    void ofSeveralForOneKeyTheCertificateCountsThatIsValidOrElseEndsLast() throws Exception {
        KeyTool keys = new KeyTool(made.resolve("keys.p12"), PASSWORD);
        String early = pem("CERTIFICATE", keys.renewed("ada", "-60d", 20).getEncoded());
        String expired = pem("CERTIFICATE", keys.renewed("ada", "-30d", 20).getEncoded());
        String shorter = pem("CERTIFICATE", keys.renewed("ada", "-1d", 10).getEncoded());
        String future = pem("CERTIFICATE", keys.renewed("ada", "+10d", 90).getEncoded());

        for (String all : List.of(expired + adaPem + shorter + future, future + shorter + adaPem + early)) {
            assertIsAda(ClientCertificate.ofPem(all, keyPem, null));
        }
        for (String ended : List.of(expired + bobPem + early, early + expired)) {
            assertThat(ClientCertificate.ofPem(ended, keyPem, null))
                    .extracting(ClientCertificate::certificate)
                    .isEqualTo(ClientCertificate.ofPem(expired, keyPem, null).certificate());
        }
    }

    @Test
    void aKeyThatIsNoneForRsaIsToldByItsKind() throws Exception {
        for (String kind : List.of("EC", "RSASSA-PSS", "Ed25519", "DSA")) {
            String other = pem(
                    "PRIVATE KEY",
                    KeyPairGenerator.getInstance(kind)
                            .generateKeyPair()
                            .getPrivate()
                            .getEncoded());

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientCertificate.ofPem(adaPem, other, null))
                    .withMessageContaining(kind.startsWith("Ed") ? "EdDSA" : kind)
                    .withMessageContaining("Have a certificate issued for an RSA key");
        }
    }

    @Test
    void aKeyThatWasCutOffIsToldAsThat() {
        byte[] whole = key.getEncoded();
        for (String type : List.of("PRIVATE KEY", "RSA PRIVATE KEY")) {
            String part = pem(type, Arrays.copyOf(whole, whole.length / 2));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientCertificate.ofPem(adaPem, part, null))
                    .withMessageContaining("was it cut off?");
        }
    }

    @Test
    void anEncryptedKeyInDerIsToldAsThat() throws IOException {
        for (String start : List.of(
                "3082052D305706092A864886F70D01050D", // PBES2, as OpenSSL writes it
                "3082050E3028060A2A864886F70D010C0103", // of PKCS#12
                "30820501301B06092A864886F70D010503")) { // of PKCS#5, out of use
            Path privateKey = file("encrypted.key", Arrays.copyOf(HexFormat.of().parseHex(start), 1300));
            Path certificate = file("ada.pem", adaPem);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientCertificate.ofPem(certificate, privateKey, PASSWORD))
                    .withMessageContaining("openssl pkcs8 -inform DER");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientCertificate.ofPem(privateKey, privateKey, PASSWORD))
                    .withMessageContaining("swapped");
        }
        Path publicKey = file("public.key", ada.getPublicKey().getEncoded());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.ofPem(publicKey, publicKey))
                .withMessageNotContaining("encrypted");
    }

    @Test
    void lineEndsOfVariablesAndFormsAreUnderstood() {
        for (String lineEnd : List.of("\\n", "\\r\\n", " ", "\r\n", "\r", "\n\n", "\t")) {
            assertIsAda(ClientCertificate.ofPem(adaPem.replace("\n", lineEnd), keyPem.replace("\n", lineEnd), null));
        }
        assertIsAda(ClientCertificate.ofPem("\"" + adaPem + "\"", "  " + keyPem.strip(), null));
    }

    @Test
    void pemInBase64AsInASecretIsUnderstood() {
        assertIsAda(ClientCertificate.ofPem(base64(adaPem), base64(keyPem) + "\n", null));
        assertIsAda(ClientCertificate.ofPem(base64(base64(adaPem)), base64("\uFEFF" + keyPem), null));
    }

    @Test
    void otherLabelsOfCertificatesAreUnderstood() throws Exception {
        ByteArrayOutputStream trusted = new ByteArrayOutputStream();
        trusted.writeBytes(ada.getEncoded());
        trusted.writeBytes(new byte[] {0x30, 0x02, 0x0C, 0x00}); // what OpenSSL adds: for what it is trusted
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(bob, ada));

        for (String certificate : List.of(
                pem("TRUSTED CERTIFICATE", trusted.toByteArray()),
                pem("X509 CERTIFICATE", ada.getEncoded()),
                pem("PKCS7", path.getEncoded("PKCS7")),
                pem("CMS", path.getEncoded("PKCS7")))) {
            assertIsAda(ClientCertificate.ofPem(certificate, keyPem, null));
        }
    }

    @Test
    void whatStandsAroundTheBlocksMayBeInAnyCharset() throws IOException {
        String bag = "Bag Attributes\n    friendlyName: J\u00FCrgen\nsubject=CN = ada\n";

        for (var charset : List.of(
                StandardCharsets.ISO_8859_1,
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE)) {
            for (String mark : charset.name().startsWith("UTF-16") ? List.of("", "\uFEFF") : List.of("")) {
                Path certificate = file("cert.pem", (mark + bag + adaPem).getBytes(charset));
                Path privateKey = file("key.pem", (mark + bag + keyPem).getBytes(charset));

                assertIsAda(ClientCertificate.ofPem(certificate, privateKey));
                assertIsAda(ClientCertificate.ofPem(certificate, privateKey, PASSWORD));
            }
        }
    }

    @Test
    void oneFileMayHaveBoth() throws IOException {
        Path both = file("both.pem", keyPem + adaPem);

        assertIsAda(ClientCertificate.ofPem(both, both));
    }

    @Test
    void whatIsNoPemIsToldByItsNameWithTheCommandThatMakesItOne() throws Exception {
        byte[] store = Files.readAllBytes(made.resolve("keys.p12"));
        byte[] path = CertificateFactory.getInstance("X.509")
                .generateCertPath(List.of(ada))
                .getEncoded("PKCS7");
        Path goodCertificate = file("good.pem", adaPem);
        Path goodKey = file("good.key", keyPem);

        for (var told : Map.of(
                        store,
                        "PKCS#12",
                        ada.getEncoded(),
                        "openssl x509 -inform DER",
                        path,
                        "openssl pkcs7 -inform DER",
                        new byte[] {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED, 0, 0, 0, 2},
                        "ofKeyStore",
                        base64(ada.getEncoded()).getBytes(StandardCharsets.US_ASCII),
                        "-----BEGIN CERTIFICATE-----",
                        new byte[0],
                        "is empty",
                        "\n".getBytes(StandardCharsets.US_ASCII),
                        "is empty",
                        keyPem.getBytes(StandardCharsets.US_ASCII),
                        "swapped",
                        adaPem.substring(0, 900).getBytes(StandardCharsets.US_ASCII),
                        "END",
                        "ssh-rsa AAAA".getBytes(StandardCharsets.US_ASCII),
                        "There is no certificate in")
                .entrySet()) {
            Path certificate = file("ada.cer", told.getKey());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientCertificate.ofPem(certificate, goodKey))
                    .withMessageContaining(certificate.toString())
                    .withMessageContaining(told.getValue());
        }
        for (var told : Map.of(
                        store,
                        "openssl pkcs12",
                        key.getEncoded(),
                        "openssl pkey -inform DER",
                        base64(key.getEncoded()).getBytes(StandardCharsets.US_ASCII),
                        "-----BEGIN PRIVATE KEY-----",
                        new byte[0],
                        "is empty",
                        adaPem.getBytes(StandardCharsets.US_ASCII),
                        "swapped",
                        keyPem.substring(0, 900).getBytes(StandardCharsets.US_ASCII),
                        "END",
                        pem("OPENSSH PRIVATE KEY", new byte[] {1, 2, 3}).getBytes(StandardCharsets.US_ASCII),
                        "ssh-keygen -p -m PKCS8",
                        pem("ENCRYPTED PRIVATE KEY", key.getEncoded()).getBytes(StandardCharsets.US_ASCII),
                        "Pass its passphrase",
                        pem("PRIVATE KEY", new byte[] {1, 2, 3}).getBytes(StandardCharsets.US_ASCII),
                        "RSA")
                .entrySet()) {
            Path privateKey = file("ada.key", told.getKey());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientCertificate.ofPem(goodCertificate, privateKey))
                    .withMessageContaining(privateKey.toString())
                    .withMessageContaining(told.getValue())
                    .satisfies(message -> assertThat(message.getMessage())
                            .doesNotContain(base64(key.getEncoded()).substring(0, 40)));
        }
    }

    @Test
    void aKeyOfAnotherCertificateIsToldWithBothFiles() throws IOException {
        Path certificate = file("bob.pem", bobPem);
        Path privateKey = file("ada.key", keyPem);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.ofPem(certificate, privateKey))
                .withMessageContaining(certificate.toString())
                .withMessageContaining(privateKey.toString())
                .withMessageContaining("CN=bob");
    }

    private static void assertIsAda(ClientCertificate certificate) {
        assertThat(certificate.certificate()).isEqualTo(ada);
    }

    private Path file(String name, String text) throws IOException {
        return file(name, text.getBytes(StandardCharsets.US_ASCII));
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String pem(String type, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
