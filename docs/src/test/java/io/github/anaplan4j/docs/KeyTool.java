package io.github.anaplan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes keys and certificates for one test, with the JDK's own tool. */
public final class KeyTool {
    private final Path file;
    private final char[] password;

    /**
     * Makes the tool for a store.
     *
     * @param file the store, which need not exist
     * @param password for the store and each key in it
     */
    public KeyTool(Path file, char[] password) {
        this.file = file;
        this.password = password;
    }

    /**
     * Makes a key and its certificate, which it signs itself unless there is a signer among the options.
     *
     * @param alias their name in the store, and that of the subject
     * @param algorithm of the key
     * @param more further options of the tool
     */
    public void make(String alias, String algorithm, String... more) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-keyalg", algorithm, "-dname", "CN=" + alias));
        if (algorithm.equals("RSA")) {
            options.addAll(List.of("-keysize", "2048")); // longer ones take seconds to find
        }
        options.addAll(List.of(more));
        run("-genkeypair", alias, options);
    }

    /**
     * Makes another certificate for a key, which signs it itself.
     *
     * @param alias the name of the key in the store
     * @param start when it begins, from now on, such as {@code -30d}
     * @param days how long it is valid
     * @return the certificate, which is not in the store
     */
    public X509Certificate renewed(String alias, String start, int days)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path request = file.resolveSibling(alias + ".csr");
        Path made = file.resolveSibling(alias + ".cer");
        run("-certreq", alias, List.of("-file", request.toString()));
        run(
                "-gencert",
                alias,
                List.of(
                        "-infile",
                        request.toString(),
                        "-outfile",
                        made.toString(),
                        "-startdate",
                        start,
                        "-validity",
                        String.valueOf(days)));
        try (InputStream in = Files.newInputStream(made)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private void run(String what, String alias, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                what,
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass:env",
                "STORE_PASSWORD",
                "-alias",
                alias));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("STORE_PASSWORD", new String(password));
        Process keytool = builder.start();
        keytool.getOutputStream().close();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
    }

    /** {@return the store as it is now} */
    public KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    /** {@return a context that serves with the key of that name and trusts its certificate alone} */
    public SSLContext trusting(String alias) throws IOException, GeneralSecurityException {
        return context(alias, identity(alias));
    }

    /** {@return a context that has no key and trusts the certificate of that name alone} */
    public SSLContext trustingWithoutKey(String alias) throws IOException, GeneralSecurityException {
        return context(alias, new KeyManager[0]);
    }

    private KeyManager[] identity(String alias) throws IOException, GeneralSecurityException {
        KeyStore one = load();
        for (String other : Collections.list(one.aliases())) {
            if (!other.equals(alias)) {
                one.deleteEntry(other);
            }
        }
        KeyManagerFactory identity = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        identity.init(one, password);
        return identity.getKeyManagers();
    }

    private SSLContext context(String alias, KeyManager[] keys) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(alias, load().getCertificate(alias));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }
}
