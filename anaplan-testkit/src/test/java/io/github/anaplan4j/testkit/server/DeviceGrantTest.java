package io.github.anaplan4j.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has waited by the clock that it goes by has not asked too early. */
class DeviceGrantTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 1, 60, 10_000_000})
    void aDeviceThatWaitsByEitherClockIsNotTooEarly(double factor) {
        for (double wait : new double[] {5, 5 / factor}) {
            OAuthRoutes.Device device = new OAuthRoutes.Device("app-1", Instant.EPOCH, clocks(0, factor));
            for (int poll = 1; poll <= 3; poll++) {
                assertThat(device.isTooEarly(clocks(poll * wait, factor)))
                        .as("poll %d after %s s on the wall", poll, poll * wait)
                        .isFalse();
            }
        }
    }

    @Test
    void whoeverAsksTooEarlyByBothHasToWaitLonger() {
        OAuthRoutes.Device device = new OAuthRoutes.Device("app-1", Instant.EPOCH, clocks(0, 0.5));

        assertThat(device.isTooEarly(clocks(4, 0.5))).isTrue();
        assertThat(device.isTooEarly(clocks(13, 0.5))).isTrue();
        assertThat(device.isTooEarly(clocks(28, 0.5))).isFalse();
    }

    private static List<Instant> clocks(double onTheWall, double factor) {
        return List.of(after(onTheWall * factor), after(onTheWall));
    }

    // A microsecond later, for seconds in floating point may come out a trifle less.
    private static Instant after(double seconds) {
        return Instant.EPOCH.plus(Duration.ofNanos(Math.round(seconds * 1e9) + (seconds == 0 ? 0 : 1_000)));
    }
}
