package io.github.anaplan4j.internal;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.HttpTransportProvider;
import io.github.anaplan4j.spi.TransportSettings;
import java.security.CodeSource;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
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
     * @throws IllegalStateException if there is none, or several and no choice among them, or none that can be loaded
     */
    public static HttpTransport discover(TransportSettings settings) {
        HttpTransportProvider provider = choose(
                providersOf(
                        HttpTransportProvider.class.getClassLoader(),
                        Thread.currentThread().getContextClassLoader()),
                System.getProperty(PROPERTY));
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
                        + " If one is there, look whether a shaded jar lost its META-INF/services files,"
                        + " or whether another class loader than this library's has it.");
            default ->
                throw new IllegalStateException("Found " + found.size() + " HTTP transports: " + describe(found)
                        + ". Remove all but one from the dependencies, or choose one with the system property "
                        + PROPERTY
                        + "=<name>, or pass one with AnaplanClient.builder().transport(...).");
        };
    }

    // This class's own loader first, then the thread's: application servers and plugin hosts keep the two apart.
    static List<HttpTransportProvider> providersOf(@Nullable ClassLoader... loaders) {
        Map<Class<?>, HttpTransportProvider> byClass = new LinkedHashMap<>();
        Map<String, Error> broken = new LinkedHashMap<>();
        Stream.of(loaders)
                .filter(TransportDiscovery::hasThisLibrary)
                .map(loader -> ServiceLoader.load(HttpTransportProvider.class, loader))
                .forEach(found -> collect(found.iterator(), byClass, broken));
        if (byClass.isEmpty() && !broken.isEmpty()) {
            Error first = broken.values().iterator().next();
            throw new IllegalStateException(
                    "An HTTP transport is on the class path but cannot be loaded: " + first.getMessage(), first);
        }
        broken.values().forEach(left -> LOG.warn("Left out an HTTP transport that cannot be loaded", left));
        return List.copyOf(byClass.values());
    }

    // A loader that has a copy of its own has providers for that copy alone.
    private static boolean hasThisLibrary(@Nullable ClassLoader loader) {
        try {
            String name = HttpTransportProvider.class.getName();
            return Class.forName(name, false, loader == null ? ClassLoader.getSystemClassLoader() : loader)
                    == HttpTransportProvider.class;
        } catch (ClassNotFoundException | LinkageError withoutIt) {
            return false;
        }
    }

    private static void collect(
            Iterator<HttpTransportProvider> found,
            Map<Class<?>, HttpTransportProvider> byClass,
            Map<String, Error> broken) {
        Set<String> toldHere = new HashSet<>();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return;
                }
                HttpTransportProvider provider = found.next();
                byClass.putIfAbsent(provider.getClass(), provider);
            } catch (ServiceConfigurationError | LinkageError failure) {
                String message = String.valueOf(failure.getMessage());
                broken.putIfAbsent(message, failure);
                if (!toldHere.add(message)) {
                    return; // it gets no further
                }
            }
        }
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
