package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        Map<String, List<String>> headers = new HashMap<>(Map.of("Date", List.of(DATE)));
        if (value != null) {
            headers.put("Retry-After", List.of(value));
        }
        TransportResponse response = new TransportResponse(429, headers, InputStream.nullInputStream(), () -> {});

        assertThat(RetryAfter.of(response, TimeSource.system()).orElse(null)).isEqualTo(expected);
    }
}
