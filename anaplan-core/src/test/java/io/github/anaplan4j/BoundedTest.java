package io.github.anaplan4j;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class BoundedTest {
    private static final int TOO_MUCH = 65 * 1024 * 1024;

    private static volatile byte[] memory = {};

    @Test
    void whatTakesTooMuchMemoryEachTimeFails() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Bounded.run(() -> memory = new byte[TOO_MUCH]))
                .withMessageContaining("67108864 bytes");
    }

    @Test
    void whatTheLoadingOfClassesTakesDoesNotCount() {
        Bounded.run(Loaded::use);
    }

    private static final class Loaded {
        static {
            memory = new byte[TOO_MUCH];
        }

        static void use() {
            // that it is loaded is all
        }
    }
}
