package io.github.anaplan4j.internal.base;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/** Two that close, in any interleaving. */
class LifecycleConcurrencyTest {
    @Test
    void oneBeginsToCloseAndNobodySeesItOpenAfterThat() {
        Lincheck.runConcurrentTest(200, LifecycleConcurrencyTest::bothClose);
    }

    private static void bothClose() {
        Lifecycle lifecycle = new Lifecycle();
        boolean[] began = new boolean[2];
        Thread other = new Thread(() -> began[1] = lifecycle.beginClosing());
        other.start();
        began[0] = lifecycle.beginClosing();
        boolean isOpen = lifecycle.isOpen();
        try {
            other.join();
        } catch (InterruptedException never) {
            throw new AssertionError(never);
        }
        if (began[0] == began[1] || isOpen) {
            throw new AssertionError("began: " + began[0] + ", " + began[1] + "; open: " + isOpen);
        }
    }
}
