package io.github.anaplan4j.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.spi.Timer;
import io.github.anaplan4j.testkit.FakeAnaplan;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FastTimeTest {
    private static final double HOUR_IN_A_MILLISECOND = 3_600_000;

    private final FastTime time = FastTime.times(HOUR_IN_A_MILLISECOND);

    @Test
    void anHourPassesInAMillisecondForWhoeverWaitsOrLooks() throws InterruptedException {
        Instant before = time.now();
        long nanos = time.nanoTime();

        time.sleep(Duration.ofHours(1));

        assertThat(Duration.between(before, time.now())).isGreaterThanOrEqualTo(Duration.ofHours(1));
        assertThat(time.nanoTime() - nanos)
                .isGreaterThanOrEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void aTimerGoesOffInTheSameTime() throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(1);
        try (Timer timer = time.newTimer("fast")) {
            timer.schedule(Duration.ofHours(1), rung::countDown);
            assertThat(rung.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aFakeRunsThroughElevenMinutesWhileAClientWaitsForReal() throws InterruptedException {
        try (FakeAnaplan fake = FakeAnaplan.start(time)) {
            Instant started = fake.now();
            time.sleep(Duration.ofMinutes(11));
            assertThat(Duration.between(started, fake.now())).isGreaterThanOrEqualTo(Duration.ofMinutes(11));
        }
    }

    @Test
    void timeDoesNotStandStillOrRunBackwards() {
        for (double factor : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> FastTime.times(factor));
        }
    }
}
