package io.github.anaplan4j.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportRequest.Method;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.http.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules about what a transport gives back: any status, in time, streamed, whole or failing, and closed. */
abstract class ResponseRules extends RequestRules {
    @Test
    @DisplayName("rule 3: any status is a value, and comes with its body")
    final void anyStatus() throws IOException {
        for (int status :
                List.of(200, 201, 202, 206, 299, 300, 400, 403, 404, 407, 409, 410, 418, 422, 429, 499, 500)) {
            assertValue(Method.GET, NOTHING, status, SMALL);
        }
        for (int status :
                List.of(200, 201, 202, 400, 403, 404, 409, 410, 423, 424, 429, 500, 501, 502, 503, 504, 599)) {
            assertValue(Method.POST, SMALL, status, SMALL);
        }
    }

    @Test
    @DisplayName("rule 3: a 401 is a value, challenge or none, and its body arrives whole or not at all")
    final void unauthorized() throws IOException {
        for (Method method : Method.values()) {
            for (Map<String, String> headers :
                    List.of(Map.<String, String>of(), Map.of("WWW-Authenticate", "Basic realm=\"x\""))) {
                fake.faults().inject(Fault.answer(401, headers, SMALL));
                TransportRequest request = request(method, uri("/2/0/x"), bodyFor(method), PATIENT);
                try (TransportResponse response = transport.execute(request)) {
                    assertThat(response.status()).isEqualTo(401);
                    assertThat(response.body().readAllBytes()).isIn(SMALL, NOTHING);
                }
            }
        }
    }

    @Test
    @DisplayName("rule 3: an answer without a body has an empty one")
    final void noBody() throws IOException {
        for (int status : List.of(200, 202, 204, 304, 404, 500)) {
            assertValue(Method.GET, NOTHING, status, NOTHING);
            assertValue(Method.DELETE, NOTHING, status, NOTHING);
        }
    }

    @Test
    @DisplayName("rule 5: a server that says nothing is waited for until the timeout")
    final void silentServer() {
        fake.faults().inject(Fault.stall());
        TransportRequest request = get("/2/0/x", IMPATIENT).withCallTimeout(PATIENT);
        assertThat(failureSoon(request).kind()).isEqualTo(TransportException.Kind.TIMEOUT);
    }

    @Test
    @DisplayName("rule 5: silence in the middle of a body is waited out until the timeout")
    final void silenceInBody() {
        for (byte[] body : List.of(SMALL, LARGE)) {
            fake.faults().inject(Fault.stallMidBody(body, 5));
            assertTimeout(SOON, () -> {
                TransportRequest request = get("/2/0/x", IMPATIENT).withCallTimeout(PATIENT);
                try (TransportResponse response = transport.execute(request)) {
                    assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
                }
            });
        }
    }

    @Test
    @DisplayName("rule 5: a slow body without long silences arrives whole, for as long as the call may take")
    final void slowBody() throws IOException {
        fake.faults().inject(Fault.drip(bytes("slowly"), Duration.ofMillis(75)));
        TransportRequest request = get("/2/0/x", IMPATIENT).withCallTimeout(PATIENT);
        try (TransportResponse response = transport.execute(request)) {
            assertThat(response.body()).hasBinaryContent(bytes("slowly"));
        }
    }

    @Test
    @DisplayName("rule 5: a connection is waited for until the timeout of the request or, if shorter, of the settings")
    final void noConnection() throws IOException {
        try (FullPort port = new FullPort();
                HttpTransport hasty = newTransport(settings(IMPATIENT, 1))) {
            assertTimeout(
                    SOON,
                    () -> assertThatThrownBy(() -> transport.execute(get(port.uri(), IMPATIENT)))
                            .isInstanceOf(TransportException.class));
            assertTimeout(
                    SOON,
                    () -> assertThatThrownBy(() -> hasty.execute(get(port.uri(), PATIENT)))
                            .isInstanceOf(TransportException.class));
        }
    }

