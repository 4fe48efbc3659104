package io.github.anaplan4j.docs.architecture.bad.internal.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.function.Supplier;

public class UseCaseThatTellsTheTime {
    Object instant() {
        return Instant.now();
    }

    Supplier<Instant> reference() {
        return Instant::now;
    }

    Supplier<Instant> lambda() {
        return () -> Instant.now();
    }

    Object localDate() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    Object localTime() {
        return LocalTime.now(ZoneOffset.UTC);
    }

    Object localDateTime() {
        return LocalDateTime.now(ZoneOffset.UTC);
    }

    Object zonedDateTime() {
        return ZonedDateTime.now();
    }

    Object offsetDateTime() {
        return OffsetDateTime.now();
    }

    Object clock() {
        return Clock.system(ZoneOffset.UTC);
    }

    Object clockUtc() {
        return Clock.systemUTC();
    }

    Object clockHere() {
        return Clock.systemDefaultZone();
    }

    Object ticks(Clock clock) {
        return Clock.tick(clock, Duration.ofSeconds(1));
    }

    Object tickingMillis(ZoneId zone) {
        return Clock.tickMillis(zone);
    }

    Object tickingSeconds(ZoneId zone) {
        return Clock.tickSeconds(zone);
    }

    Object tickingMinutes(ZoneId zone) {
        return Clock.tickMinutes(zone);
    }

    Object date() {
        return new Date();
    }

    Object innocentDate() {
        return new Date(0);
    }

    Object innocentInstant() {
        return Instant.ofEpochMilli(0);
    }

    long nanos() {
        return System.nanoTime();
    }

    long millis() {
        return System.currentTimeMillis();
    }
}
