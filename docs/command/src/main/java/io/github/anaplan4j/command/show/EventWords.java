package io.github.anaplan4j.command.show;

import io.github.anaplan4j.command.setup.Durations;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.WatchEvent;
import java.util.Optional;

/** Says in words what a watch has seen. */
final class EventWords {
    private EventWords() {}

    /** {@return an event in words; empty if nothing has changed by it} */
    static Optional<String> of(WatchEvent event) {
        if (event instanceof WatchEvent.StateChanged changed) {
            return Optional.of(changed.to().toString());
        }
        if (event instanceof WatchEvent.StepChanged changed && changed.to() != null) {
            return Optional.of("step: " + changed.to());
        }
        if (event instanceof WatchEvent.PollFailed failed) {
            return Optional.of("no status, " + failed.inARow() + " in a row: "
                    + failed.cause().getMessage());
        }
        if (event instanceof WatchEvent.Throttled throttled) {
            return Optional.of("Anaplan asks to wait " + Durations.format(throttled.atLeast()));
        }
        if (event instanceof WatchEvent.IrregularTransition odd) {
            return Optional.of("from " + odd.from() + " to " + odd.to() + ", which is not documented");
        }
        return Optional.empty();
    }

    /** {@return where a task is, in words} */
    static String of(TaskStatus status) {
        StringBuilder words = new StringBuilder(status.state().toString());
        status.completion()
                .ifPresent(part ->
                        words.append("  ").append(Math.round(100 * part)).append('%'));
        if (status.currentStep() != null) {
            words.append("  ").append(printable(status.currentStep()));
        }
        return words.toString();
    }

    /** {@return a text of the server's without what would move the cursor} */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
