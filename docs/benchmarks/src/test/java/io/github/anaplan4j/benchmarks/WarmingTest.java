package io.github.anaplan4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WarmingTest {
    private final Warming warming = new Warming(5);

    static List<Scenario> alike() {
        return Scenario.ALL.subList(0, 4);
    }

    @ParameterizedTest
    @MethodSource("alike")
    void askingPaysForItselfWithTheFirstWatchWhereRunsAreAlike(Scenario scenario) {
        assertThat(costOf(scenario)).isLessThan(0.9 * unlearned(scenario));
    }

    /** A run of them may be as short as the shortest; asking costs what it costs, three seconds. */
    @Test
    void whereRunsAreNotAlikeAskingCostsNoMoreThanItsRequests() {
        Scenario mixture = Scenario.ALL.get(4);

        assertThat(costOf(mixture)).isLessThan(unlearned(mixture) + 6 * Warming.PRICE);
    }

    private double costOf(Scenario scenario) {
        return warming.warmed(scenario, Warming.PAYS_FROM).at(Warming.PRICE);
    }

    private static double unlearned(Scenario scenario) {
        return Warming.unlearned(scenario).at(Warming.PRICE);
    }
}
