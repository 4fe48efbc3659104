package io.github.anaplan4j.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.HttpProxy;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules about a proxy that wants a password. */
abstract class ProxyRules extends CallRules {
    private static final int TLS_HANDSHAKE = 0x16;

    private final String password = "for-the-proxy-alone";
    // As RawServer tells it, in lower case.
    private final String login = "proxy-authorization: basic "
            + Base64.getEncoder().encodeToString(bytes("ada:" + password)).toLowerCase(Locale.ROOT);
    private final List<Integer> firstBytes = new CopyOnWriteArrayList<>();

    /** Returns whether the transport admits that it takes no proxy from its settings. */
    abstract boolean admitsNoProxy();

    @Test
    @DisplayName("rule 4: a password for a proxy goes to the proxy alone, and only TLS goes through its tunnel")
    final void passwordOfProxy() {
        try (RawServer proxy = proxyThatWants("Basic realm=\"corporate\"");
                RawServer target = new RawServer((server, connection) -> {})) {
            TransportException failure = failureThrough(proxy, target);

            if (failure != null && !admitsNoProxy()) {
                assertThat(proxy.heads())
                        .isNotEmpty()
                        .allMatch(head -> head.startsWith("connect 127.0.0.1:"))
                        .last()
                        .asString()
                        .contains(login);
                assertThat(firstBytes).as("what the server is sent begins with").containsOnly(TLS_HANDSHAKE);
                assertThat(failure.mayHaveBeenSent())
                        .as("whether it may have been sent, though TLS had not begun")
                        .isFalse();
            }
        }
    }

    @Test
    @DisplayName("rule 4: what a proxy wants and the transport does not speak is named, and nothing was sent")
    final void schemeOfProxy() {
        try (RawServer proxy = proxyThatWants("Negotiate");
                RawServer target = new RawServer((server, connection) -> {})) {
            TransportException failure = failureThrough(proxy, target);

            if (failure != null && !admitsNoProxy()) {
                assertThat(failure).hasMessageContaining("Negotiate");
                assertThat(failure.mayHaveBeenSent()).isFalse();
            }
        }
    }

    @Test
    @DisplayName("rule 4: plain http, which is for this machine, does not pass the proxy, and has no password for it")
    final void plainHttpPassesTheProxyBy() throws IOException {
        try (RawServer proxy = proxyThatWants("Basic realm=\"corporate\"");
                HttpTransport through = through(proxy)) {
            if (through == null) {
                return;
            }
            fake.faults().inject(Fault.json(200, "{}"));
            through.execute(get("/2/0/x")).close();

            assertThat(proxy.requests()).as("requests at the proxy").isZero();
            assertThat(fake.journal().requests())
                    .singleElement()
                    .extracting(RecordedRequest::headers)
                    .asString()
                    .doesNotContainIgnoringCase("proxy-authorization");
        }
    }

    /** Tries an https request, which fails in any case; a transport that takes no proxy never asks there. */
    private @Nullable TransportException failureThrough(RawServer proxy, RawServer target) {
        try (HttpTransport through = through(proxy)) {
            if (through == null) {
                return null;
            }
            TransportException failure = catchThrowableOfType(TransportException.class, () -> {
                try (TransportResponse unexpected = through.execute(get(target.uri("https"), PATIENT))) {
                    assertThat(unexpected.status()).as("status without TLS").isNull();
                }
            });
            assertThat(failure).as("failure of TLS").isNotNull().message().doesNotContain(password);
            if (admitsNoProxy()) {
                assertThat(proxy.requests()).as("requests at the proxy").isZero();
            }
            return failure;
        }
    }

    /** Makes a transport for that proxy; null if it refuses to have one, with a message that names it. */
    private @Nullable HttpTransport through(RawServer proxy) {
        HttpProxy address = HttpProxy.of("127.0.0.1", proxy.uri("http").getPort());
        TransportSettings settings = SETTINGS.withProxy(address.withLogin("ada", password.toCharArray()));
        try {
            return newTransport(settings);
        } catch (IllegalArgumentException refusal) {
            assertThat(admitsNoProxy()).as("whether it admits to take no proxy").isTrue();
            assertThat(refusal).hasMessageContaining(address.toString());
            return null;
        }
    }

    private RawServer proxyThatWants(String challenge) {
        return new RawServer((server, connection) -> {
            InputStream in = connection.getInputStream();
            while (true) {
                server.readRequest(in);
                boolean isLetIn =
                        challenge.startsWith("Basic") && server.heads().stream().anyMatch(head -> head.contains(login));
                String answer = isLetIn
                        ? "HTTP/1.1 200 Connection established\r\n\r\n"
                        : "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: " + challenge
                                + "\r\nContent-Length: 0\r\n\r\n";
                connection.getOutputStream().write(bytes(answer));
                if (isLetIn) {
                    firstBytes.add(in.read());
                    return;
                }
            }
        });
    }
}
