package io.github.anaplan4j.internal.base;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Closing and looking, in any interleaving: one begins to close, and nobody sees a client open again. */
public class LifecycleConcurrencyTest {
    private final Lifecycle lifecycle = new Lifecycle();

    @Operation
    public boolean isOpen() {
        return lifecycle.isOpen();
    }

    @Operation
    public boolean isClosed() {
        return lifecycle.isClosed();
    }

    @Operation
    public boolean close() {
        return lifecycle.beginClosing();
    }

    @Operation
    public void endClosing() {
        lifecycle.endClosing();
    }

    @Test
    void closingIsOneStepForAll() {
        new ModelCheckingOptions()
                .iterations(5)
                .invocationsPerIteration(100)
                .threads(3)
                .actorsPerThread(2)
                .check(LifecycleConcurrencyTest.class);
    }
}
