package io.github.anaplan4j.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Makes keys and certificates for one test, with the JDK's own tool. */
final class Keys {
    private final String password = UUID.randomUUID().toString();
    private final Path directory;

    Keys(Path directory) {
        this.directory = directory;
    }

    /** Makes a key and a certificate that it signs itself. */
    Keys make(String alias, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=" + alias,
                "-storetype",
                "PKCS12",
                "-keystore",
                file().toString(),
                "-storepass",
                password));
        command.addAll(List.of(more));
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(said).isZero();
        return this;
    }

    private Path file() {
        return directory.resolve("keys.p12");
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(file().toFile(), password.toCharArray());
    }

    Path certificate(String alias) throws IOException, GeneralSecurityException {
        Certificate certificate = store().getCertificate(alias);
        return pem(alias + ".pem", "CERTIFICATE", certificate.getEncoded());
    }

    Path key(String alias) throws IOException, GeneralSecurityException {
        Key key = store().getKey(alias, password.toCharArray());
        return pem(alias + "-key.pem", "PRIVATE KEY", key.getEncoded());
    }

    private Path pem(String name, String what, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(
                directory.resolve(name), "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }

    /** {@return a context that shows the certificates of the store} */
    SSLContext server() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(), password.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
