package io.github.anaplan4j.spi;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import java.io.IOException;
import java.time.Duration;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Whoever has the slot in memory has it alone, in any interleaving. */
public class StartLedgerConcurrencyTest {
    private final StartLedger ledger = StartLedger.inMemory();

    @Operation
    public int countUp() throws IOException, InterruptedException {
        ActionRef ref = new ModelRef("8a81", "75A4").process("118");
        StartLedger.Slot slot = ledger.open(ref, Duration.ofDays(1)).orElseThrow();
        int count = Integer.parseInt(slot.read().orElse("0")) + 1;
        slot.write("" + count);
        slot.close();
        slot.close(); // which lets nobody else in
        return count;
    }

    @Test
    void nobodyComesBetweenReadingAndWriting() {
        new ModelCheckingOptions()
                .iterations(2)
                .invocationsPerIteration(100)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(1)
                .check(StartLedgerConcurrencyTest.class);
    }
}
