package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.spi.TransportResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The times that servers put into headers. */
final class ServerDate {
    private ServerDate() {}

    /** {@return when an answer was given, by the server's clock and to the second; empty if it does not say} */
    static Optional<Instant> of(TransportResponse response) {
        return response.header("Date").flatMap(ServerDate::parse);
    }

    /**
     * Tells whether an answer was stored by somebody on the way, and may be as old as that.
     *
     * <p>An age of zero is also that of an answer which has just passed through a cache.
     */
    static boolean isStored(TransportResponse response) {
        return response.headers("Age").stream().anyMatch(age -> !age.strip().matches("0+"));
    }

    /** {@return a date of HTTP; empty if it is none} */
    static Optional<Instant> parse(String value) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
