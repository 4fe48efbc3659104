package io.github.anaplan4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetectionTest {
    private static final double PRICE = 0.5;

    private final Detection detection = new Detection(10);

    static List<Scenario> scenarios() {
        return Scenario.ALL;
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void learningComesCloseToTheOptimum(Scenario scenario) {
        double optimum = new Optimum(scenario, PRICE).over(scenario).at(PRICE);

        assertThat(detection.learned(scenario, 1, PRICE).at(PRICE) / optimum).isBetween(1.0, 1.6);
        assertThat(detection.learned(scenario, 5, PRICE).at(PRICE) / optimum).isBetween(1.0, 1.3);
        assertThat(detection.learned(scenario, 20, PRICE).at(PRICE) / optimum).isBetween(1.0, 1.12);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void withoutAPastItIsNoWorseThanTheStandard(Scenario scenario) {
        assertThat(detection.learned(scenario, 0, PRICE).at(PRICE))
                .isLessThanOrEqualTo(Detection.STANDARD.over(scenario).at(PRICE));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aRunUnlikeAnyBeforeCostsAtMostTwiceThatWithoutAPast(Scenario scenario) {
        for (int past : List.of(1, 5, 20)) {
            assertThat(detection.surprise(scenario, past, 3, PRICE)).isLessThanOrEqualTo(2);
            assertThat(detection.surprise(scenario, past, 0.1, PRICE)).isLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aRunThatOnceBrokeOffDoesNotSpoilWhatIsKnown(Scenario scenario) {
        Schedule schedule = Schedule.learned(
                Stream.concat(
                                scenario.runs(19, 1).stream(),
                                Stream.of(scenario.kinds().get(0).median() / 20))
                        .toList(),
                PRICE);
        double optimum = new Optimum(scenario, PRICE).over(scenario).at(PRICE);

        assertThat(schedule.over(scenario).at(PRICE) / optimum).isBetween(1.0, 1.2);
    }

    @Test
    void twoKindsOfRunsCostLittleMoreThanWithoutAPast() {
        Scenario scenario = new Scenario(
                "nothing to load, or a full load",
                List.of(new Scenario.Kind(0.3, 600, 0.15), new Scenario.Kind(0.7, 7_200, 0.10)));
        double unlearned = detection.learned(scenario, 0, PRICE).at(PRICE);

        for (int past : List.of(5, 20, 50)) {
            assertThat(detection.learned(scenario, past, PRICE).at(PRICE) / unlearned)
                    .as("after %s", past)
                    .isLessThan(1.2);
        }
    }

    @Test
    void theCostOfAScheduleIsThatOfItsRuns() {
        Scenario scenario = Scenario.ALL.get(4);
        Cost exact = Detection.STANDARD.over(scenario);
        List<Double> runs = scenario.runs(20_000, 7);
        Cost sampled = runs.stream()
                .map(Detection.STANDARD::of)
                .reduce(new Cost(0, 0), Cost::plus)
                .dividedBy(runs.size());

        assertThat(sampled.lag()).isCloseTo(exact.lag(), within(0.03 * exact.lag()));
        assertThat(sampled.requests()).isCloseTo(exact.requests(), within(0.03 * exact.requests()));
    }
}
