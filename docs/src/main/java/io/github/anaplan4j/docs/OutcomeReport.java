package io.github.anaplan4j.docs;

import io.github.anaplan4j.task.ResultDetail;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskResult;
import java.util.Objects;

/** An outcome in words, one line for each step. */
final class OutcomeReport {
    private final StringBuilder text = new StringBuilder();

    private OutcomeReport() {}

    static String of(TaskOutcome outcome) {
        OutcomeReport report = new OutcomeReport();
        report.line(
                0,
                outcome.fold(
                        succeeded -> "SUCCEEDED",
                        withRejectedRows -> "SUCCEEDED WITH REJECTED ROWS",
                        failed -> "FAILED",
                        cancelled -> "CANCELLED"
                                + cancelled
                                        .cancelledBy()
                                        .map(name -> " by " + name)
                                        .orElse("")));
        outcome.result().ifPresent(result -> report.result(0, "process", result));
        return report.text.toString();
    }

    private void result(int depth, String what, TaskResult result) {
        line(
                depth + 1,
                what + " "
                        + Objects.requireNonNullElse(
                                result.objectName(), Objects.requireNonNullElse(result.objectId(), "?"))
                        + (result.isSuccessful() ? "  ok" : "  FAILED")
                        + (result.duration() == null
                                ? ""
                                : "  took " + result.duration().toMillis() + " ms")
                        + (result.startTime() == null ? "" : "  from " + result.startTime())
                        + (result.failureDumpAvailable() ? "  (failure dump available)" : ""));
        result.details().forEach(detail -> detail(depth + 2, detail));
        result.nestedResults().forEach(nested -> result(depth + 1, "step", nested));
    }

    private void detail(int depth, ResultDetail detail) {
        line(depth, detail.localMessageText() == null ? detail.type() : detail.localMessageText());
        detail.pairs().forEach(pair -> line(depth + 1, pair.key() + " = " + pair.value()));
    }

    private void line(int depth, String words) {
        text.append("  ".repeat(depth)).append(words).append(System.lineSeparator());
    }
}
