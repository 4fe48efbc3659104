package io.github.anaplan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final List<Duration> MINUTES =
            IntStream.rangeClosed(91, 110).mapToObj(Duration::ofSeconds).toList();

    @Test
    void theLogNormalIsThatOfTheTables() {
        LogNormal durations = new LogNormal(100, 0.5);

        assertThat(durations.survival(100)).isCloseTo(0.5, within(1e-7));
        assertThat(durations.survival(100 * Math.exp(0.5))).isCloseTo(0.1586552539, within(1e-7));
        assertThat(durations.survival(100 * Math.exp(-1))).isCloseTo(0.9772498681, within(1e-7));
        assertThat(durations.survival(100 * Math.exp(3))).isCloseTo(9.8658765e-10, Percentage.withPercentage(1e-4));
        assertThat(durations.density(100)).isCloseTo(0.3989422804 / 50, within(1e-10));
    }

    @Test
    void theHazardAddsUpToTheRunsThatHaveEnded() {
        // The probability of lasting from 1 second to 1 day is exp(-integral of the hazard).
        for (List<Duration> past : List.of(List.<Duration>of(), MINUTES.subList(0, 1), MINUTES)) {
            Forecast forecast = Forecast.from(past);
            double sum = 0;
            for (double t = 1; t < 200; t += 0.01) {
                sum += forecast.hazard(t + 0.005) * 0.01;
            }

            assertThat(Math.exp(-sum)).isCloseTo(survival(forecast, 200) / survival(forecast, 1), within(1e-5));
        }
    }

    @Test
    void theMoreRunsAreKnownTheLessIsTheirSpreadGuessed() {
        double one = Forecast.from(MINUTES.subList(9, 10)).hazard(100);
        double five = Forecast.from(MINUTES.subList(7, 12)).hazard(100);
        double twenty = Forecast.from(MINUTES).hazard(100);

        assertThat(one).isLessThan(five);
        // Whatever five runs seem to say, runs so alike are rare.
        assertThat(five).isLessThan(0.2);
        // 20 runs spread evenly over 20 seconds have a standard deviation of 6: sqrt(2 / pi) / 6.
        assertThat(twenty).isCloseTo(0.13, within(0.03));
    }

    @Test
    void runsFarFromTheMedianCountForNothing() {
        List<Duration> past = new ArrayList<>(MINUTES);
        past.add(Duration.ofSeconds(39));
        past.add(Duration.ofSeconds(255));

        assertThat(Forecast.from(past)).isEqualTo(Forecast.from(MINUTES));
        assertThat(Forecast.from(past).shortest()).isCloseTo(91, within(1e-6));
    }

    @Test
    void whereMoreThanOneAndATenthAreUnlikeAllCount() {
        List<Duration> past = List.of(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(100),
                Duration.ofSeconds(100),
                Duration.ofSeconds(100));

        assertThat(Forecast.from(past).shortest()).isCloseTo(10, within(1e-6));
    }

    private static double survival(Forecast forecast, double t) {
        return forecast.parts().stream()
                .mapToDouble(part -> part.weight() * part.durations().survival(t))
                .sum();
    }
}
