package io.github.anaplan4j.command.page;

import io.github.anaplan4j.report.ReportedStep;
import io.github.anaplan4j.task.TaskOutcome;

/** How something ended, in a word and a colour. */
enum Verdict {
    /** It went well. */
    GOOD("succeeded", "✓"),
    /** It went through, with rejected rows. */
    REJECTED("rejected rows", "!"),
    /** It failed. */
    BAD("failed", "✗"),
    /** It was cancelled, or nothing is known of it. */
    OTHER("not reported", "–");

    private final String word;
    private final String sign;

    Verdict(String word, String sign) {
        this.word = word;
        this.sign = sign;
    }

    static Verdict of(ReportedStep step) {
        if (step.result() == null) {
            return OTHER;
        }
        if (step.hasFailed()) {
            return BAD;
        }
        return step.result().hasRejectedRows() ? REJECTED : GOOD;
    }

    static Verdict of(TaskOutcome outcome) {
        return switch (outcome.kind()) {
            case SUCCEEDED -> GOOD;
            case SUCCEEDED_WITH_REJECTED_ROWS -> REJECTED;
            case FAILED -> BAD;
            case CANCELLED -> OTHER;
        };
    }

    String word() {
        return word;
    }

    /** {@return what tells it from others also without colours} */
    String sign() {
        return sign;
    }

    String style() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
