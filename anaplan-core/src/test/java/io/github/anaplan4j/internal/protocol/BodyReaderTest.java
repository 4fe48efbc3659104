package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
    private static final String LENGTH = "Content-Length";
    private static final TransportRequest REQUEST = TransportRequest.withoutBody(
            TransportRequest.Method.GET, URI.create("https://api.anaplan.com/2/0"), Map.of(), Duration.ofSeconds(30));

    @Test
    void readsOneByteMoreThanTheLimitAtMost() {
        assertThat(read(new ByteArrayInputStream(new byte[10]), 100)).hasSize(10);
        assertThat(read(new ByteArrayInputStream(new byte[100]), 100)).hasSize(100);
        assertThat(read(new ByteArrayInputStream(new byte[100_000]), 100)).hasSize(101);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 101})
    void theLimitHoldsHoweverTheBytesArrive(int piece) {
        ByteArrayInputStream arriving = new ByteArrayInputStream(new byte[1_000]) {
            @Override
            public int read(byte[] block, int offset, int length) {
                return super.read(block, offset, Math.min(piece, length));
            }
        };

        assertThat(read(arriving, 100)).hasSize(101);
        assertThat(arriving.available()).isEqualTo(899);
    }

    @Test
    void aBodyAsLongAsItMayBeIsStillHeldToItsAnnouncedLength() {
        TransportResponse brokenOff = new TransportResponse(
                200, Map.of(LENGTH, List.of("5")), new ByteArrayInputStream(new byte[4]), () -> {});

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> new BodyReader(REQUEST).read(brokenOff, 4))
                .withMessageContaining("4 bytes came, and 5 were announced");
    }

    @Test
    void aServerThatDripsIsCutOffAtTheTimeout() {
        ManualTime time = new ManualTime();
        InputStream drip = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("reads in blocks");
            }

            @Override
            public int read(byte[] block, int offset, int length) {
                time.pass(Duration.ofSeconds(10));
                return 1;
            }
        };

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() ->
                        new BodyReader(REQUEST, time).read(new TransportResponse(200, Map.of(), drip, () -> {}), 1_000))
                .satisfies(error -> assertThat(error.kind()).isEqualTo(TransportException.Kind.TIMEOUT));
        assertThat(Duration.ofNanos(time.nanoTime())).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void whateverABodyThrowsIsABrokenAnswer() {
        for (Throwable thrown : List.of(new IllegalStateException("secret"), new StackOverflowError())) {
            InputStream broken = new InputStream() {
                @Override
                public int read() {
                    throw BodyReaderTest.<RuntimeException>unchecked(thrown);
                }
            };

            assertThatExceptionOfType(TransportException.class)
                    .isThrownBy(() -> read(broken, 10))
                    .withCause(thrown)
                    .satisfies(error -> assertThat(error.mayHaveBeenSent()).isTrue())
                    .withMessageNotContaining("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "utf-8", "Identity"})
    void aBodyOfAnotherLengthThanAnnouncedIsBroken(String coding) {
        for (String announced : List.of("3", "5", "0", "999999999999")) {
            assertThatExceptionOfType(TransportException.class)
                    .isThrownBy(
                            () -> read(200, Map.of("Content-Encoding", List.of(coding), LENGTH, List.of(announced))))
                    .withMessage("GET /2/0: 4 bytes came, and " + announced + " were announced")
                    .satisfies(error -> assertThat(error.mayHaveBeenSent()).isTrue());
        }
        assertThat(read(200, Map.of("Content-Encoding", List.of(coding), LENGTH, List.of("4"))))
                .hasSize(4);
    }

    @Test
    void aLengthIsSeenOnWhicheverLineItStands() {
        for (List<String> lines : List.of(List.of("4", "5"), List.of("5", "4"), List.of("4, 5"), List.of("x", "5"))) {
            assertThatExceptionOfType(TransportException.class)
                    .as("%s", lines)
                    .isThrownBy(() -> read(200, Map.of(LENGTH, lines)));
        }
        assertThat(read(200, Map.of(LENGTH, List.of("4", "4")))).hasSize(4);
        assertThat(read(200, Map.of(LENGTH, List.of("4, 4")))).hasSize(4);
    }

    @Test
    void theLengthOfOtherBytesSaysNothingOfThese() {
        assertThat(read(200, Map.of(LENGTH, List.of("x")))).hasSize(4);
        for (List<String> lines :
                List.of(List.of("chunked"), List.of("identity", "Chunked"), List.of("gzip, chunked"))) {
            assertThat(read(200, Map.of(LENGTH, List.of("9"), "Transfer-Encoding", lines)))
                    .hasSize(4);
        }
    }

    @Test
    void theStatusOfARefusalCountsMoreThanTheLengthOfItsWords() {
        assertThat(read(401, Map.of(LENGTH, List.of("9")))).hasSize(4);
        assertThat(read(304, Map.of(LENGTH, List.of("9")))).hasSize(4);
        assertThat(read(300, Map.of(LENGTH, List.of("9")))).hasSize(4);
        assertThatExceptionOfType(TransportException.class).isThrownBy(() -> read(299, Map.of(LENGTH, List.of("9"))));
    }

    private static byte[] read(int status, Map<String, List<String>> headers) {
        InputStream body = new ByteArrayInputStream(new byte[4]);
        return new BodyReader(REQUEST).read(new TransportResponse(status, headers, body, () -> {}), 100);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private static byte[] read(InputStream body, int limit) {
        return new BodyReader(REQUEST).read(new TransportResponse(200, Map.of(), body, () -> {}), limit);
    }
}
