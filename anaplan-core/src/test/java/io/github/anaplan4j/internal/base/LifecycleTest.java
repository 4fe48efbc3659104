package io.github.anaplan4j.internal.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final Lifecycle lifecycle = new Lifecycle();

    @Test
    void aClientIsOpenThenClosingThenClosed() {
        assertThat(lifecycle.isOpen()).isTrue();
        assertThat(lifecycle.isClosed()).isFalse();
        lifecycle.checkOpen("a poll");

        assertThat(lifecycle.beginClosing()).isTrue();
        assertThat(lifecycle.isOpen()).isFalse();
        assertThat(lifecycle.isClosed()).isFalse();

        lifecycle.endClosing();
        assertThat(lifecycle.isOpen()).isFalse();
        assertThat(lifecycle.isClosed()).isTrue();
    }

    @Test
    void onlyOneBeginsToCloseAndNothingOpensAgain() {
        lifecycle.beginClosing();
        assertThat(lifecycle.beginClosing()).isFalse();

        lifecycle.endClosing();
        assertThat(lifecycle.beginClosing()).isFalse();
        assertThat(lifecycle.isClosed()).isTrue();
    }

    @Test
    void whatIsNotPossibleAnyMoreIsNamed() {
        lifecycle.beginClosing();

        assertThatIllegalStateException()
                .isThrownBy(() -> lifecycle.checkOpen("a poll"))
                .withMessage("The client is closed: a poll is not possible any more.");
    }
}
