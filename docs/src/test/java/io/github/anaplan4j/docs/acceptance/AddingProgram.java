package io.github.anaplan4j.docs.acceptance;

import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import java.nio.file.Path;
import java.time.Duration;

/** Adds durations to a file, and prints the number of each that it has added. */
final class AddingProgram {
    private AddingProgram() {}

    public static void main(String... arguments) {
        DurationHistory history = DurationHistory.file(Path.of(arguments[0]));
        for (int number = 0; number < Integer.parseInt(arguments[2]); number++) {
            history.add(action(arguments[1], number).task("T" + number), Duration.ofMillis(number));
            System.out.println(number);
        }
    }

    /** Each has ten runs. */
    static ActionRef action(String name, int number) {
        return new ModelRef("8a81", "75A4").process(name + number / 10);
    }
}
