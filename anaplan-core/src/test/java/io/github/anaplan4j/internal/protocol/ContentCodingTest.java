package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
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
    void aDecodedBodyIsReadByteByByteToo() throws IOException {
        byte[] bytes = {0, 1, (byte) 0xFF, 'a'};
        InputStream decoded = new Inflated(new ByteArrayInputStream(gzip(bytes)), true);

        assertThat(new int[] {decoded.read(), decoded.read(), decoded.read(), decoded.read(), decoded.read()})
                .containsExactly(0, 1, 255, 'a', -1);
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

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8192})
    void allMembersOfGzipAreTheBodyHoweverTheyArrive(int piece) throws IOException {
        byte[] members = joined(gzip(TEXT), gzip(new byte[0]), named(TEXT), gzip(TEXT));

        assertThat(read("gzip", announced(members, 0), inPieces(members, piece)))
                .isEqualTo(joined(TEXT, TEXT, TEXT));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8192})
    void whatFollowsTheEncodedBodyIsNotPassedOver(int piece) throws IOException {
        for (byte[] rest : List.of(new byte[1], new byte[] {0x1F}, new byte[40], TEXT, joined(TEXT, TEXT, TEXT))) {
            byte[] zipped = joined(gzip(TEXT), rest);
            byte[] deflated = joined(deflate(TEXT), rest);

            assertThatExceptionOfType(AnaplanException.class)
                    .isThrownBy(() -> read("gzip", announced(zipped, 0), inPieces(zipped, piece)));
            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> read("deflate", announced(deflated, 0), inPieces(deflated, piece)))
                    .withMessageContaining("not sound in its compression: ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8192})
    void aMemberThatIsCutIsBroken(int piece) throws IOException {
        byte[] second = gzip(TEXT);
        for (int length = 1; length < second.length; length++) {
            byte[] cut = joined(gzip(TEXT), Arrays.copyOf(second, length));

            assertThatExceptionOfType(TransportException.class)
                    .as("%s bytes of the second", length)
                    .isThrownBy(() -> read("gzip", Map.of(), inPieces(cut, piece)));
        }
    }

    @Test
    void aMemberThatDoesNotComeIsMissedByTheAnnouncedLength() throws IOException {
        for (byte[] member : List.of(gzip(TEXT), named(TEXT))) {
            assertThatExceptionOfType(TransportException.class)
                    .isThrownBy(() -> read("gzip", announced(member, member.length), inPieces(member, 8192)))
                    .withMessageContaining(member.length + " bytes came, and " + 2 * member.length + " were announced");
        }
        byte[] deflated = deflate(TEXT);
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> read("deflate", announced(deflated, 1), inPieces(deflated, 8192)));
    }

    @Test
    void aConnectionThatBreaksAfterAMemberIsNotItsEnd() throws IOException {
        InputStream broken = new InputStream() {
            private boolean isThrown;

            @Override
            public int read() throws IOException {
                if (isThrown) {
                    return -1;
                }
                isThrown = true;
                throw new IOException("the last chunk did not come");
            }
        };

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() ->
                        read("gzip", Map.of(), new SequenceInputStream(new ByteArrayInputStream(gzip(TEXT)), broken)));
    }

    @Test
    void whatDoesNotAddUpIsDamaged() throws IOException {
        byte[] whole = gzip(TEXT);
        for (int fromEnd : new int[] {1, 5}) {
            byte[] damaged = whole.clone();
            damaged[damaged.length - fromEnd] ^= 1;

            assertThatExceptionOfType(MalformedResponseException.class).isThrownBy(() -> read("gzip", damaged, 100));
        }
    }

    @Test
    void aHeaderThatDoesNotAddUpIsDamaged() throws IOException {
        byte[] whole = named(TEXT);
        int header = whole.length - gzip(TEXT).length + 10;
        for (int damage : new int[] {4, 12, 16, header - 2, header - 1}) { // time, extra, name, and the sum itself
            byte[] damaged = whole.clone();
            damaged[damage] ^= 1;

            assertThatExceptionOfType(MalformedResponseException.class)
                    .as("byte %s", damage)
                    .isThrownBy(() -> read("gzip", damaged, 100));
        }
        assertThat(read("gzip", whole, 100)).isEqualTo(TEXT);
    }

    private static byte[] read(String coding, byte[] body, int limit) {
        return read(List.of(coding), body, limit);
    }

    private static byte[] read(List<String> codings, byte[] body, int limit) {
        return read(Map.of("content-encoding", codings), new ByteArrayInputStream(body), limit);
    }

    private static byte[] read(String coding, Map<String, List<String>> headers, InputStream body) {
        Map<String, List<String>> all = new HashMap<>(headers);
        all.put("Content-Encoding", List.of(coding));
        return read(all, body, 1_000);
    }

    private static byte[] read(Map<String, List<String>> headers, InputStream body, int limit) {
        return new BodyReader(REQUEST).read(new TransportResponse(200, headers, body, () -> {}), limit);
    }

    private static Map<String, List<String>> announced(byte[] body, int more) {
        return Map.of("Content-Length", List.of(String.valueOf(body.length + more)));
    }

    /** A body that arrives in pieces, before each of which nobody knows that more will come. */
    private static InputStream inPieces(byte[] body, int size) {
        return new ByteArrayInputStream(body) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, size));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Gzip with all that a header of it can have. */
    private static byte[] named(byte[] bytes) throws IOException {
        byte[] plain = gzip(bytes);
        byte[] fixed = Arrays.copyOf(plain, 10);
        fixed[3] = 0b11110;
        byte[] header = joined(fixed, new byte[] {2, 0, 'x', 0}, "name\0comment\0".getBytes(StandardCharsets.UTF_8));
        CRC32 sum = new CRC32();
        sum.update(header);
        byte[] check = {(byte) sum.getValue(), (byte) (sum.getValue() >> 8)};
        return joined(header, check, Arrays.copyOfRange(plain, 10, plain.length));
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
