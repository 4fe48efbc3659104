package io.github.anaplan4j.internal.limit;

import static io.github.anaplan4j.internal.port.Failures.sent;
import static io.github.anaplan4j.internal.port.Failures.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.spi.ManualTime;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptsTest {
    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final AnaplanException FAILURE = status(503);

    private final ManualTime time = new ManualTime();
    private final Lifecycle lifecycle = new Lifecycle();
    private final Attempts attempts = new Attempts(3, new Pauses(lifecycle, time));

    @Test
    void theLastFailureIsTheCallers() {
        attempts.pauseAfter(status(500), USUAL);
        attempts.pauseAfter(status(500), USUAL);

        assertThat(catchThrowable(() -> attempts.pauseAfter(FAILURE, USUAL))).isSameAs(FAILURE);
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void throttlingIsNoAttemptAndIsBorneForTenMinutes() {
        AnaplanException throttled = status(429, Duration.ofSeconds(150));
        for (int i = 0; i < 4; i++) {
            attempts.pauseAfter(throttled, USUAL);
        }

        assertThat(catchThrowable(() -> attempts.pauseAfter(throttled, USUAL))).isSameAs(throttled);
        assertThat(time.passed()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void allPausesTogetherAreNoLongerThanThat() {
        Attempts brief = Attempts.asOfAReadWithin(Duration.ofSeconds(9), new Pauses(lifecycle, time));

        assertThat(brief.pausedAfter(FAILURE)).isTrue();
        assertThat(brief.pausedAfter(FAILURE)).isFalse();
        assertThat(time.passed()).isEqualTo(USUAL);
    }

    @Test
    void aClientThatIsClosedWaitsForNothing() {
        time.in(Duration.ofMillis(1_500), lifecycle::beginClosing);

        attempts.pauseAfter(FAILURE, USUAL);
        attempts.pauseAfter(FAILURE, USUAL);

        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
    }

    static Stream<Arguments> pauses() {
        return Stream.of(
                Arguments.of(status(503), USUAL, Duration.ofSeconds(5)),
                Arguments.of(sent(TransportException.Kind.TIMEOUT), USUAL, Duration.ofSeconds(5)),
                Arguments.of(status(503), Duration.ZERO, Duration.ofSeconds(1)),
                Arguments.of(status(503, Duration.ofSeconds(2)), USUAL, Duration.ofSeconds(2)),
                Arguments.of(status(503, Duration.ofMinutes(10)), USUAL, Duration.ofMinutes(10)),
                Arguments.of(status(503, Duration.ZERO), USUAL, Duration.ofSeconds(1)),
                Arguments.of(status(429), USUAL, Duration.ofSeconds(10)),
                Arguments.of(status(429, Duration.ofSeconds(2)), USUAL, Duration.ofSeconds(2)),
                Arguments.of(status(429, Duration.ZERO), USUAL, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("pauses")
    void thePauseIsTheServersOrElseTheUsualButNeverNone(AnaplanException failure, Duration usual, Duration expected) {
        attempts.pauseAfter(failure, usual);

        assertThat(time.passed()).isEqualTo(expected);
    }

    @Test
    void aWaitOfMoreThanTenMinutesIsTheCallers() {
        AnaplanException tooLong = status(503, Duration.ofMinutes(10).plusMillis(1));

        assertThat(catchThrowable(() -> attempts.pauseAfter(tooLong, USUAL))).isSameAs(tooLong);
        assertThat(time.passed()).isZero();
    }

    @Test
    void anInterruptEndsTheAttemptsAndStaysSet() {
        Thread.currentThread().interrupt();

        assertThat(catchThrowable(() -> attempts.pauseAfter(FAILURE, USUAL))).isSameAs(FAILURE);
        assertThat(Thread.interrupted()).isTrue();
    }
}