    @Test
    @DisplayName("rule 5: a TLS handshake is waited for until the timeout")
    final void silentHandshake() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/2/0");
            assertTimeout(
                    SOON,
                    () -> assertThatThrownBy(() -> transport.execute(get(uri, IMPATIENT)))
                            .isInstanceOf(TransportException.class));
        }
    }

    @Test
    @DisplayName("rule 6: the answer is there with its head, while the body is still arriving")
    final void headFirst() {
        for (byte[] body : List.of(SMALL, LARGE)) {
            fake.faults().inject(Fault.stallMidBody(body, 5));
            assertTimeout(SOON, () -> {
                try (TransportResponse response = transport.execute(get("/2/0/x"))) {
                    assertThat(response.body().readNBytes(5)).hasSize(5);
                }
            });
        }
    }

    @Test
    @DisplayName("rule 6: a body larger than any memory can be read from its beginning")
    final void largeBody() {
        try (HttpServer server = new HttpServer(hugeBody(new CountDownLatch(1)))) {
            assertTimeout(SOON, () -> {
                try (TransportResponse response = transport.execute(get(at(server, "/2/0/x"), PATIENT))) {
                    assertThat(response.body().readNBytes(LARGE.length)).isEqualTo(LARGE);
                }
            });
        }
    }

    @Test
    @DisplayName("rule 7: a body that ends before its announced length fails where it ends")
    final void cutBody() {
        assertCut(Fault.cutMidBody(SMALL, 5), 5);
        assertCut(Fault.cutMidBody(LARGE, 100_000), 100_000);
        assertCut(Fault.cutMidBody(SMALL, 0), 0);
        assertCut(Fault.cutMidBody(SMALL, SMALL.length - 1), SMALL.length - 1);
    }

    @Test
    @DisplayName("rule 7: an error's status arrives even if its body is cut")
    final void cutErrorBody() throws IOException {
        HttpServer.Handler cut = (request, connection) -> {
            OutputStream out = connection.begin(503, Map.of(), SMALL.length);
            out.write(SMALL, 0, 5);
            out.flush();
            connection.hangUp();
        };
        try (HttpServer server = new HttpServer(cut);
                TransportResponse response = transport.execute(get(at(server, "/2/0/x"), PATIENT))) {
            assertThat(response.status()).isEqualTo(503);
            assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("rule 7: a chunked body without its last chunk fails where it ends")
    final void cutChunks() throws IOException {
        HttpServer.Handler cut = (request, connection) -> {
            OutputStream out = connection.begin(200, Map.of("Transfer-Encoding", "chunked"), -1);
            out.write(bytes("5\r\nhello\r\n"));
            out.flush();
            connection.hangUp();
        };
        try (HttpServer server = new HttpServer(cut);
                TransportResponse response = transport.execute(get(at(server, "/2/0/x"), PATIENT))) {
            assertThat(response.body().readNBytes(5)).isEqualTo(bytes("hello"));
            assertThatThrownBy(() -> response.body().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("rule 8: closing an answer that has hardly begun ends its connection")
    final void closingHugeBody() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (HttpServer server = new HttpServer(hugeBody(ended))) {
            TransportResponse response = transport.execute(get(at(server, "/2/0/x"), PATIENT));
            response.body().readNBytes(10);
            assertTimeout(SOON, response::close);
            assertThat(ended.await(SOON.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the server sees the end of the connection")
                    .isTrue();
        }
    }

    @Test
    @DisplayName("rule 8: closing does not wait for the rest of the body, and frees the place for the next request")
    final void closingStalledBody() {
        try (HttpTransport single = newTransport(settings(PATIENT, 1))) {
            for (byte[] body : List.of(SMALL, LARGE)) {
                fake.faults().inject(Fault.stallMidBody(body, 5));
                fake.faults().inject(Fault.json(200, "{}"));
                assertTimeout(SOON, () -> {
                    single.execute(get("/2/0/closed")).close();
                    single.execute(get("/2/0/next")).close();
                });
            }
        }
    }

    @Test
    @DisplayName("rule 8: closing after the end of the body, and closing twice, does no harm")
    final void closingTwice() throws IOException {
        try (HttpTransport single = newTransport(settings(PATIENT, 1))) {
            for (int i = 0; i < 3; i++) {
                fake.faults().inject(Fault.answer(200, Map.of(), SMALL));
                TransportResponse response = single.execute(get("/2/0/x"));
                assertThat(response.body()).hasBinaryContent(SMALL);
                response.close();
                response.close();
            }
        }
    }

    private void assertValue(Method method, byte[] sent, int status, byte[] body) throws IOException {
        fake.faults().inject(Fault.answer(status, Map.of("X-Trace", "a b"), body));
        try (TransportResponse response = transport.execute(request(method, uri("/2/0/x"), sent, PATIENT))) {
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.header("x-trace")).hasValue("a b");
            assertThat(response.body().readAllBytes()).as("body of %d", status).isEqualTo(body);
        }
    }

    private void assertCut(Fault fault, int arriving) {
        fake.faults().inject(fault);
        TransportResponse executed;
        try {
            executed = transport.execute(get("/2/0/x"));
        } catch (TransportException atOnce) {
            // Some clients see the end together with the head. Nothing of the body may be lost by that.
            assertThat(arriving)
                    .as("bytes that came, and that %s has lost", atOnce)
                    .isZero();
            assertThat(atOnce.mayHaveBeenSent()).isTrue();
            return;
        }
        try (TransportResponse response = executed) {
            assertThatCode(() ->
                            assertThat(response.body().readNBytes(arriving)).hasSize(arriving))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> response.body().read()).isInstanceOf(IOException.class);
        }
    }

    // Announces a tebibyte and stalls after a little of it, so that whoever buffers fails in time and not for memory.
    private static HttpServer.Handler hugeBody(CountDownLatch ended) {
        return (request, connection) -> {
            try {
                OutputStream out = connection.begin(200, Map.of(), 1L << 40);
                for (int i = 0; i < 32; i++) {
                    out.write(LARGE);
                }
                out.flush();
                connection.stall();
            } finally {
                ended.countDown();
            }
        };
    }
}
