package io.github.anaplan4j.internal.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.Racing;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LifecycleRaceTest {
    private static final int LIVES = 20_000;

    /** Four threads run through many lives, so that they meet in some. */
    @Test
    void eachLifeIsClosedByOneThread() throws Exception {
        Lifecycle[] lives =
                IntStream.range(0, LIVES).mapToObj(i -> new Lifecycle()).toArray(Lifecycle[]::new);

        long begun = Racing.at(4, () -> {
                    long first = 0;
                    for (Lifecycle life : lives) {
                        first += life.beginClosing() ? 1 : 0;
                    }
                    return first;
                })
                .stream()
                .mapToLong(Long::longValue)
                .sum();

        assertThat(begun).isEqualTo(LIVES);
    }
}
