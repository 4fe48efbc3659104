package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.error.TransportException.Kind;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Tests what is made of transports that keep no contract. */
class WireTest {
    private static final TransportRequest START = TransportRequest.withoutBody(
            TransportRequest.Method.POST,
            URI.create("https://api.anaplan.com/2/0/x"),
            Map.of(),
            Duration.ofSeconds(30));

    @Test
    void whateverATransportThrowsMayHaveComeAfterTheRequestWasSent() {
        assertUncertain(() -> {
            throw new IllegalStateException("secret");
        });
        assertUncertain(() -> {
            throw new StackOverflowError("secret");
        });
        assertUncertain(() -> null);
    }

    private static void assertUncertain(Supplier<TransportResponse> answer) {
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> Wire.execute(new Failing(answer), START))
                .withMessageStartingWith("POST /2/0/x: the transport failed with java.lang.")
                .withMessageNotContaining("secret")
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
                    assertThat(failure.mayHaveBeenSent()).isTrue();
                    assertThat(failure).hasCauseInstanceOf(Throwable.class);
                });
    }

    @Test
    void whatATransportTellsIsKept() {
        TransportException told = TransportException.notConnected("POST /2/0/x", "refused", null);

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> Wire.execute(
                        new Failing(() -> {
                            throw told;
                        }),
                        START))
                .isSameAs(told);
    }

    private record Failing(Supplier<TransportResponse> answer) implements HttpTransport {
        @Override
        public TransportResponse execute(TransportRequest request) {
            return answer.get();
        }

        @Override
        public void close() {}
    }
}
