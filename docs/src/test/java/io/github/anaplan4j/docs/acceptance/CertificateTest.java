package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.auth.ClientCertificate;
import io.github.anaplan4j.auth.NonceFormat;
import io.github.anaplan4j.docs.KeyTool;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.FastTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and certificates are made here, by keytool, and live as long as the test. */
class CertificateTest {
    private static final char[] PASSWORD = UUID.randomUUID().toString().toCharArray();

    @TempDir
    static Path directory;

    private static KeyStore store;

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyTool keys = new KeyTool(directory.resolve("keys.p12"), PASSWORD);
        keys.make("ada", "RSA", "-validity", "30");
        keys.make("bob", "RSA", "-validity", "30");
        keys.make("expired", "RSA", "-startdate", "-60d", "-validity", "30");
        keys.make("curve", "EC", "-validity", "30");
        store = keys.load();
    }

    static Stream<Arguments> formats() {
        return Stream.of(EachTransport.values())
                .flatMap(transport -> Stream.of(NonceFormat.values()).map(format -> Arguments.of(transport, format)));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aCertificateLogsIn(EachTransport transport, NonceFormat format) throws Exception {
        try (FakeAnaplan fake = FakeAnaplan.start()) {
            fake.logins().givenCertificate(certificate("ada"));
            for (int login = 0; login < 2; login++) {
                useOnce(fake, transport, Credentials.certificate(ofKeyStore("ada"), format));
            }

            List<RecordedRequest> logins = fake.journal().requests().stream()
                    .filter(request -> request.path().equals("/token/authenticate"))
                    .toList();
            assertThat(logins).extracting(RecordedRequest::body).hasSize(2).doesNotHaveDuplicates();
            assertThat(new String(logins.get(0).body(), StandardCharsets.UTF_8)
                            .contains("\"encodedDataFormat\":\"v2\""))
                    .isEqualTo(format != NonceFormat.V1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = NonceFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "V1")
    void aClientOnTheWallClockLogsInWhereTimeRunsFast(NonceFormat format) throws Exception {
        FastTime days = FastTime.times(3_600_000);
        try (FakeAnaplan fake = FakeAnaplan.start(days)) {
            fake.logins().givenCertificate(certificate("ada"));
            days.sleep(Duration.ofDays(60)); // the certificate has expired there

            useOnce(fake, EachTransport.HTTPCLIENT, Credentials.certificate(ofKeyStore("ada"), format));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCertificateThatIsNotRegisteredIsRefusedWithWhatToDo(EachTransport transport) throws Exception {
        try (FakeAnaplan fake = FakeAnaplan.start()) {
            ClientCertificate bob = ofKeyStore("bob");

            assertThatExceptionOfType(LoginFailedException.class)
                    .isThrownBy(() -> useOnce(fake, transport, Credentials.certificate(bob)))
                    .withMessageContaining("CN=bob")
                    .withMessageContaining("registered");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExpiredCertificateIsToldBeforeAnythingIsSent(EachTransport transport) throws Exception {
        try (FakeAnaplan fake = FakeAnaplan.start()) {
            ClientCertificate expired = ofKeyStore("expired");

            assertThatExceptionOfType(LoginFailedException.class)
                    .isThrownBy(() -> useOnce(fake, transport, Credentials.certificate(expired)))
                    .withMessageContaining("CN=expired")
                    .withMessageContaining("expired on")
                    .withMessageContaining("new one");
            assertThat(fake.journal().requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aTenantThatTakesOneFormatRefusesTheOthersWithWhatToTry(EachTransport transport, NonceFormat taken)
            throws Exception {
        try (FakeAnaplan fake = FakeAnaplan.start()) {
            fake.logins().givenCertificate(certificate("ada"), taken);
            for (NonceFormat format : NonceFormat.values()) {
                Credentials credentials = Credentials.certificate(ofKeyStore("ada"), format);
                if (format == taken) {
                    useOnce(fake, transport, credentials);
                } else {
                    assertThatExceptionOfType(LoginFailedException.class)
                            .isThrownBy(() -> useOnce(fake, transport, credentials))
                            .withMessageContaining("another NonceFormat than " + format);
                }
            }
        }
    }

    private static void useOnce(FakeAnaplan fake, EachTransport transport, Credentials credentials) {
        try (HttpTransport wire = transport.create();
                AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl(fake.url())
                        .authUrl(fake.authUrl())
                        .credentials(credentials)
                        .transport(wire)
                        .build()) {
            anaplan.task(fake.startTask(Scenario.complete())).status();
        }
    }

    @Test
    void pemFilesAreReadInEachFormOfTheKey() throws Exception {
        Path certificate = Files.writeString(
                directory.resolve("ada.pem"),
                "Bag Attributes\n" + pem("CERTIFICATE", certificate("ada").getEncoded())
                        + pem("CERTIFICATE", certificate("bob").getEncoded()));
        PrivateKey key = key("ada");

        for (String text : List.of(
                pem("PRIVATE KEY", key.getEncoded()),
                pem("CERTIFICATE", certificate("ada").getEncoded()) + pem("PRIVATE KEY", key.getEncoded()),
                pem("RSA PRIVATE KEY", pkcs1((RSAPrivateCrtKey) key)))) {
            Path file = Files.writeString(directory.resolve("key.pem"), text);
            assertThat(ClientCertificate.ofPem(certificate, file)).hasToString("ClientCertificate[CN=ada]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PBEWithHmacSHA256AndAES_256", "PBEWithHmacSHA1AndAES_128", "PBEWithSHA1AndDESede"})
    void anEncryptedKeyIsOpenedByItsPassphrase(String algorithm) throws Exception {
        Path certificate = Files.writeString(
                directory.resolve("ada.pem"),
                pem("CERTIFICATE", certificate("ada").getEncoded()));
        char[] passphrase = UUID.randomUUID().toString().toCharArray();
        Path key = Files.writeString(
                directory.resolve("encrypted.pem"),
                pem("ENCRYPTED PRIVATE KEY", encrypted(key("ada"), algorithm, passphrase)));

        assertThat(ClientCertificate.ofPem(certificate, key, passphrase)).hasToString("ClientCertificate[CN=ada]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.ofPem(certificate, key))
                .withMessageContaining("encrypted")
                .withMessageContaining("passphrase");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.ofPem(certificate, key, "wrong".toCharArray()))
                .withMessageContaining("Check the passphrase");
    }

    @Test
    void aPassphraseMayHaveAnyCharacter() throws Exception {
        char[] passphrase = "pässwort-€".toCharArray();
        String certificate = pem("CERTIFICATE", certificate("ada").getEncoded());
        String key = pem("ENCRYPTED PRIVATE KEY", encryptedByItsParts(key("ada"), passphrase));

        assertThat(ClientCertificate.ofPem(certificate, key, passphrase)).hasToString("ClientCertificate[CN=ada]");
    }

    @Test
    void aKeyThatCannotSignIsNotCalledAWrongOne() throws Exception {
        PrivateKey lockedAway = new PrivateKey() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getAlgorithm() {
                return "RSA";
            }

            @Override
            public String getFormat() {
                return null;
            }

            @Override
            public byte[] getEncoded() {
                return null;
            }
        };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientCertificate(certificate("ada"), lockedAway))
                .withMessageContaining("CN=ada")
                .withMessageContaining("cannot sign")
                .withMessageContaining("security module")
                .withCauseInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void whatDoesNotBelongTogetherOrIsNoRsaKeyIsRefused() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientCertificate(certificate("ada"), key("bob")))
                .withMessageContaining("CN=ada")
                .withMessageContaining("not that of the certificate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofKeyStore("curve"))
                .withMessageContaining("RSA alone");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofKeyStore("nobody"))
                .withMessageContaining("keytool -list");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.ofKeyStore(store, "ada", "wrong".toCharArray()))
                .withMessageContaining("password");
    }

    @Test
    void textsWithoutWhatIsWantedAreRefusedWithoutQuotingThem() throws Exception {
        String certificate = pem("CERTIFICATE", certificate("ada").getEncoded());
        String key = pem("PRIVATE KEY", key("ada").getEncoded());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.ofPem(key, key, null))
                .withMessageContaining("no certificate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.ofPem(certificate, certificate, null))
                .withMessageContaining("no private key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.ofPem(
                        certificate,
                        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n"
                                + "-----END RSA PRIVATE KEY-----\n",
                        "x".toCharArray()))
                .withMessageContaining("openssl pkcs8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.ofPem(certificate, pem("PRIVATE KEY", new byte[] {1, 2, 3}), null))
                .withMessageContaining("cannot be read");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ClientCertificate.ofPem(certificate, pem("EC PRIVATE KEY", new byte[] {1, 2, 3}), null))
                .withMessageContaining("is for EC")
                .withMessageContaining("RSA alone");
    }

    private static ClientCertificate ofKeyStore(String alias) {
        return ClientCertificate.ofKeyStore(store, alias, PASSWORD);
    }

    private static X509Certificate certificate(String alias) throws Exception {
        return (X509Certificate) store.getCertificate(alias);
    }

    private static PrivateKey key(String alias) throws Exception {
        return (PrivateKey) store.getKey(alias, PASSWORD);
    }

    private static String pem(String type, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }

    private static byte[] encrypted(PrivateKey key, String algorithm, char[] passphrase) throws Exception {
        SecretKey secret = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(passphrase));
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.ENCRYPT_MODE, secret);
        byte[] encrypted = cipher.doFinal(key.getEncoded());
        return algorithm.startsWith("PBEWithHmac")
                ? tagged(0x30, joined(scheme(cipher.getParameters()), tagged(0x04, encrypted)))
                : new EncryptedPrivateKeyInfo(cipher.getParameters(), encrypted).getEncoded();
    }

    // As OpenSSL does it; the JDK's own cipher takes ASCII alone.
    private static byte[] encryptedByItsParts(PrivateKey key, char[] passphrase) throws Exception {
        Cipher named = Cipher.getInstance("PBEWithHmacSHA256AndAES_256");
        named.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance("PBEWithHmacSHA256AndAES_256")
                        .generateSecret(new PBEKeySpec("any".toCharArray())));
        PBEParameterSpec parameters = named.getParameters().getParameterSpec(PBEParameterSpec.class);
        byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(passphrase, parameters.getSalt(), parameters.getIterationCount(), 256))
                .getEncoded();
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(derived, "AES"), parameters.getParameterSpec());
        return tagged(0x30, joined(scheme(named.getParameters()), tagged(0x04, cipher.doFinal(key.getEncoded()))));
    }

    // The JDK reads this scheme and cannot write its name; some versions have the name in the parameters already.
    private static byte[] scheme(AlgorithmParameters parameters) throws IOException {
        byte[] name = {0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x05, 0x0D};
        byte[] encoded = parameters.getEncoded();
        return Arrays.equals(name, Arrays.copyOfRange(encoded, 2, 2 + name.length))
                ? encoded
                : tagged(0x30, joined(name, encoded));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] whole = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, whole, first.length, second.length);
        return whole;
    }

    /** A key in RSA's own form: nine numbers, the first of which is 0. */
    private static byte[] pkcs1(RSAPrivateCrtKey key) {
        List<BigInteger> numbers = List.of(
                BigInteger.ZERO,
                key.getModulus(),
                key.getPublicExponent(),
                key.getPrivateExponent(),
                key.getPrimeP(),
                key.getPrimeQ(),
                key.getPrimeExponentP(),
                key.getPrimeExponentQ(),
                key.getCrtCoefficient());
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (BigInteger number : numbers) {
            content.writeBytes(tagged(0x02, number.toByteArray()));
        }
        return tagged(0x30, content.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        byte[] length = content.length < 0x80
                ? new byte[] {(byte) content.length}
                : new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
        byte[] whole = new byte[1 + length.length + content.length];
        whole[0] = (byte) tag;
        System.arraycopy(length, 0, whole, 1, length.length);
        System.arraycopy(content, 0, whole, 1 + length.length, content.length);
        return whole;
    }
}
