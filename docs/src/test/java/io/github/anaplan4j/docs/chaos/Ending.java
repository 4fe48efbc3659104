package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.task.ResultDetail;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskResult;
import java.util.List;
import java.util.Objects;

/**
 * How a run has ended, by the server or by a client.
 *
 * @param outcome the simple name of the outcome
 * @param words what its result says, which no other run's says
 */
record Ending(String outcome, List<String> words) {
    static Ending of(TaskOutcome outcome) {
        List<String> words = outcome.result().stream()
                .flatMap(TaskResult::tree)
                .flatMap(result -> result.details().stream())
                .map(ResultDetail::localMessageText)
                .filter(Objects::nonNull)
                .toList();
        return new Ending(outcome.getClass().getSimpleName(), words);
    }

    /** Judges what a server knows of a run. */
    static Ending of(String state, boolean successful, boolean hasDump, List<String> words) {
        String outcome = state.equals("CANCELLED")
                ? "Cancelled"
                : !state.equals("COMPLETE")
                        ? "still " + state
                        : !successful ? "Failed" : hasDump ? "SucceededWithRejectedRows" : "Succeeded";
        return new Ending(outcome, words);
    }

    /** {@return how many rows its dump has} */
    long rejected() {
        return words.stream()
                .filter(word -> word.matches("\\d+ of \\d+ rows failed"))
                .mapToLong(word -> Long.parseLong(word.substring(0, word.indexOf(' '))))
                .sum();
    }
}
