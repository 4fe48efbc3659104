package io.github.anaplan4j.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.TransportRequest.Method;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules about where a body ends: what is not framed as HTTP/1.1 demands is not whole. */
abstract class FramingRules extends ResponseRules {
    /** Returns whether the transport admits that what its HTTP library reads is framed loosely. */
    abstract boolean admitsLooseFraming();

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    @Test
    @DisplayName("rule 7: a body in chunks arrives without what frames it")
    final void chunks() throws IOException {
        for (String chunks : List.of(
                "5\r\nhello\r\n0\r\n\r\n",
                "2\r\nhe\r\n3\r\nllo\r\n00\r\n\r\n",
                "000005;name=\"a;b\"\r\nhello\r\n0;last\r\nX-Trailer: x\r\n\r\n")) {
            assertHello(CHUNKED + chunks);
        }
    }

    @TestFactory
    @DisplayName("rule 7: what is framed loosely fails")
    final Stream<DynamicTest> looseFraming() {
        if (admitsLooseFraming()) { // who takes none for whole has nothing to admit
            Stream<String> all =
                    Stream.of(brokenChunks(), brokenHeads(), noEnd()).flatMap(answers -> answers);
            return Stream.of(dynamicTest(
                    "an answer that the transport admits to take for whole",
                    () -> assertThat(takenForWhole(all)).isNotEmpty()));
        }
        return Stream.of(
                dynamicTest("a body whose chunks are not what they announce", () -> assertBroken(brokenChunks())),
                dynamicTest("a head that is none", () -> assertBroken(brokenHeads())),
                dynamicTest("a body that announced no end", () -> assertBroken(noEnd())));
    }

    private static Stream<String> brokenChunks() {
        return Stream.of(
                        "5\r\nhello world\r\n0\r\n\r\n", // more than was announced
                        "5\r\nhelloX\r\n0\r\n\r\n",
                        "5\r\nhello 0\r\n\r\n",
                        "5\r\nhello0\r\n\r\n",
                        "5\r\nhello\r\r\n0\r\n\r\n",
                        "5\r\nhello\r\n\r\n0\r\n\r\n",
                        "5\r\nhello\r\n-1\r\n\r\n",
                        "0x5\r\nhello\r\n0\r\n\r\n",
                        "5 5\r\nhello\r\n0\r\n\r\n",
                        "5,\r\nhello\r\n0\r\n\r\n",
                        ";x\r\nhello\r\n0\r\n\r\n",
                        "\r\nhello\r\n0\r\n\r\n",
                        "five\r\nhello\r\n0\r\n\r\n",
                        "10000000000000005\r\nhello\r\n0\r\n\r\n", // 2^64 + 5
                        "ffffffffffffffff\r\nhello\r\n0\r\n\r\n",
                        "8000000000000000\r\nhello\r\n0\r\n\r\n",
                        "5\rhello\r\n0\r\n\r\n",
                        "5\r\nhello\r\n",
                        "5\r\nhello\r\n0",
                        "5\r\nhello\r\n0\r\n",
                        "5\r\nhello\r\n0\r\nX-Trailer: x",
                        "5\r\nhello\r\n0\r\nX-Trailer: x\r\n",
                        "5\r\nhello\r\n0\r\nno trailer\r\n\r\n",
                        "5\r\nhello\r\n0\r\n: x\r\n\r\n",
                        "5\r\nhello\r\n+0\r\n\r\n",
                        "5\r\nhello\r\n-0\r\n\r\n",
                        "+5\r\nhello\r\n0\r\n\r\n",
                        " 5\r\nhello\r\n0\r\n\r\n",
                        "5 \r\nhello\r\n0\r\n\r\n",
                        "5\nhello\n0\n\n",
                        "5\r\nhello\n0\r\n\r\n",
                        "5\r\nhello\r\n0\n\r\n",
                        "5\r\nhello\r\n0\r\n\n",
                        "5\r\nhello\r\n0\r\n" + "X-Trailer: x\r\n".repeat(100_000))
                .map(CHUNKED::concat);
    }

    @Test
    @DisplayName("rule 7: a body of an announced length that is no length, or of several, fails")
    final void brokenLengths() {
        assertBroken(Stream.of(
                        "5, 5",
                        "5, 6",
                        "5\r\nContent-Length: 5",
                        "5\r\nContent-Length: 6",
                        "6\r\nContent-Length: 5",
                        "+5",
                        "-5",
                        "-1",
                        "0x5",
                        "5 5",
                        "5;",
                        "5.0",
                        "five",
                        "",
                        "99999999999999999999",
                        "18446744073709551621") // 2^64 + 5
                .map(length -> OK + "Content-Length: " + length + "\r\n\r\nhello"));
    }

