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

class BodyReaderTest {
    private static final TransportRequest REQUEST = TransportRequest.withoutBody(
            TransportRequest.Method.GET, URI.create("https://api.anaplan.com/2/0"), Map.of(), Duration.ofSeconds(30));

    @Test
    void readsOneByteMoreThanTheLimitAtMost() {
        assertThat(read(new ByteArrayInputStream(new byte[10]), 100)).hasSize(10);
        assertThat(read(new ByteArrayInputStream(new byte[100]), 100)).hasSize(100);
        assertThat(read(new ByteArrayInputStream(new byte[100_000]), 100)).hasSize(101);
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

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private static byte[] read(InputStream body, int limit) {
        return new BodyReader(REQUEST).read(new TransportResponse(200, Map.of(), body, () -> {}), limit);
    }
}
