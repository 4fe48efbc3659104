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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

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

    /** {@return the names of the transports on the class path, each as often as it is there} */
    public static List<String> transports() {
        return ServiceLoader.load(HttpTransportProvider.class, Network.class.getClassLoader()).stream()
                .map(provider -> provider.get().name())
                .sorted()
                .toList();
    }

    private TransportSettings transportSettings() {
        TransportSettings made =
                proxy().map(TransportSettings.defaults()::withProxy).orElseGet(TransportSettings::defaults);
        return settings.get(Setting.CA_FILE).isPresent() ? made.withSslContext(secured()) : made;
    }

    /**
     * {@return the proxy that is set, if there is one}
     *
     * @throws SetupException if it is not set rightly
     */
    public Optional<HttpProxy> proxy() {
        return settings.get(Setting.PROXY).map(this::proxy);
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
     * {@return what trusts the servers' certificates: Java's own, and those of the file that is set}
     *
     * @throws SetupException if the file has none
     */
    public X509TrustManager trust() {
        return settings.file(Setting.CA_FILE).map(Network::trusting).orElseGet(() -> {
            try {
                return trusting((KeyStore) null);
            } catch (GeneralSecurityException unusable) {
                throw new SetupException("Java's own certificates cannot be read: " + unusable, unusable);
            }
        });
    }

    private SSLContext secured() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust()}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static X509TrustManager trusting(Path file) {
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
            for (Certificate authority : trusting((KeyStore) null).getAcceptedIssuers()) {
                trusted.setCertificateEntry("java-" + count++, authority);
            }
            return trusting(trusted);
        } catch (IOException | GeneralSecurityException unusable) {
            throw new SetupException(
                    "The certificates to trust cannot be read from " + file + ": " + unusable, unusable);
        }
    }

    private static X509TrustManager trusting(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
