package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.internal.port.ChunkBuffer;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.Contents;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentApiTest {
    private static final ContentRef FILE = new ContentRef.OfFile(new FileRef(new ModelRef("8a81", "75A4"), "113"));
    private static final ContentRef DUMP = new ContentRef.OfDump(
            new DumpRef(TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88"), "112000000003"));
    private static final String PAGE = "<!DOCTYPE html><html><body>Sign in</body></html>";
    private static final String ERROR = "{\"status\":{\"code\":404,\"message\":\"Not found\"},\"path\":\"/2/0\"}";

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 203, 205, 206, 207, 226, 299})
    void onlyTheStatus200BringsContent(int status) {
        assertThatExceptionOfType(MalformedResponseException.class)
                .isThrownBy(() -> chunk(FILE, "0", status, "text/csv", "a,b\n"))
                .withMessageContaining("status " + status);
        assertThatExceptionOfType(NoContentException.class)
                .isThrownBy(() -> chunk(FILE, "0", 204, "application/octet-stream", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "Text/HTML",
                "TEXT/HTML;charset=utf-8",
                "  text/html ; charset=utf-8",
                "\ttext/html",
                "text / html",
                "html",
                "\"text/html\"",
                "application/xhtml+xml",
                "Application/XHTML+XML; profile=basic",
                "application/vnd.wap.xhtml+xml",
                "application/json",
                "APPLICATION/Json; charset=UTF-8",
                "text/json",
                "application/problem+json",
                "application/vnd.api+json",
                "application/hal+json;q=1",
                "text/csv, text/html",
                "text/htm",
                "application/xhtm; charset=utf-8",
                "multipart/byteranges; boundary=x",
                "Multipart/Mixed"
            })
    void whatIsSaidToBeAPageOrJsonOrSeveralPartsIsNoContent(String type) {
        for (ContentRef content : List.of(FILE, DUMP)) {
            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> chunk(content, "1", 200, type, "a,b\n"))
                    .satisfies(refused -> assertThat(refused.body()).isEqualTo("a,b "));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PAGE,
                "\n\n  <HTML lang=\"de\">",
                "\uFEFF<!doctype HTML>",
                "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\">",
                "<!-- a proxy's -->\n<html>",
                "<head><title>Maintenance",
                "<h1>Service Unavailable</h1>",
                "<center><h1>502 Bad Gateway</h1></center>",
                "<meta charset=utf-8>",
                "<style>",
                "<script",
                "<title>Sign in</title>",
                "<p>Forbidden",
                "</html>error",
                "<!doctypehtml>",
                "<?xml version='1.0'?><html>",
                "<?php",
                "<Error><Code>SlowDown</Code></Error>",
                "\uFEFF \r\n\t\f\u000B<p>",
                "{\"code\":503,\"message\":\"down\"}",
                "[{\"error\":\"down\"}]",
                "[ \n { \"error\" : 1 } ]",
                "\uFEFF{}",
                "{\n\n\"fault\":{}}",
                ERROR,
                " { \"path\" : \"/2/0\", \"status\" : {} }",
                "{\"meta\":{\"schema\":\"https://api.anaplan.com/2/0/objects/task\"},\"status\":{}}"
            })
    void whatBeginsLikeAPageOrAnErrorIsContentOnlyIfADocumentedTypeVouchesForIt(String body) throws IOException {
        for (String type : new String[] {null, "", ";charset=utf-8", "text/csv", "application/xml", "unknown"}) {
            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> chunk(FILE, "0", 200, type, body));
            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> chunk(DUMP, "1", 200, type, body));
        }
        assertThatExceptionOfType(MalformedResponseException.class)
                .isThrownBy(() -> chunk(FILE, "0", 200, "text/plain", body));
        for (String type : List.of("text/plain", "application/octet-stream")) {
            assertThatExceptionOfType(MalformedResponseException.class)
                    .as("a dump begins with its headings")
                    .isThrownBy(() -> chunk(DUMP, "0", 200, type, body));
            assertThat(chunk(DUMP, "1", 200, type, body)).isEqualTo(body);
        }
        assertThat(chunk(FILE, "0", 200, "Application/Octet-Stream;x=y", body)).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE", "X-UTF-32LE-BOM"})
    void aPageOrAnErrorInAWiderEncodingIsOneToo(String charset) {
        for (String body : List.of(PAGE, "\n <p>", "\uFEFF<p>", ERROR, "[ { \"error\":1}]")) {
            assertThatExceptionOfType(MalformedResponseException.class)
                    .as(body)
                    .isThrownBy(() -> chunk(FILE, "0", 200, null, body.getBytes(Charset.forName(charset))));
        }
    }

    @Test
    void aPageAfterALongCommentOrManyBlanksIsOneToo() {
        for (String before : List.of("<!--" + "x".repeat(5_000) + "-->", "\n".repeat(5_000))) {
            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> chunk(FILE, "0", 200, null, before + "<html>"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n",
                "<5,1",
                "< five",
                "<=1",
                "<>",
                "<\u00E4",
                "\"<b>bold</b>\",1",
                "\"{\"\"a\"\":1}\",1",
                "{1,2}",
                "{a}",
                "[Total],1",
                "[]",
                "[[\"a\"]]",
                "x<html>",
                "<",
                "{",
                "[",
                "[{",
                " ",
                "%PDF-1.7",
                "PK\u0003\u0004"
            })
    void anythingElseIsContentWhateverItsType(String body) throws IOException {
        for (String type : new String[] {null, "text/csv", "text/plain", "application/pdf", "application/x-htmlish"}) {
            assertThat(chunk(FILE, "0", 200, type, body)).isEqualTo(body);
            assertThat(chunk(DUMP, "0", 200, type, body)).isEqualTo(body);
        }
    }

    @Test
    void aLongChunkIsJudgedByItsBeginningAlone() throws IOException {
        String body = "x".repeat(1_000_000) + PAGE;

        assertThat(chunk(FILE, "0", 200, null, body)).isEqualTo(body);
        assertThat(chunk(FILE, "0", 200, null, "")).isEmpty();
    }

    @Test
    void aBeginningOfFillersAloneIsContentAndEveryFillerIsPassedOver() throws IOException {
        String fillers = "\n".repeat(64 * 1024);

        assertThat(chunk(FILE, "0", 200, null, fillers + PAGE)).hasSize(fillers.length() + PAGE.length());
        assertThatExceptionOfType(MalformedResponseException.class)
                .isThrownBy(() -> chunk(FILE, "0", 200, null, fillers.substring(2) + PAGE));
    }

    @Test
    void anObjectionNamesWhatCameInstead() {
        for (String[] each : new String[][] {
            {"text/html", "a page of HTML"},
            {"application/json", "JSON, where bytes were asked for"},
            {"multipart/mixed", "a part or several, where bytes were asked for"}
        }) {
            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> chunk(FILE, "0", 200, each[0], "a,b\n"))
                    .withMessageContaining(each[1]);
        }
    }

    @Test
    void aBufferThatIsUsedAgainHasTheLastChunkAlone() {
        ChunkBuffer buffer = new ChunkBuffer();
        for (String body : List.of("first,chunk\n", "2\n")) {
            Contents contents =
                    new ContentApi(Sessions.over(CannedTransport.answering(200, body), TimeSource.system()));

            contents.chunk(FILE, "0", buffer);

            assertThat(new String(buffer.beginning(100), StandardCharsets.UTF_8))
                    .isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-3/8", "bytes 4-7/8", "bytes 0-3/*", "bytes */8", "bytes 0-3/5", "Rows 0-3/4", "?"})
    void whatIsSaidToBeAPartIsNoContent(String range) {
        for (ContentRef content : List.of(FILE, DUMP)) {
            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> ranged(content, List.of(range)))
                    .withMessageContaining("a part");
            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> ranged(content, List.of("bytes 0-3/4", range)));
        }
    }

    @Test
    void aPartThatIsAllOfItIsContent() throws IOException {
        assertThat(ranged(FILE, List.of("bytes 0-3/4"))).hasSize(4);
        assertThat(ranged(DUMP, List.of(" Bytes  0-3/4 "))).hasSize(4);
    }

    private static byte[] ranged(ContentRef content, List<String> ranges) throws IOException {
        return chunkWith(content, "0", 200, Map.of("Content-Range", ranges), "a,b\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTypeIsSeenOnWhicheverLineItStands() throws IOException {
        for (String other : List.of("text/html", "application/json; charset=utf-8")) {
            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> typed(List.of("text/csv; charset=utf-8", other), "a,b\n"));
        }
        assertThatExceptionOfType(MalformedResponseException.class)
                .as("not all of them vouch for it")
                .isThrownBy(() -> typed(List.of("application/octet-stream", "text/plain"), PAGE));
        assertThat(typed(List.of("application/octet-stream", "application/octet-stream"), PAGE))
                .hasSize(PAGE.length());
    }

    private static byte[] typed(List<String> types, String body) throws IOException {
        return chunkWith(FILE, "0", 200, Map.of("Content-Type", types), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String chunk(ContentRef content, String id, int status, String type, String body)
            throws IOException {
        byte[] bytes = chunk(content, id, status, type, body.getBytes(StandardCharsets.UTF_8));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] chunk(ContentRef content, String id, int status, String type, byte[] body)
            throws IOException {
        return chunkWith(content, id, status, type == null ? Map.of() : Map.of("content-type", List.of(type)), body);
    }

    @Test
    void whatMovesOrListsFilesWaitsForABusyModel() {
        FileRef file = new FileRef(new ModelRef("8a81", "75A4"), "113");
        CannedTransport transport = CannedTransport.answering(200, "{}");
        ApiSession session = Sessions.over(transport, TimeSource.system());
        Contents contents = new ContentApi(session);

        for (ThrowingCallable request : List.<ThrowingCallable>of(
                () -> contents.announce(file, 1),
                () -> contents.put(file, 0, new byte[1], false),
                () -> contents.complete(file),
                () -> contents.chunkIds(FILE),
                () -> contents.chunk(FILE, "0", new ChunkBuffer()),
                () -> new DefinitionApi(session).files(file.model()))) {
            catchThrowable(request); // what comes back is not the point
        }

        assertThat(transport.requests)
                .hasSize(6)
                .extracting(TransportRequest::timeout)
                .containsOnly(Duration.ofMinutes(5));
    }

    private static byte[] chunkWith(
            ContentRef content, String id, int status, Map<String, List<String>> headers, byte[] body)
            throws IOException {
        CannedTransport transport = new CannedTransport(status, headers, new ByteArrayInputStream(body));
        Contents contents = new ContentApi(Sessions.over(transport, TimeSource.system()));
        try {
            ChunkBuffer chunk = new ChunkBuffer();
            contents.chunk(content, id, chunk);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            chunk.parts().forEach(part -> bytes.write(part.array(), part.position(), part.remaining()));
            return bytes.toByteArray();
        } finally {
            assertThat(transport.responseClosed).isTrue();
        }
    }
}