    @Test
    @DisplayName("rule 7: a body with a transfer coding other than chunked, or with a length beside it, fails")
    final void brokenCodings() {
        assertBroken(Stream.of(
                        "Transfer-Encoding: gzip",
                        "Transfer-Encoding: gzip, chunked",
                        "Transfer-Encoding: chunked, gzip",
                        "Transfer-Encoding: chunked, chunked",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                        "Transfer-Encoding: chunked, identity",
                        "Transfer-Encoding: identity, chunked",
                        "Transfer-Encoding: xchunked",
                        "Transfer-Encoding: chunked;x=y",
                        "Transfer-Encoding: \"chunked\"",
                        "Transfer-Encoding: ",
                        "Transfer-Encoding: chunked\r\nContent-Length: 15",
                        "Transfer-Encoding:\r\n chunked\r\nContent-Length: 15",
                        "Content-Length: 5\r\nTransfer-Encoding: chunked",
                        "Content-Length: 15\r\nTransfer-Encoding: chunked",
                        "Content-Length: x\r\nTransfer-Encoding: chunked",
                        "Content-Length: 15\r\nTransfer-Encoding: identity")
                .map(headers -> OK + headers + "\r\n\r\n5\r\nhello\r\n0\r\n\r\n"));
    }

    @Test
    @DisplayName("rule 7: a body that is announced where there is none is not taken for the next answer")
    final void announcedBodyOfNone() {
        for (String status : List.of("204 No Content", "304 Not Modified")) {
            for (String announced : List.of("Content-Length: 5", "Transfer-Encoding: chunked")) {
                String head = "HTTP/1.1 " + status + "\r\n" + announced + "\r\n\r\n";
                RawServer.Script twice = (server, connection) -> {
                    server.readRequest(connection.getInputStream());
                    connection.getOutputStream().write(bytes(head));
                    server.readRequest(connection.getInputStream());
                    connection.getOutputStream().write(bytes(OK + "Content-Length: 5\r\n\r\nhello"));
                };
                try (RawServer server = new RawServer(twice)) {
                    boolean isFirstTaken = isTakenForSuccess(server);
                    boolean isSecondTaken = isTakenForSuccess(server);
                    assertThat(isFirstTaken).as(head).isFalse();
                    assertThat(isSecondTaken).as(head).isIn(false, admitsLooseFraming());
                }
            }
        }
    }

    private boolean isTakenForSuccess(RawServer server) {
        try (TransportResponse response = transport.execute(get(server.uri("http"), PATIENT))) {
            return response.status() == 200;
        } catch (TransportException refused) {
            return false;
        }
    }

    private static Stream<String> brokenHeads() {
        return Stream.of(
                        "HTTP/1.1 200 OK\r\n Content-Length: 3",
                        "HTTP/1.1 200 OK\r\nno header",
                        "HTTP/1.1 200 OK\r\n: x",
                        "HTTP/1.1 200 OK\r\nContent-Length : 3",
                        "HTTP/3.1 200 OK",
                        "HTTP/1.1 2000 OK",
                        "ICY 200 OK")
                .map(head -> head + "\r\nContent-Length: 5\r\n\r\nhello");
    }

    private static Stream<String> noEnd() {
        return Stream.of("HTTP/1.1 200 OK\r\n\r\nhello", "HTTP/1.0 200 OK\r\nConnection: close\r\n\r\nhello");
    }

    @Test
    @DisplayName("rule 14: what the server says before it is asked is not the answer, and nothing was sent")
    final void answerBeforeTheRequest() {
        RawServer.Script early = (server, connection) -> {
            connection.getOutputStream().write(bytes(OK + "Connection: close\r\nContent-Length: 0\r\n\r\n"));
            server.stall();
        };
        try (RawServer server = new RawServer(early)) {
            // One that is slow to speak may be heard too late, but not each time.
            boolean isTaken = IntStream.range(0, 20).allMatch(i -> isTakenForAnswer(server));
            assertThat(isTaken).as("is taken for the answer").isIn(false, admitsLooseFraming());
        }
    }

    private boolean isTakenForAnswer(RawServer server) {
        try {
            transport
                    .execute(request(Method.POST, server.uri("http"), SMALL, PATIENT))
                    .close();
            return true;
        } catch (TransportException refused) {
            assertThat(refused.mayHaveBeenSent()).isIn(false, admitsLooseFraming());
            return false;
        }
    }

    private void assertHello(String answer) throws IOException {
        try (RawServer server = RawServer.answering(answer);
                TransportResponse response = transport.execute(get(server.uri("http"), PATIENT))) {
            assertThat(response.body().readAllBytes()).as(answer).isEqualTo(bytes("hello"));
        }
    }

    private void assertBroken(Stream<String> answers) {
        assertThat(takenForWhole(answers))
                .as("answers that are taken for whole")
                .isEmpty();
    }

    private List<String> takenForWhole(Stream<String> answers) {
        return answers.filter(this::isTakenForWhole)
                .map(answer -> answer.substring(0, Math.min(100, answer.length())))
                .toList();
    }

    private boolean isTakenForWhole(String answer) {
        try (RawServer server = RawServer.answering(answer);
                TransportResponse response =
                        transport.execute(request(Method.POST, server.uri("http"), SMALL, PATIENT))) {
            response.body().readAllBytes();
            return true;
        } catch (TransportException noAnswer) {
            assertThat(noAnswer.mayHaveBeenSent()).as(answer).isTrue();
            return false;
        } catch (IOException broken) {
            return false;
        }
    }
}
