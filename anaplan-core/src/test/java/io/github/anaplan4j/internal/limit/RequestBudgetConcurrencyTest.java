package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.spi.Standstill;
import java.time.Duration;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Asking, being done and being throttled, in any interleaving, while time stands still. */
@Param(name = "who", gen = IntGen.class, conf = "1:3")
public class RequestBudgetConcurrencyTest {
    private final RequestBudget budget = new RequestBudget(300, 2, new Standstill());

    @Operation
    public Duration ask(@Param(name = "who") int who) {
        return budget.ask(who, RequestClass.START);
    }

    @Operation
    public Duration poll(@Param(name = "who") int who) {
        return budget.ask(-who, RequestClass.POLL);
    }

    @Operation
    public void done() {
        budget.done(RequestClass.START);
    }

    @Operation
    public Duration throttled() {
        budget.throttled(Duration.ofSeconds(7));
        return budget.pause();
    }

    @Test
    void eachCallIsOneStepForAll() {
        new ModelCheckingOptions()
                .iterations(2)
                .invocationsPerIteration(50)
                .threads(2)
                .actorsPerThread(3)
                .check(RequestBudgetConcurrencyTest.class);
    }
}
