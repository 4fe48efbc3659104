package io.github.anaplan4j.command.setup;

import io.github.anaplan4j.spi.HttpProxy;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.HttpTransportProvider;
import io.github.anaplan4j.spi.TransportSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes the transport that is set, with its proxy and its trust. */
public final class Network {
    private final Settings settings;

    /**
     * Makes a transport of some settings.
     *
     * @param settings the settings
     */
    public Network(Settings settings) {
        this.settings = settings;
    }

    /**
     * {@return a new transport}
     *
     * @throws SetupException if it is not set rightly
     */
    public HttpTransport transport() {
        String wanted = settings.get(Setting.TRANSPORT).orElse("httpclient");
        var providers = ServiceLoader.load(HttpTransportProvider.class, Network.class.getClassLoader());
        for (HttpTransportProvider provider : providers) {
            if (provider.name().equals(wanted)) {
                return provider.create(transportSettings());
            }
        }
        throw new SetupException("There is no transport \"" + wanted + "\", but "
                + providers.stream()
                        .map(provider -> provider.get().name())
                        .sorted()
                        .collect(Collectors.joining(", "))
                + ".");
    }

    private TransportSettings transportSettings() {
        TransportSettings made = TransportSettings.defaults();
        if (settings.get(Setting.PROXY).isPresent()) {
            made = made.withProxy(proxy(settings.require(Setting.PROXY)));
        }
        Path authorities = settings.file(Setting.CA_FILE).orElse(null);
        return authorities == null ? made : made.withSslContext(trusting(authorities));
    }

    private HttpProxy proxy(String value) {
        int colon = value.lastIndexOf(':');
        if (colon < 1 || !value.substring(colon + 1).matches("\\d{1,5}")) {
            throw settings.wrong(Setting.PROXY, value, "host:port, such as proxy.example.com:8080", null);
        }
        HttpProxy proxy = HttpProxy.of(value.substring(0, colon), Integer.parseInt(value.substring(colon + 1)));
        return settings.get(Setting.PROXY_USER)
                .map(user -> proxy.withLogin(user, settings.require(Secret.PROXY_PASSWORD)))
                .orElse(proxy);
    }

    /**
     * {@return what trusts the certificates of a file, and those of Java}
     *
     * @param file the certificates, as PEM
     * @throws SetupException if it has none
     */
    private static SSLContext trusting(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int count = 0;
            for (Certificate own : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("own-" + count++, own);
            }
            if (count == 0) {
                throw new SetupException("There is no certificate in " + file + ".");
            }
            TrustManagerFactory usual = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            usual.init((KeyStore) null);
            for (var manager : usual.getTrustManagers()) {
                if (manager instanceof javax.net.ssl.X509TrustManager known) {
                    for (Certificate authority : known.getAcceptedIssuers()) {
                        trusted.setCertificateEntry("java-" + count++, authority);
                    }
                }
            }
            TrustManagerFactory all = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            all.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, all.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new SetupException(
                    "The certificates to trust cannot be read from " + file + ": " + unusable, unusable);
        }
    }
}
