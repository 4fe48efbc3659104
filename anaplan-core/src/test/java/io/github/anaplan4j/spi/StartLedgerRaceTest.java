package io.github.anaplan4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.Racing;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartLedgerRaceTest {
    private static final ActionRef ACTION = new ModelRef("W", "M").process("P");
    private static final int EACH = 2_000;

    @Test
    @SuppressWarnings("try") // closes on purpose what is closed once more at the end
    void whatIsReadAndWrittenInOneTurnIsNeverLost() throws Exception {
        StartLedger ledger = StartLedger.inMemory();

        Racing.at(4, () -> {
            for (int i = 0; i < EACH; i++) {
                try (StartLedger.Slot slot =
                        ledger.open(ACTION, Duration.ofMinutes(1)).orElseThrow()) {
                    int before = Integer.parseInt(slot.read().orElse("0"));
                    Thread.yield(); // so that others come between, if they can
                    slot.write(String.valueOf(before + 1));
                    slot.close(); // the second time gives no turn away
                }
            }
            return null;
        });

        try (StartLedger.Slot slot = ledger.open(ACTION, Duration.ZERO).orElseThrow()) {
            assertThat(slot.read()).hasValue(String.valueOf(4 * EACH));
        }
    }
}
