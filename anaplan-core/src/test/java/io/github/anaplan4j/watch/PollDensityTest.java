package io.github.anaplan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PollDensityTest {
    private static final double PRICE = 0.2;

    @Test
    void theDensityIsTheRootOfHazardOverTwicePrice() {
        assertThat(new PollDensity(t -> 0.01, PRICE).untilNext(0, 3_600))
                .isCloseTo(Math.sqrt(0.4 / 0.01), within(1e-6));
        // The integral of sqrt(1 / (0.4 (300 + t))) is one poll at w where
        // 2 (sqrt(300 + t + w) - sqrt(300 + t)) = sqrt(0.4).
        for (int t : List.of(0, 60, 600, 3_600)) {
            double root = Math.sqrt(300 + t) + Math.sqrt(0.4) / 2;
            double expected = root * root - (300 + t);

            assertThat(new PollDensity(at -> 1 / (300 + at), PRICE).untilNext(t, 3_600))
                    .isCloseTo(expected, within(0.01));
        }
    }

    @Test
    void whatIsKeptSaysTheSameAsAnIntegralFromEachMomentOn() {
        SplittableRandom random = new SplittableRandom(1);
        for (int history = 0; history < 50; history++) {
            double median = Math.exp(random.nextDouble(2, 10));
            double spread = random.nextDouble(0.05, 1.0);
            List<Duration> past = random.doubles(history % 21)
                    .mapToObj(chance -> Duration.ofMillis((long) (1_000 * median * Math.exp(spread * (chance - 0.5)))))
                    .toList();
            Forecast forecast = Forecast.from(past);
            PollDensity kept = new PollDensity(forecast::hazard, PRICE);

            for (double now : DoubleStream.generate(() -> random.nextDouble(0, 3 * median))
                    .limit(50)
                    .toArray()) {
                double expected = integrated(forecast::hazard, now, 900);

                assertThat(kept.untilNext(now, 900))
                        .as("%s at %s", past, now)
                        .isCloseTo(expected, within(0.25 + expected / 100));
            }
        }
    }

    private static double integrated(DoubleUnaryOperator hazard, double now, double longest) {
        double polls = 0;
        double wait = 0;
        double step = now < 1_000 ? 0.02 : 0.2;
        while (wait < longest && polls < 1) {
            polls += Math.sqrt(hazard.applyAsDouble(now + wait + step / 2) / (2 * PRICE)) * step;
            wait += step;
        }
        return Math.min(longest, wait);
    }

    @Test
    void noPollIsWorthItBeforeTheLongestWait() {
        assertThat(new PollDensity(t -> 0, PRICE).untilNext(100, 900)).isEqualTo(900);
        assertThat(new PollDensity(t -> 1e-9, PRICE).untilNext(1e6, 120)).isEqualTo(120);
    }
}
