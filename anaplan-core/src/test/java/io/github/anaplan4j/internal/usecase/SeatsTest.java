package io.github.anaplan4j.internal.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeatsTest {
    private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118");

    @Test
    void aHundredSeatsAreHeldAtOnceAndNoMore(@TempDir Path directory) throws Exception {
        Seats seats = new Seats(StartLedger.file(directory));
        List<StartLedger.Slot> held = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            Optional<StartLedger.Slot> seat = seats.free(ACTION, any -> true);
            assertThat(seat).as("seat %s", i).isPresent();
            seat.get().write("taken");
            held.add(seat.get());
        }

        AtomicInteger taken = new AtomicInteger();
        assertThat(seats.free(ACTION, any -> true, taken)).isEmpty();
        assertThat(taken).hasValue(100);

        held.get(56).close();
        Optional<StartLedger.Slot> again = seats.free(ACTION, any -> true);
        assertThat(again).isPresent();
        again.get().close();
        for (StartLedger.Slot slot : held) {
            slot.close();
        }
    }
}
