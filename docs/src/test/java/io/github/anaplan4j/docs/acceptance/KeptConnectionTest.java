package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.docs.KeyTool;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportRequest.Method;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which connection over TLS carries the next request, after the server has said something that is no answer. */
@Timeout(60)
class KeptConnectionTest {
    private static final char[] STORE_PASSWORD = UUID.randomUUID().toString().toCharArray();
    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    static Path directory;

    private static SSLContext identity;
    private static SSLContext trusting;

    @BeforeAll
    static void makeKey() throws Exception {
        KeyTool keys = new KeyTool(directory.resolve("keys.p12"), STORE_PASSWORD);
        keys.make("localhost", "RSA", "-validity", "30", "-ext", "san=dns:localhost");
        identity = keys.trusting("localhost");
        trusting = keys.trustingWithoutKey("localhost");
    }

    /** What a server does after an answer. */
    enum Afterwards {
        KEEPS_SILENT {
            @Override
            void happen(SSLSocket tls, Socket raw) {}
        },
        CHANGES_ITS_KEY {
            @Override
            void happen(SSLSocket tls, Socket raw) throws IOException {
                tls.startHandshake(); // with TLS 1.3 no more than that
            }
        },
        SPEAKS {
            @Override
            void happen(SSLSocket tls, Socket raw) throws IOException {
                tls.getOutputStream().write(OK);
            }
        },
        SAYS_GOODBYE {
            @Override
            void happen(SSLSocket tls, Socket raw) throws IOException {
                tls.close();
            }
        },
        SAYS_HALF_A_GOODBYE {
            @Override
            void happen(SSLSocket tls, Socket raw) throws IOException {
                tls.shutdownOutput();
            }
        },
        BREAKS_OFF {
            @Override
            void happen(SSLSocket tls, Socket raw) throws IOException {
                raw.close();
            }
        },
        RESETS {
            @Override
            void happen(SSLSocket tls, Socket raw) throws IOException {
                raw.setSoLinger(true, 0);
                raw.close();
            }
        };

        abstract void happen(SSLSocket tls, Socket raw) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoNewsLeavesTheConnectionInUse(EachTransport transport) throws IOException {
        for (Method method : new Method[] {Method.GET, Method.POST}) {
            try (ServerSocket server = listening();
                    HttpTransport wire = wire(transport)) {
                CompletableFuture<Void> silent = new CompletableFuture<>();
                CompletableFuture<Void> changed = new CompletableFuture<>();
                CompletableFuture<Void> connection = CompletableFuture.runAsync(() -> {
                    try (Socket raw = server.accept();
                            SSLSocket tls = secured(raw)) {
                        answer(tls, Afterwards.KEEPS_SILENT, raw, silent);
                        answer(tls, Afterwards.CHANGES_ITS_KEY, raw, changed);
                        answer(tls, Afterwards.KEEPS_SILENT, raw, new CompletableFuture<>());
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    }
                });
                assertAnswered(wire, method, server);
                join(silent);
                assertAnswered(wire, method, server);
                join(changed);
                assertAnswered(wire, method, server);
                join(connection);
            }
        }
    }

    static Stream<Arguments> ends() {
        return Stream.of(EachTransport.values())
                .flatMap(transport -> Stream.of(Method.GET, Method.POST)
                        .flatMap(method -> Stream.of(
                                        Afterwards.SPEAKS,
                                        Afterwards.SAYS_GOODBYE,
                                        Afterwards.SAYS_HALF_A_GOODBYE,
                                        Afterwards.BREAKS_OFF,
                                        Afterwards.RESETS)
                                .map(end -> Arguments.of(transport, method, end))));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void whatEndsTheConnectionLetsTheNextRequestHaveAnother(EachTransport transport, Method method, Afterwards end)
            throws IOException {
        try (ServerSocket server = listening();
                HttpTransport wire = wire(transport)) {
            CompletableFuture<Void> ended = new CompletableFuture<>();
            CompletableFuture<Void> connections = CompletableFuture.runAsync(() -> {
                try (Socket first = server.accept();
                        SSLSocket firstTls = secured(first)) {
                    answer(firstTls, end, first, ended);
                    try (Socket second = server.accept();
                            SSLSocket secondTls = secured(second)) {
                        answer(secondTls, Afterwards.KEEPS_SILENT, second, new CompletableFuture<>());
                    }
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            });
            assertAnswered(wire, method, server);
            join(ended);
            assertAnswered(wire, method, server);
            join(connections);
        }
    }

    private static void join(CompletableFuture<Void> step) {
        step.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static HttpTransport wire(EachTransport transport) {
        return transport.create(TransportSettings.defaults().withSslContext(trusting));
    }

    private static SSLSocket secured(Socket raw) throws IOException {
        raw.setTcpNoDelay(true); // or what is done would arrive later
        SSLSocket tls = (SSLSocket) identity.getSocketFactory().createSocket(raw, "localhost", raw.getPort(), true);
        tls.setUseClientMode(false);
        tls.setEnabledProtocols(new String[] {"TLSv1.3"});
        return tls;
    }

    private static void answer(SSLSocket tls, Afterwards afterwards, Socket raw, CompletableFuture<Void> done)
            throws IOException {
        StringBuilder request = new StringBuilder();
        InputStream in = tls.getInputStream();
        while (request.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request");
            }
            request.append((char) b);
        }
        tls.getOutputStream().write(OK);
        try {
            afterwards.happen(tls, raw);
            done.complete(null);
        } catch (IOException | RuntimeException broken) {
            done.completeExceptionally(broken);
        }
    }

    private static void assertAnswered(HttpTransport wire, Method method, ServerSocket server) {
        URI uri = URI.create("https://localhost:" + server.getLocalPort() + "/2/0/x");
        TransportRequest request =
                TransportRequest.withoutBody(method, uri, Map.of("Accept", "*/*"), Duration.ofSeconds(10));
        try (TransportResponse response = wire.execute(request)) {
            assertThat(response.body()).hasContent("ok");
        }
    }
}
