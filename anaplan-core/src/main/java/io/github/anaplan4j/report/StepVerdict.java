package io.github.anaplan4j.report;

import io.github.anaplan4j.task.TaskResult;

/** Tells what became of a step, as far as the server said. */
enum StepVerdict {
    SUCCEEDED("ok"),
    SUCCEEDED_WITH_REJECTED_ROWS("rejected rows"),
    FAILED("FAILED"),
    NOT_KNOWN("NOT KNOWN"),
    NOT_REPORTED("not reported");

    private final String word;

    StepVerdict(String word) {
        this.word = word;
    }

    static StepVerdict of(ReportedStep step) {
        TaskResult result = step.result();
        if (result == null) {
            return NOT_REPORTED;
        }
        if (result.successful() == null) {
            return NOT_KNOWN;
        }
        if (step.hasFailed()) {
            return FAILED;
        }
        return result.hasRejectedRows() ? SUCCEEDED_WITH_REJECTED_ROWS : SUCCEEDED;
    }

    /** {@return the word for it in a table} */
    String word() {
        return word;
    }
}
