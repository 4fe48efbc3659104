package io.github.anaplan4j.transport.httpclient;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.anaplan4j.spi.TransportSettings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.Test;

/** Loads everything once more, without something that the versions of HttpClient before 5.4 have not. */
class OldHttpClientTest {
    private static final String MESSAGE = "anaplan-transport-httpclient needs HttpClient 5.4 or later, and there is an"
            + " older one; with Spring Boot's version list, set httpclient5.version.";

    @Test
    void aTransportOfItsOwnSaysWhatItNeeds() throws Exception {
        try (URLClassLoader loader = without(TlsSocketStrategy.class)) {
            Class<?> settings = loader.loadClass(TransportSettings.class.getName());
            Object defaults = settings.getMethod("defaults").invoke(null);

            assertThatThrownBy(() -> make(loader, "create", settings, defaults))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(MESSAGE)
                    .hasCauseInstanceOf(LinkageError.class);
        }
    }

    @Test
    void aTransportOverAClientOfTheUsersSaysItToo() throws Exception {
        try (URLClassLoader loader = without(RequestConfig.class)) {
            Class<?> client = loader.loadClass(CloseableHttpClient.class.getName());

            Object ofTheUser = loader.loadClass(ClientOfTheUser.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();

            assertThatThrownBy(() -> make(loader, "using", client, ofTheUser))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(MESSAGE)
                    .hasCauseInstanceOf(LinkageError.class);
        }
    }

    /** A client that needs nothing to be made. */
    public static final class ClientOfTheUser extends CloseableHttpClient {
        @Override
        protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close(CloseMode mode) {}

        @Override
        public void close() {}
    }

    private static void make(ClassLoader loader, String factory, Class<?> parameter, Object argument) throws Throwable {
        try {
            loader.loadClass(ApacheHttpTransport.class.getName())
                    .getMethod(factory, parameter)
                    .invoke(null, argument);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static URLClassLoader without(Class<?> missing) {
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> url(Path.of(entry).toUri()))
                .toArray(URL[]::new);
        return new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (name.equals(missing.getName())) {
                    throw new ClassNotFoundException(name);
                }
                return super.findClass(name);
            }
        };
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
