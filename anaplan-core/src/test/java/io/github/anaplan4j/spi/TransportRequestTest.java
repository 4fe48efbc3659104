package io.github.anaplan4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransportRequestTest {
    private static final URI ANYWHERE = URI.create("https://api.anaplan.com/2/0/models?limit=1");

    @Test
    void printsNeitherHeadersNorQuery() {
        TransportRequest request = TransportRequest.withoutBody(
                TransportRequest.Method.GET,
                ANYWHERE,
                Map.of("Authorization", "AnaplanAuthToken secret"),
                Duration.ofSeconds(1));

        assertThat(request).hasToString("GET /2/0/models");
    }

    @Test
    void theTimeoutInMillisecondsIsAtLeastOneAndFitsAnInt() {
        assertThat(with(Duration.ofNanos(1)).timeoutMillis()).isEqualTo(1);
        assertThat(with(Duration.ofMillis(250)).timeoutMillis()).isEqualTo(250);
        assertThat(with(Duration.ofDays(365_000)).timeoutMillis()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void theWholeCallMayTakeAsLongAsASilenceUnlessSaidOtherwise() {
        TransportRequest request = with(Duration.ofSeconds(1));

        assertThat(request.callTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(request.withCallTimeout(Duration.ofMinutes(10)).callTimeout())
                .isEqualTo(Duration.ofMinutes(10));
        assertThat(request.withCallTimeout(Duration.ofMinutes(10)).timeoutMillis())
                .isEqualTo(1_000);
        assertThat(request.withCallTimeout(Duration.ofMillis(20)).timeoutMillis())
                .isEqualTo(20);
        assertThat(request.withCallTimeout(Duration.ofMillis(20))).isNotEqualTo(request);
    }

    @Test
    void refusesWhatNoTransportCouldCarry() {
        assertThatIllegalArgumentException().isThrownBy(() -> with(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(Duration.ofSeconds(1)).withCallTimeout(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransportRequest.withoutBody(
                        TransportRequest.Method.GET, URI.create("/2/0"), Map.of(), Duration.ofSeconds(1)));
    }

    @Test
    void requestsAreEqualByTheirBytes() {
        TransportRequest request = posting("{}");

        assertThat(request).isEqualTo(posting("{}")).hasSameHashCodeAs(posting("{}"));
        assertThat(request).isNotEqualTo(posting("{ }"));
        assertThat(with(Duration.ofSeconds(1))).isEqualTo(with(Duration.ofSeconds(1)));
        assertThat(with(Duration.ofSeconds(1))).isNotEqualTo(with(Duration.ofSeconds(2)));
    }

    private static TransportRequest posting(String body) {
        return new TransportRequest(
                TransportRequest.Method.POST,
                ANYWHERE,
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(1));
    }

    private static TransportRequest with(Duration timeout) {
        return TransportRequest.withoutBody(TransportRequest.Method.GET, ANYWHERE, Map.of(), timeout);
    }
}
