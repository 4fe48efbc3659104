package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final String DATE = "Mon, 05 Jan 2026 10:00:00 GMT";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "0                             | PT0S",
                "17                            | PT17S",
                "86399                         | PT23H59M59S",
                "86400                         | PT24H",
                "86401                         | PT24H",
                "999999999999999999            | PT24H",
                "Mon, 05 Jan 2026 10:00:30 GMT | PT30S",
                "Mon, 05 Jan 2026 09:59:00 GMT | PT0S",
                "Tue, 05 Jan 2027 10:00:30 GMT | PT24H",
                "-5                            | -",
                "1.5                           | -",
                "soon                          | -",
                "''                            | -",
                "-                             | -"
            })
    void secondsAndDatesAreReadAndTheRestIsIgnored(@Nullable String value, @Nullable Duration expected) {
        assertThat(read(value == null ? List.of() : List.of(value))).isEqualTo(expected);
    }

    @Test
    void ofSeveralLinesTheLongestWaitCounts() {
        assertThat(read(List.of("5", "17"))).hasSeconds(17);
        assertThat(read(List.of("soon", "5"))).hasSeconds(5);
        assertThat(read(List.of("Mon, 05 Jan 2026 10:00:30 GMT", "5"))).hasSeconds(30);
    }

    private static @Nullable Duration read(List<String> lines) {
        Map<String, List<String>> headers = Map.of("Date", List.of(DATE), "Retry-After", lines);
        TransportResponse response = new TransportResponse(429, headers, InputStream.nullInputStream(), () -> {});
        return RetryAfter.of(response, TimeSource.system()).orElse(null);
    }
}
