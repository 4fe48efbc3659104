package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {
    private static final TransportRequest REQUEST = TransportRequest.withoutBody(
            TransportRequest.Method.GET, URI.create("https://api.anaplan.com/2/0/x"), Map.of(), Duration.ofSeconds(30));
    private static final byte[] TEXT = "Region,Amount".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "Identity", "utf-8"})
    void whatChangesNoByteIsReadAsItIs(String coding) {
        assertThat(read(coding, TEXT, 100)).isEqualTo(TEXT);
    }

    @Test
    void gzipAndDeflateAreDecoded() throws IOException {
        assertThat(read("gzip", gzip(TEXT), 100)).isEqualTo(TEXT);
        assertThat(read(" X-GZIP ", gzip(TEXT), 100)).isEqualTo(TEXT);
        assertThat(read("deflate", deflate(TEXT), 100)).isEqualTo(TEXT);
        assertThat(read("gzip", new byte[0], 100)).isEmpty();
    }

    @Test
    void aCodingIsSeenOnWhicheverLineItStands() throws IOException {
        assertThat(read(List.of("identity", "gzip"), gzip(TEXT), 100)).isEqualTo(TEXT);
        assertThat(read(List.of("", "utf-8, x-gzip"), gzip(TEXT), 100)).isEqualTo(TEXT);
        assertThat(read(List.of("identity", "utf-8"), TEXT, 100)).isEqualTo(TEXT);
        for (List<String> lines : List.of(List.of("gzip", "gzip"), List.of("identity", "br"), List.of("gzip", "br"))) {
            assertThatExceptionOfType(MalformedResponseException.class)
                    .as("%s", lines)
                    .isThrownBy(() -> read(lines, gzip(TEXT), 100))
                    .withMessageContaining("though not asked to be");
        }
    }

    @Test
    void theLimitIsOneOfDecodedBytes() throws IOException {
        assertThat(read("gzip", gzip(new byte[1_000_000]), 100)).hasSize(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, br", "a secret that nobody wants to have in a log"})
    void anyOtherCodingIsRefused(String coding) {
        assertThatExceptionOfType(MalformedResponseException.class)
                .isThrownBy(() -> read(coding, TEXT, 100))
                .withMessageStartingWith("GET /2/0/x")
                .withMessageContaining("though not asked to be")
                .withMessageNotContaining("secret");
    }

    @Test
    void whatIsNotEncodedAsItSaysIsRefused() {
        for (String coding : List.of("gzip", "deflate")) {
            assertThatExceptionOfType(MalformedResponseException.class).isThrownBy(() -> read(coding, TEXT, 100));
        }
    }

    @Test
    void anEncodedBodyThatEndsEarlyIsBroken() throws IOException {
        byte[] whole = gzip(TEXT);

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> read("gzip", Arrays.copyOf(whole, whole.length - 9), 100));
    }

    private static byte[] read(String coding, byte[] body, int limit) {
        return read(List.of(coding), body, limit);
    }

    private static byte[] read(List<String> codings, byte[] body, int limit) {
        return new BodyReader(REQUEST)
                .read(
                        new TransportResponse(
                                200, Map.of("content-encoding", codings), new ByteArrayInputStream(body), () -> {}),
                        limit);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(encoded)) {
            out.write(bytes);
        }
        return encoded.toByteArray();
    }

    private static byte[] deflate(byte[] bytes) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(encoded)) {
            out.write(bytes);
        }
        return encoded.toByteArray();
    }
}
