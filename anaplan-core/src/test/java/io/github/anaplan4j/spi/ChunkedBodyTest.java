package io.github.anaplan4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedBodyTest {
    @Test
    void itIsReadToItsEndAndNoFurther() throws IOException {
        InputStream in = stream("2;x=\"a;b\"\r\nhe\r\n00003 ;y\r\nllo\r\n0\r\nX-A: b\r\nX-C:\r\n\r\nHTTP/1.1 200");
        ChunkedBody body = new ChunkedBody(in);

        assertThat(body.read()).isEqualTo('h');
        assertThat(body.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("ello");
        assertThat(body.read()).isNegative();
        assertThat(in).hasContent("HTTP/1.1 200");
    }

    @Test
    void whereverItIsCutItFails() {
        String whole = "5\r\nhello\r\n0A;x\r\n0123456789\r\n00\r\nX: y\r\n\r\n";
        for (int i = 0; i < whole.length(); i++) {
            String cut = whole.substring(0, i);
            assertThatThrownBy(() -> new ChunkedBody(stream(cut)).readAllBytes())
                    .as(cut)
                    .isInstanceOf(EOFException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " 5", "5 ", "+5", "-5", "-0", "0x5", "5,", "5 5", "1000000000000000", ";x", "\n5", "5\r"})
    void whatIsNoSizeIsNoChunk(String size) {
        assertThatThrownBy(() -> new ChunkedBody(stream(size + "\r\nhello\r\n0\r\n\r\n")).readAllBytes())
                .isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {" 5", "no trailer", ": x", " folded: x", "X-A: b\nX-C: d"})
    void whatIsNoTrailerIsNoEnd(String trailer) {
        assertThatThrownBy(() -> new ChunkedBody(stream("0\r\n" + trailer + "\r\n\r\n")).readAllBytes())
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void linesAndTrailersAreBounded() {
        for (String endless : new String[] {"5;" + "x".repeat(100_000), "0\r\n" + "X: y\r\n".repeat(100_000)}) {
            assertThatThrownBy(() -> new ChunkedBody(stream(endless)).readAllBytes())
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void aLineMayHave8KibibytesAndAllTrailersTogether64() throws IOException {
        String line = "5;" + "x".repeat(8 * 1024 - 2);
        assertThat(new ChunkedBody(stream(line + "\r\nhello\r\n0\r\n\r\n")).readAllBytes())
                .hasSize(5);
        assertThatThrownBy(() -> new ChunkedBody(stream(line + "x\r\nhello\r\n0\r\n\r\n")).readAllBytes())
                .isInstanceOf(ProtocolException.class);

        String trailers = "0\r\n" + ("X: " + "y".repeat(8 * 1024 - 3) + "\r\n").repeat(8);
        assertThat(new ChunkedBody(stream(trailers + "\r\n")).readAllBytes()).isEmpty();
        assertThatThrownBy(() -> new ChunkedBody(stream(trailers + "X:\r\n\r\n")).readAllBytes())
                .isInstanceOf(ProtocolException.class);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
