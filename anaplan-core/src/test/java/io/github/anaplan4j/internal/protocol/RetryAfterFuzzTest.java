package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.anaplan4j.Bounded;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whatever two header lines say, there is a wait between none and a day, or no wait. */
class RetryAfterFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void anyLinesAreAWaitOfAtMostADayOrNone(byte[] lines) {
        String[] dateAndWaits = new String(lines, StandardCharsets.ISO_8859_1).split("\n", 2);
        List<String> waits =
                dateAndWaits.length < 2 ? List.of() : dateAndWaits[1].lines().toList();
        Map<String, List<String>> headers = Map.of("Date", List.of(dateAndWaits[0]), "Retry-After", waits);
        Bounded.run(() -> {
            TransportResponse response = new TransportResponse(429, headers, InputStream.nullInputStream(), () -> {});
            RetryAfter.of(response, new ManualTime())
                    .ifPresent(wait -> assertThat(wait).isBetween(Duration.ZERO, Duration.ofDays(1)));
        });
    }
}
