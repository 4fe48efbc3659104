package io.github.anaplan4j.internal;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.HttpTransportProvider;
import io.github.anaplan4j.spi.TransportSettings;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the transport on the class path or module path.
 *
 * <p>There is no silent priority. Exactly one is used; none or several is an error that says what was found where and
 * what to do.
 */
public final class TransportDiscovery {
    private static final String PROPERTY = HttpTransportProvider.PROPERTY;
    private static final Logger LOG = LoggerFactory.getLogger(TransportDiscovery.class);

    private TransportDiscovery() {}

    /**
     * Makes a transport with the one provider there is, or with the one that {@value #PROPERTY} names.
     *
     * @param settings the time limits, number of connections, proxy and TLS to use
     * @return a new transport, which the caller closes
     * @throws IllegalStateException if there is none, or several and no choice among them, or one fails to load
     */
    public static HttpTransport discover(TransportSettings settings) {
        HttpTransportProvider provider = choose(providers(), System.getProperty(PROPERTY));
        LOG.info("Using the HTTP transport {}", describe(provider));
        return provider.create(settings);
    }

    static HttpTransportProvider choose(List<HttpTransportProvider> found, @Nullable String wanted) {
        if (wanted != null) {
            List<HttpTransportProvider> named =
                    found.stream().filter(p -> p.name().equals(wanted)).toList();
            if (named.size() == 1) {
                return named.get(0);
            }
            throw new IllegalStateException("The system property " + PROPERTY + " asks for the transport \"" + wanted
                    + "\", of which there are " + named.size() + ". Found: " + describe(found));
        }
        return switch (found.size()) {
            case 1 -> found.get(0);
            case 0 ->
                throw new IllegalStateException("No HTTP transport found. Add one of the artifacts"
                        + " io.github.anaplan4j:anaplan-transport-httpclient and"
                        + " io.github.anaplan4j:anaplan-transport-feign to the dependencies,"
                        + " or pass one with AnaplanClient.builder().transport(...)."
                        + " If one is there, look whether a shaded jar lost its META-INF/services files.");
            default ->
                throw new IllegalStateException("Found " + found.size() + " HTTP transports: " + describe(found)
                        + ". Remove all but one from the dependencies, or choose one with the system property "
                        + PROPERTY
                        + "=<name>, or pass one with AnaplanClient.builder().transport(...).");
        };
    }

    // This class's own loader first, then the thread's: application servers and plugin hosts keep the two apart.
    private static List<HttpTransportProvider> providers() {
        Map<Class<?>, HttpTransportProvider> byClass = new LinkedHashMap<>();
        Stream.of(
                        HttpTransportProvider.class.getClassLoader(),
                        Thread.currentThread().getContextClassLoader())
                .forEach(loader -> {
                    try {
                        ServiceLoader.load(HttpTransportProvider.class, loader).stream()
                                .forEach(p -> byClass.computeIfAbsent(p.type(), type -> p.get()));
                    } catch (ServiceConfigurationError broken) {
                        throw new IllegalStateException(
                                "An HTTP transport is on the class path but cannot be loaded: " + broken.getMessage(),
                                broken);
                    }
                });
        return List.copyOf(byClass.values());
    }

    private static String describe(List<HttpTransportProvider> providers) {
        return providers.isEmpty()
                ? "none"
                : providers.stream().map(TransportDiscovery::describe).collect(Collectors.joining(", "));
    }

    private static String describe(HttpTransportProvider provider) {
        Class<?> type = provider.getClass();
        CodeSource source = type.getProtectionDomain().getCodeSource();
        String version = type.getPackage().getImplementationVersion();
        return provider.name() + (version == null ? "" : " " + version) + " (" + type.getName()
                + (source == null ? "" : " from " + source.getLocation()) + ")";
    }
}
