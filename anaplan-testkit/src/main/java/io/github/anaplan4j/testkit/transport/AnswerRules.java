package io.github.anaplan4j.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.error.TransportException.Kind;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportRequest.Method;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.PasswordAuthentication;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules about answers that are not what they seem, and about those who ask for more than was meant for them. */
abstract class AnswerRules extends FramingRules {
    @Test
    @DisplayName("rule 4: passwords and cookies of the whole JVM do not reach the server")
    final void stateOfTheJvm() throws Exception {
        AtomicBoolean isAsked = new AtomicBoolean();
        RawServer.Script challenge = (server, connection) -> connection
                .getOutputStream()
                .write(bytes("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
                        + "Set-Cookie: taken=1; Path=/\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
        CookieManager cookies = new CookieManager();
        CookieHandler before = CookieHandler.getDefault();
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                isAsked.set(true);
                return new PasswordAuthentication("corp", "secret".toCharArray());
            }
        });
        CookieHandler.setDefault(cookies);
        try (RawServer server = RawServer.answering(challenge)) {
            HttpCookie given = new HttpCookie("given", "1");
            given.setPath("/");
            cookies.getCookieStore().add(server.uri("http"), given);
            for (Method method : List.of(Method.GET, Method.POST)) {
                TransportRequest request = request(method, server.uri("http"), bodyFor(method), PATIENT);
                transport.execute(request).close();
            }
            assertThat(server.requests()).isEqualTo(2);
            assertThat(server.heads()).noneMatch(sent -> sent.contains("authorization:") || sent.contains("cookie:"));
            assertThat(isAsked).isFalse();
            assertThat(cookies.getCookieStore().getCookies()).containsExactly(given);
        } finally {
            Authenticator.setDefault(null);
            CookieHandler.setDefault(before);
        }
    }

    @Test
    @DisplayName("rule 7: a body shorter than its announced length fails under any other header")
    final void shortUnderAnyHeader() {
        for (String header : List.of(
                "Content-Encoding: identity",
                "Content-Encoding: utf-8",
                "Content-Encoding: ",
                "content-encoding: br",
                "Transfer-Encoding: identity",
                "Content-Type: text/csv")) {
            String answer = "HTTP/1.1 200 OK\r\n" + header + "\r\nContent-Length: 10\r\n\r\nhello";
            try (RawServer server = RawServer.answering(answer)) {
                TransportRequest request = get(server.uri("http"), PATIENT);
                assertThatThrownBy(() -> {
                            try (TransportResponse response = transport.execute(request)) {
                                response.body().readAllBytes();
                            }
                        })
                        .as(header)
                        .isInstanceOfAny(IOException.class, TransportException.class);
            }
        }
    }

    @Test
    @DisplayName("rule 9: an answer with a status that there is not is a failure, and the request may have been sent")
    final void noStatus() {
        for (String line : List.of("HTTP/1.1 000 Nothing", "HTTP/1.1 99 Few", "HTTP/1.1 abc Letters")) {
            try (RawServer server = RawServer.answering(line + "\r\nContent-Length: 0\r\n\r\n")) {
                TransportException failure = failureSoon(request(Method.POST, server.uri("http"), SMALL, PATIENT));
                assertThat(failure).as(line).isNotNull();
                assertThat(failure.mayHaveBeenSent()).as(line).isTrue();
                assertThat(server.requests()).as(line).isOne();
            }
        }
    }

    @Test
    @DisplayName("rule 10: nothing is sent by a thread that is interrupted already")
    final void nothingSentWhenInterrupted() {
        TransportRequest request = request(Method.POST, uri("/2/0/x"), SMALL, PATIENT);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> transport.execute(request))
                    .isInstanceOfSatisfying(TransportException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
                        assertThat(failure.mayHaveBeenSent()).isFalse();
                    });
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(fake.journal().requests()).isEmpty();
    }

    @Test
    @DisplayName("rule 14: interim answers are passed over, and are never taken for the answer")
    final void interimAnswers() throws IOException {
        for (String interim : List.of("100 Continue", "102 Processing", "103 Early Hints\r\nLink: </x>; rel=preload")) {
            String line = "HTTP/1.1 " + interim + "\r\n\r\n";
            String answer = line + line + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
            try (RawServer server = RawServer.answering(answer);
                    TransportResponse response =
                            transport.execute(request(Method.POST, server.uri("http"), SMALL, PATIENT))) {
                assertThat(response.status()).as(interim).isEqualTo(200);
                assertThat(response.body().readAllBytes()).as(interim).isEqualTo(bytes("hello"));
                assertThat(server.requests()).as(interim).isOne();
            }
        }
    }

    @Test
    @DisplayName("rule 3: a header that stands on several lines arrives with each of them, in their order")
    final void headerOnSeveralLines() {
        String answer = "HTTP/1.1 200 OK\r\nX-List: a\r\nX-Other: x\r\nx-list: b, c\r\nContent-Length: 0\r\n"
                + "X-Folded: one\r\n two\r\n\r\n"; // which is how one value was broken into lines
        try (RawServer server = RawServer.answering(answer);
                TransportResponse response = transport.execute(get(server.uri("http"), PATIENT))) {
            assertThat(response.headers("X-LIST")).containsExactly("a", "b, c");
            assertThat(response.headers("X-Folded")).containsExactly("one two");
        }
    }

    @Test
    @DisplayName(
            "rule 15: a body with a content coding arrives as it was sent, or decoded without the header, or fails")
    final void contentCoding() throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(encoded)) {
            gzip.write(SMALL);
        }
        assertCoded(encoded.toByteArray(), SMALL);
        encoded.write(bytes("and more"));
        assertCoded(encoded.toByteArray(), null);
    }

    private void assertCoded(byte[] sent, byte[] decoded) throws IOException {
        RawServer.Script answer = (server, connection) -> {
            OutputStream out = connection.getOutputStream();
            out.write(
                    bytes("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + sent.length + "\r\n\r\n"));
            out.write(sent);
        };
        try (RawServer server = RawServer.answering(answer);
                TransportResponse response = transport.execute(get(server.uri("http"), PATIENT))) {
            boolean isLabelled = response.header("Content-Encoding").isPresent();
            byte[] arrived;
            try {
                arrived = response.body().readAllBytes();
            } catch (IOException refused) {
                return;
            }
            assertThat(arrived).isEqualTo(isLabelled ? sent : decoded);
        }
    }
}
