package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TransportResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/** The {@code Retry-After} header: seconds, or an HTTP date, which is measured against the server's own clock. */
final class RetryAfter {
    // Nobody means more; it also keeps sums of durations far from overflow.
    private static final Duration MAX = Duration.ofDays(1);

    private RetryAfter() {}

    static Optional<Duration> of(TransportResponse response, TimeSource time) {
        return response.headers("Retry-After").stream()
                .map(String::strip)
                .flatMap(value -> wait(value, response, time).stream())
                .max(Comparator.naturalOrder())
                .map(wait -> Durations.longer(Duration.ZERO, Durations.shorter(wait, MAX)));
    }

    private static Optional<Duration> wait(String value, TransportResponse response, TimeSource time) {
        if (value.matches("\\d{1,18}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        return ServerDate.parse(value)
                .map(date -> Duration.between(ServerDate.of(response).orElseGet(time::now), date));
    }
}
